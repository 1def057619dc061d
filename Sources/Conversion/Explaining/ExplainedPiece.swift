package import ByteStreams
package import JSONRecords

/// One piece of an input with everything that was decided about it.
package struct ExplainedPiece: Sendable {
    package enum Outcome: Hashable, Sendable {
        /// Its alert, one line in the format that was asked for.
        case converted([UInt8])
        case filtered(FilterReason)
        case rejected(RejectNote)

        package enum Name: String, CaseIterable, Hashable, Sendable {
            case converted, filtered, rejected
        }

        package var name: Name {
            switch self {
            case .converted: .converted
            case .filtered: .filtered
            case .rejected: .rejected
            }
        }
    }

    /// Its input's name in outputs.
    package var file: Path
    /// Where the input was opened, as the user or the walk named it; as ``file`` for standard input.
    package var path: Path
    /// Its number in the file, from 1.
    package var record: UInt64
    package var place: Place
    /// The name of the envelope's array that holds it.
    package var arrayName: [UInt8]?
    package var identity: RecordIdentity
    package var steps: [DecisionStep]
    package var outcome: Outcome
    /// Its bytes, or the first of them when it is long.
    package var raw: [UInt8]
    /// Where in `raw` the fault is, or the value that is at fault.
    package var faultIndex: Int?

    /// The event time in milliseconds since 1970, when it could be read.
    package var eventTime: Int64? {
        for case .asExpected(let time, _) in steps { return time }
        return nil
    }
}
