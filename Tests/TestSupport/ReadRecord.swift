package import JSONRecords

/// A copy of one event of a reader, with everything it reports about a record.
package struct ReadRecord: Equatable {
    /// The record as written, or the broken piece.
    package var text: String
    /// nil for a record.
    package var fault: JSONFault?
    /// The offset of the byte at fault in the input.
    package var faultOffset: UInt64 = 0
    /// The name of the array that contained the piece.
    package var array: String?
    /// What was expected there.
    package var expected: JSONExpectation?
    /// The values of `table.read`, as written, by name.
    package var fields: [String: String] = [:]
    package var escaped: Set<String> = []
    package var containers: Set<String> = []
    package var duplicate: String?
    package var loneSurrogates = 0
    /// Unknown names; empty text for those past the limit.
    package var unknown: [String] = []

    /// All events of a reader for `input`, read in steps of at most `step` bytes.
    package static func all(
        in input: [UInt8], table: FieldTable = testTable, spares: SpareKeys? = nil,
        step: Int = .max
    ) -> [ReadRecord] {
        var reader = RecordReader(
            spares ?? SpareKeys(table), limit: 16 << 20, chunkBytes: 4096)
        var position = 0
        var records: [ReadRecord] = []
        while true {
            switch reader.next() {
            case .record, .prefixedRecord: records.append(ReadRecord(reader, table))
            case .broken:
                let piece = reader.broken
                records.append(ReadRecord(piece))
            case .separatorComma, .envelopeFailure: continue
            case .needsBytes:
                position += reader.fill { (room: inout MutableRawSpan) -> Int in
                    let count = min(step, room.byteCount, input.count - position)
                    for index in 0..<count {
                        let byte = input[position + index]
                        room.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
                    }
                    return count
                }
            case .end: return records
            }
        }
    }

    package static func all(in input: String, table: FieldTable = testTable) -> [ReadRecord] {
        all(in: Array(input.utf8), table: table)
    }

    private init(_ reader: borrowing RecordReader, _ table: FieldTable) {
        let view = reader.record
        let text = { (text: JSONText) in String(decoding: text.bytes, as: UTF8.self) }
        self.text = text(view.text)
        for (number, name) in table.read.enumerated() {
            guard let value = view.text(of: UInt8(number)) else { continue }
            fields[name] = text(value)
            if view.escaped.contains(UInt8(number)) { escaped.insert(name) }
            if view.containers.contains(UInt8(number)) { containers.insert(name) }
        }
        duplicate = reader.duplicateField.map { table.name(of: $0) }
        loneSurrogates = Int(view.loneSurrogates)
        unknown = reader.unknownNames.map {
            String(decoding: reader.name(ofUnknown: $0), as: UTF8.self)
        }
    }

    private init(_ piece: BrokenPiece) {
        text = String(decoding: piece.raw, as: UTF8.self)
        fault = piece.fault
        faultOffset = piece.faultOffset
        expected = piece.expected
        array = piece.array.map { String(decoding: $0, as: UTF8.self) }
    }
}
