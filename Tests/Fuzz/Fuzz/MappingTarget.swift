import JSONRecords
import Sophos
import TestSupport

/// The reader of mapping files: anything it accepts is JSON, and any refusal has a location in the file.
enum MappingTarget {
    static func run(_ bytes: [UInt8]) {
        do {
            let file = try MappingFile(bytes)
            // Comments and the byte-order mark are not JSON.
            let hasComment = zip(bytes, bytes.dropFirst()).contains { $0 == 0x2F && $1 == 0x2F }
            if !hasComment, bytes.first != 0xEF {
                require(JSONChecker.members(of: bytes) != nil, "took what is no JSON")
            }
            require(Set(file.rows.map(\.alertType)).count == file.rows.count, "a row twice")
        } catch {
            require(error.line >= 1 && error.column >= 1, "no place: \(error)")
        }
    }
}
