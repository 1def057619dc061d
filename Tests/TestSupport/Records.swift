package import JSONRecords
internal import Mimecast

/// Reads one record and passes it to `body`, with the name of its array.
package func withRecord<Result>(
    _ json: String, _ body: (RecordView, _ array: [UInt8]?) throws -> Result
) throws -> Result {
    var reader = RecordReader(MimecastFields.table, limit: 1 << 20)
    let bytes = Array(json.utf8)
    var isRead = false
    while true {
        switch reader.next() {
        case .record, .prefixedRecord: return try body(reader.record, reader.arrayName)
        case .needsBytes:
            _ = reader.fill { (room: inout MutableRawSpan) -> Int in
                guard !isRead else { return 0 }
                isRead = true
                precondition(bytes.count <= room.byteCount, "a test's record fits one chunk")
                for (index, byte) in bytes.enumerated() {
                    room.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
                }
                return bytes.count
            }
        case .end: throw NoRecord()
        case .broken, .separatorComma, .envelopeFailure: throw NoRecord()
        }
    }
}

struct NoRecord: Error {}
