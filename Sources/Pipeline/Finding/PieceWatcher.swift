package import Accounts
package import ByteStreams
package import JSONRecords
package import Sophos

/// Picks the pieces of one input to explain while it is converted.
package final class PieceWatcher {
    private let request: ExplainRequest
    private let collector: PieceCollector
    /// The input's number in the list.
    private let turn: Int
    /// Whether nothing more in the input can match, or showing has stopped.
    var hasPassed: Bool { sawRecord || collector.isDone }
    /// Whether the piece with the requested number was seen, whatever its outcome.
    private(set) var sawRecord = false
    /// Pieces that match the number, text and id, whatever their outcome.
    package private(set) var found: UInt64 = 0
    /// Those of them with the requested outcome, shown or not.
    package private(set) var matched: UInt64 = 0

    package init(_ request: ExplainRequest, _ collector: PieceCollector, turn: Int) {
        self.request = request
        self.collector = collector
        self.turn = turn
    }

    /// Whether a record may match; if not, nothing need be decided about it.
    func mayWant(_ record: JSONText, number: UInt64) -> Bool {
        isNumber(number) && (request.text?.stands(inRecord: record) ?? true)
    }

    /// As above, for a broken piece.
    func mayWant(broken piece: [UInt8], number: UInt64) -> Bool {
        isNumber(number) && (request.text?.stands(in: piece) ?? true)
    }

    private func isNumber(_ number: UInt64) -> Bool {
        guard let wanted = request.record else { return true }
        if number == wanted { sawRecord = true }
        return number == wanted
    }

    /// Counts a piece that may match.
    ///
    /// - Parameters:
    ///   - id: that of its alert, when it has one.
    /// - Returns: whether it shall be shown.
    func takes(_ outcome: ExplainedPiece.Outcome.Name, id: AlertID?) -> Bool {
        if let wanted = request.id, id != wanted { return false }
        found += 1
        if let wanted = request.outcome, outcome != wanted { return false }
        matched += 1
        return collector.takesMore(from: turn)
    }

    func show(_ piece: ExplainedPiece) { collector.add(.piece(piece), from: turn) }
}

/// One piece of an input with everything that was decided about it.
package struct ExplainedPiece: Sendable {
    package enum Outcome: Hashable, Sendable {
        /// Its alert, one line in the requested format.
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

/// Which pieces to explain: those that match everything given.
package struct ExplainRequest: Hashable, Sendable {
    /// The piece of this number in its input, from 1.
    package var record: UInt64?
    /// Pieces that contain this text.
    package var text: SoughtText?
    /// The record whose alert has this id.
    package var id: AlertID?
    package var outcome: ExplainedPiece.Outcome.Name?
    /// How many are shown at most, of all inputs.
    package var limit: Int

    package init(limit: Int = 10) { self.limit = limit }

    /// Whether it asks for particular pieces, so that finding none is an error.
    package var namesPieces: Bool { record != nil || text != nil || id != nil }
}
