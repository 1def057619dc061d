/// Reads the inside of a record: an object or an array in it, or a string that contains JSON.
///
/// The inside is read by the same rules as a separate input. Readers are reused, so that the keys
/// learned from one wrapper serve the next record.
package final class InnerReader {
    private var reader: RecordReader
    private var ordinalAtBegin = 0

    /// - Parameter limit: the maximum size of a record in bytes.
    package init(_ spares: SpareKeys, limit: Int) {
        reader = RecordReader(spares, limit: limit, chunkBytes: 64 << 10)
    }

    /// Starts reading another text; everything returned before becomes invalid.
    ///
    /// - Parameter text: an object, an array or a string of a walked record.
    package func begin(_ text: JSONText) {
        reader.begin(text)
        ordinalAtBegin = reader.envelopeOrdinal
    }

    /// Starts the same text again.
    package func rewind() { reader.rewind() }

    /// The next event; never `needsBytes`.
    package func next() -> RecordReader.Event { reader.next() }

    /// Whether only white space follows the value of the last event.
    package var isAtEndOfText: Bool { reader.isAtEndOfText }

    package func current() -> RecordReader.Current { reader.current() }
    /// See ``RecordReader/meetNames(of:)``.
    package func meetNames(of other: InnerReader) -> Bool { reader.meetNames(of: other.reader) }
    package func number(ofUnknown name: [UInt8]) -> Int32 { reader.number(ofUnknown: name) }
    package var record: RecordView { reader.record }
    package var structures: RecordReader.Structures { reader.structures }
    package var keptText: JSONText { reader.keptText }
    package var recordLength: UInt64 { reader.recordLength }
    package var broken: BrokenPiece { reader.broken }
    package var arrayName: [UInt8]? { reader.arrayName }
    package var arrayOrdinal: Int { reader.arrayOrdinal }
    package var failureText: [UInt8] { reader.failureText }
    package func name(ofUnknown number: Int32) -> [UInt8] { reader.name(ofUnknown: number) }
    package var unknownNames: [Int32] { reader.unknownNames }
    /// Whether an object or an array is open around the value of the last event.
    package var isInPage: Bool { reader.isInPage }
    /// Whether the value of the last event is in an array without a special meaning.
    package var isInPlainArray: Bool { reader.isInPlainArray }
    /// Whether a page was opened since the start of the text.
    package var sawPage: Bool { reader.envelopeOrdinal != ordinalAtBegin }
}

extension RecordReader {
    /// Whether only white space follows the value of the last event, which must not be in an array.
    var isAtEndOfText: Bool {
        guard case .top = state, isAtEnd, let end = pendingEnd else { return false }
        return (end..<chunk.upper).allSatisfy { Self.isWhiteSpace(chunk[$0]) }
    }

    var isInPage: Bool { if case .top = state { false } else { true } }

    var isInPlainArray: Bool { if case .array(.values, _, _) = state { true } else { false } }
}
