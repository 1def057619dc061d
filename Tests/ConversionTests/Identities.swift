import JSONRecords
import Mimecast
import Pipeline
import TestSupport

/// The event time of the records whose identities are compared: 2024-11-17T17:02:30Z.
let identityTime: Int64 = 1_731_862_950_000

/// The bytes that are hashed, as requested by the converter.
func identity(
    _ json: String, _ kind: Kind = .attachment, isInGetLogs: Bool = false,
    by identity: Identity = .builtIn
) throws -> [UInt8] {
    try withRecord(json) { record, _ in
        let field = ExpectedFormat.timeFields.fields.first { record.value(of: $0) != nil }
        let time = field.flatMap { record.value(of: $0) }.flatMap { EventTime.parse($0) }
        var buffer = ByteBuffer()
        identity.append(
            record, kind: kind, isSIEM: ExpectedFormat.isSIEM(record, isInGetLogs: isInGetLogs),
            eventTime: time ?? identityTime, to: &buffer)
        return buffer.bytes
    }
}
