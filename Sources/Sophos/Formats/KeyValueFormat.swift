import JSONRecords

/// A line in the native format of Sophos's SIEM script (SPEC 6.3): the time, then `key="value";` for
/// each key, and the description once more as `name`.
enum KeyValueFormat {
    static func append(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        buffer.append(alert.eventTimeText)
        buffer.append(" id=\"")
        alert.id.append(to: &buffer)
        buffer.append("\";")
        FlatAlert.append(alert, .keyValue, to: &buffer)
        FlatPairs(style: .keyValue).append("name", to: &buffer) {
            FlatAlert.appendDescription(alert, in: .quotes, to: &$0)
        }
        buffer.append("\n")
    }
}
