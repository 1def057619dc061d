/// Access to the current record.
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

    /// The members of the last record whose value is an object, or a list that may start with one.
    package var structures: Structures {
        Structures(
            record: chunk.text(recordStart..<recordEnd), start: recordStart,
            noted: walker.structures)
    }

    /// Members that may contain records, one after another. Valid as long as the record is.
    package struct Structures {
        private let record: JSONText
        /// Where the record starts in its chunk.
        private let start: Int
        private let noted: ArraySlice<RecordWalker.Structure>
        private var number = 0
        /// Continues where the walker stopped recording.
        private var rest: JSONChildren?

        init(record: JSONText, start: Int, noted: ArraySlice<RecordWalker.Structure>) {
            self.record = record
            self.start = start
            self.noted = noted
            if noted.count == RecordWalker.structureLimit, let last = noted.last {
                var members = JSONChildren(of: record)
                members.skip(to: Int(last.end) - start)
                rest = members
            }
        }

        /// True if the record has none.
        package var isEmpty: Bool { noted.isEmpty }

        /// Whether the record consists of at least two of them, all objects.
        package var areAllMembers: Bool {
            guard noted.count >= 2 else { return false }
            var members = JSONChildren(of: record)
            var number = 0
            while let (_, value) = members.next() {
                guard record[value] == UInt8(ascii: "{") else { return false }
                // Where the walker found its end, if it recorded it.
                let end =
                    number < noted.count
                    ? Int(noted[number].end) - start : record.end(ofValueAt: value)
                number += 1
                members.skip(to: end)
            }
            return true
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

    /// The last record, with everything a converter needs for each.
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

    /// All of it at once. Mutating although nothing changes: a mutating call passes the address of a
    /// noncopyable value, whereas each access from another module would make a temporary copy of it.
    package mutating func current() -> Current {
        Current(
            record: record, duplicateField: walker.duplicate == 0 ? nil : duplicateField,
            hasUnknownNames: !walker.unknown.isEmpty, isEnvelopeElement: isEnvelopeElement,
            arrayOrdinal: arrayOrdinal, isWrapped: !wrapperPath.isEmpty)
    }

    /// The first field that occurs twice in the last record.
    package var duplicateField: UInt8? { FieldSet(bits: walker.duplicate).first }

    /// Unknown names in the last record, by number; see ``name(ofUnknown:)``.
    package var unknownNames: [Int32] { walker.unknown }

    /// The name for a number in ``unknownNames``; empty for names past the limit, which are counted
    /// together.
    package func name(ofUnknown number: Int32) -> [UInt8] { walker.keys.name(number) }

    /// The last record's text as kept in the quarantine.
    package var keptText: JSONText { chunk.text(Self.kept(recordStart..<recordEnd)) }
    /// The last record's length in bytes.
    package var recordLength: UInt64 { UInt64(recordEnd - recordStart) }

    /// The part of a piece that the quarantine keeps.
    static func kept(_ range: Range<Int>) -> Range<Int> {
        let length = range.count > BrokenPiece.keptLimit ? BrokenPiece.inlineLimit : range.count
        return range.lowerBound..<(range.lowerBound + length)
    }
}
