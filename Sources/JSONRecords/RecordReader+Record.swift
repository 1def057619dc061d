/// What the reader tells of the record at hand.
extension RecordReader {
    /// The record of the last `.record` event.
    package var record: RecordView {
        RecordView(
            chunk: chunk.bytes, slots: walker.slots, start: recordStart,
            present: FieldSet(bits: walker.present),
            escaped: FieldSet(bits: walker.escaped), containers: FieldSet(bits: walker.containers),
            loneSurrogates: walker.loneSurrogates, hasObjects: walker.hasObjects,
            hasEmptyPage: walker.hasEmptyPage, text: chunk.text(recordStart..<recordEnd))
    }

    /// The last record, with what a converter asks of every one.
    package struct Current {
        package let record: RecordView
        /// See `RecordReader.duplicateField`.
        package let duplicateField: UInt8?
        package let hasUnknownNames: Bool
        package let isEnvelopeElement: Bool
        package let arrayOrdinal: Int
        /// See `RecordReader.wrapperPath`.
        package let isWrapped: Bool
    }

    /// All of it at once. Mutating although nothing changes: of a value that cannot be copied, a
    /// mutating call takes the address, where each look from another module would take a temporary
    /// copy of it.
    package mutating func current() -> Current {
        Current(
            record: record, duplicateField: walker.duplicate == 0 ? nil : duplicateField,
            hasUnknownNames: !walker.unknown.isEmpty, isEnvelopeElement: isEnvelopeElement,
            arrayOrdinal: arrayOrdinal, isWrapped: !wrapperPath.isEmpty)
    }

    /// The first field of the last record that stands in it twice.
    package var duplicateField: UInt8? { FieldSet(bits: walker.duplicate).first }

    /// Names in the last record that no table knows, by number; see ``name(ofUnknown:)``.
    package var unknownNames: [Int32] { walker.unknown }

    /// The text of a number in ``unknownNames``; empty for names past the limit that are counted together.
    package func name(ofUnknown number: Int32) -> [UInt8] { walker.keys.name(number) }

    /// The last record's bytes as the quarantine keeps them.
    package var recordBytes: [UInt8] { kept(recordStart..<recordEnd) }
    /// The last record's length in bytes.
    package var recordLength: UInt64 { UInt64(recordEnd - recordStart) }

    func kept(_ range: Range<Int>) -> [UInt8] {
        let length = range.count > BrokenPiece.keptLimit ? BrokenPiece.inlineLimit : range.count
        return chunk.bytes(range.lowerBound..<(range.lowerBound + length))
    }
}
