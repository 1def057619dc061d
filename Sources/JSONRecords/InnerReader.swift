/// Reads what a record holds inside: an object or an array in it, or a string that is JSON itself.
///
/// What stands inside is read by the same rules as an input of its own. Readers are kept and begun
/// anew, so that what one has learned of the keys in a wrapper serves the next record.
package final class InnerReader {
    private var reader: RecordReader
    private var ordinalAtBegin = 0

    /// - Parameter limit: bytes that one record may have.
    package init(_ spares: SpareKeys, limit: Int) {
        reader = RecordReader(spares, limit: limit, chunkBytes: 64 << 10)
    }

    /// Begins with another text; everything handed out before is void.
    ///
    /// - Parameter text: an object, an array or a string of a record that was walked.
    package func begin(_ text: JSONText) {
        reader.begin(text)
        ordinalAtBegin = reader.envelopeOrdinal
    }

    /// Begins anew with the same text.
    package func rewind() { reader.rewind() }

    /// The next event; never `needsBytes`.
    package func next() -> RecordReader.Event { reader.next() }

    /// Only white space follows the value of the last event.
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
    /// An object or an array is open around the value of the last event.
    package var isInPage: Bool { reader.isInPage }
    /// The value of the last event stands in an array without a meaning of its own.
    package var isInPlainArray: Bool { reader.isInPlainArray }
    /// A page was opened since the text was begun.
    package var sawPage: Bool { reader.envelopeOrdinal != ordinalAtBegin }
}

extension RecordReader {
    /// Only white space follows the value of the last event, which stands in no array.
    var isAtEndOfText: Bool {
        guard case .top = state, isAtEnd, let end = pendingEnd else { return false }
        return (end..<chunk.upper).allSatisfy { Self.isWhiteSpace(chunk[$0]) }
    }

    var isInPage: Bool { if case .top = state { false } else { true } }

    var isInPlainArray: Bool { if case .array(.values, _, _) = state { true } else { false } }
}
