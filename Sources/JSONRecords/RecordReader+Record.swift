/// What the reader tells of the record at hand.
extension RecordReader {
    /// The record of the last `.record` event.
    package var record: RecordView {
        RecordView(
            chunk: chunk.bytes, slots: walker.slots, start: recordStart,
            present: FieldSet(bits: walker.present),
            escaped: FieldSet(bits: walker.escaped), containers: FieldSet(bits: walker.containers),
            loneSurrogates: Int32(truncatingIfNeeded: walker.loneSurrogates),
            hasEmptyPage: walker.hasEmptyPage,
            text: chunk.text(recordStart..<recordEnd))
    }

    /// The members of the last record whose value is an object, or a list that may begin with one.
    package var structures: Structures {
        Structures(
            record: chunk.text(recordStart..<recordEnd), start: recordStart,
            noted: walker.structures)
    }

    /// Members that may hold records, one after the other. Valid as long as the record is.
    package struct Structures {
        private let record: JSONText
        /// Where the record begins in its chunk.
        private let start: Int
        private let noted: [RecordWalker.Structure]
        private var number = 0
        /// Goes on where the walker stopped noting.
        private var rest: JSONChildren?

        init(record: JSONText, start: Int, noted: [RecordWalker.Structure]) {
            self.record = record
            self.start = start
            self.noted = noted
            if noted.count == RecordWalker.structureLimit, let last = noted.last {
                var members = JSONChildren(of: record)
                members.skip(to: Int(last.end) - start)
                rest = members
            }
        }

        /// The next member: its key without quotes, and its value.
        package mutating func next() -> (key: JSONText, value: JSONText)? {
            guard number < noted.count else { return nextOfRest() }
            let member = noted[number]
            number += 1
            var key = Int(member.key) - start
            while record[key] != UInt8(ascii: "\"") { key += 1 }
            return (
                record[(key + 1)..<(record.end(ofStringAt: key) - 1)],
                record[(Int(member.opening) - start)..<(Int(member.end) - start)]
            )
        }

        private mutating func nextOfRest() -> (key: JSONText, value: JSONText)? {
            guard let (key, start) = rest?.next(), let key else { return nil }
            let end = record.end(ofValueAt: start)
            rest?.skip(to: end)
            return (key, record[start..<end])
        }
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

    /// The last record's text as the quarantine keeps it.
    package var keptText: JSONText { chunk.text(Self.kept(recordStart..<recordEnd)) }
    /// The last record's length in bytes.
    package var recordLength: UInt64 { UInt64(recordEnd - recordStart) }

    /// What of a piece the quarantine keeps.
    static func kept(_ range: Range<Int>) -> Range<Int> {
        let length = range.count > BrokenPiece.keptLimit ? BrokenPiece.inlineLimit : range.count
        return range.lowerBound..<(range.lowerBound + length)
    }
}
