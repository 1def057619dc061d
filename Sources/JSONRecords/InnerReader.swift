/// Reads the inside of a record: an object or an array in it, or a string that contains JSON.
///
/// The inside is read by the same rules as a separate input. Readers are reused, so that the keys
/// learned from one wrapper serve the next record.
///
/// This file contains unsafe code: exclusive access to the reader is not checked at run time, which would
/// take a tenth of the time for a wrapped record. Its invariant: every method accesses the reader once,
/// and the reader calls nothing back.
package final class InnerReader {
    @exclusivity(unchecked) private var reader: RecordReader
    private var ordinalAtBegin = 0

    /// - Parameter limit: the maximum size of a record in bytes.
    package init(_ spares: SpareKeys, limit: Int) {
        unsafe reader = RecordReader(spares, limit: limit, chunkBytes: 64 << 10)
    }

    /// Starts reading another text; everything returned before becomes invalid.
    ///
    /// - Parameter text: an object, an array or a string of a walked record.
    package func begin(_ text: JSONText) {
        unsafe reader.begin(text)
        ordinalAtBegin = unsafe reader.envelopeOrdinal
    }

    /// Starts the same text again.
    package func rewind() { unsafe reader.rewind() }

    /// The next event; never `needsBytes`.
    package func next() -> RecordReader.Event { unsafe reader.next() }

    /// Whether only white space follows the value of the last event.
    package var isAtEndOfText: Bool { unsafe reader.isAtEndOfText }

    package func current() -> RecordReader.Current { unsafe reader.current() }
    /// See ``RecordReader/learnNames(of:)``.
    package func learnNames(of other: InnerReader) -> Bool {
        unsafe reader.learnNames(of: other.reader)
    }
    package func number(ofUnknown name: [UInt8]) -> Int32 { unsafe reader.number(ofUnknown: name) }
    package var record: RecordView { unsafe reader.record }
    package var structures: RecordReader.Structures { unsafe reader.structures }
    package var keptText: JSONText { unsafe reader.keptText }
    package var recordLength: UInt64 { unsafe reader.recordLength }
    package var broken: BrokenPiece { unsafe reader.broken }
    package var arrayName: [UInt8]? { unsafe reader.arrayName }
    package var envelopeOrdinal: Int { unsafe reader.envelopeOrdinal }
    package var isEnvelopeElement: Bool { unsafe reader.isEnvelopeElement }
    package var arrayOrdinal: Int { unsafe reader.arrayOrdinal }
    package var failureText: [UInt8] { unsafe reader.failureText }
    package func name(ofUnknown number: Int32) -> [UInt8] { unsafe reader.name(ofUnknown: number) }
    package var unknownNames: [Int32] { unsafe reader.unknownNames }
    /// Whether an object or an array is open around the value of the last event.
    package var isInPage: Bool { unsafe reader.isInPage }
    /// Whether the value of the last event is in an array without a special meaning.
    package var isInPlainArray: Bool { unsafe reader.isInPlainArray }
    /// Whether a page was opened since the start of the text.
    package var sawPage: Bool { unsafe reader.envelopeOrdinal != ordinalAtBegin }
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
