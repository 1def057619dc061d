package import JSONRecords

/// A reader's events for an input, in a comparable form.
package enum Told: Equatable, CustomStringConvertible {
    case record(String, line: UInt64, offset: UInt64, array: String?)
    case broken(JSONFault, String, line: UInt64, offset: UInt64)
    case comma
    case failure(String)

    package var description: String {
        switch self {
        case .record(let text, let line, let offset, let array):
            "record \(text) line \(line) offset \(offset) in \(array ?? "-")"
        case .broken(let fault, let text, let line, let offset):
            "\(fault) \(text.debugDescription) line \(line) offset \(offset)"
        case .comma: "comma"
        case .failure(let text): "failure \(text)"
        }
    }
}

package let testTable = FieldTable(
    read: ["a", "b", "subject", "date", "url"], documented: ["meta", "resultCount"],
    envelopeArrays: ["data", "value"],
    recordArrays: ["attachmentLogs", "impersonationLogs", "clickLogs"],
    recordArraySuffixes: ["Logs", "logs"],
    failures: ["fail", "error"])

/// Reads `input` in steps of at most `step` bytes.
package func told(
    _ input: [UInt8], step: Int = .max, limit: Int = 16 << 20, chunkBytes: Int = 256 << 10
)
    -> [Told]
{
    var reader = RecordReader(testTable, limit: limit, chunkBytes: chunkBytes)
    var position = 0
    var events: [Told] = []
    while true {
        switch reader.next() {
        // For a page without records only its failure matters.
        case .record where reader.record.hasEmptyPage && reader.arrayName == nil:
            if let failures = reader.record.failures {
                events.append(.failure(String(decoding: failures.bytes, as: UTF8.self)))
            }
        case .record, .prefixedRecord:
            let array = reader.arrayName.map { String(decoding: $0, as: UTF8.self) }
            events.append(
                .record(
                    String(decoding: reader.record.text.bytes, as: UTF8.self),
                    line: reader.place.line,
                    offset: reader.place.offset, array: array))
        case .broken:
            let piece = reader.broken
            events.append(
                .broken(
                    piece.fault, String(decoding: piece.raw, as: UTF8.self), line: piece.place.line,
                    offset: piece.place.offset))
        case .separatorComma: events.append(.comma)
        case .envelopeFailure:
            events.append(.failure(String(decoding: reader.failureText, as: UTF8.self)))
        case .needsBytes:
            let count = reader.fill { (room: inout MutableRawSpan) -> Int in
                let count = min(step, room.byteCount, input.count - position)
                for index in 0..<count {
                    room.storeBytes(
                        of: input[position + index], toByteOffset: index, as: UInt8.self)
                }
                return count
            }
            position += count
        case .end: return events
        }
    }
}

package func told(
    _ input: String, step: Int = .max, limit: Int = 16 << 20, chunkBytes: Int = 256 << 10
)
    -> [Told]
{
    told(Array(input.utf8), step: step, limit: limit, chunkBytes: chunkBytes)
}
