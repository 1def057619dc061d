import JSONRecords

/// A line of ArcSight's Common Event Format as Sophos's SIEM script writes it (SPEC 6.2): the
/// description is the header's name, and `type` and `severity` are only in the header.
enum CEFFormat {
    static func append(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        buffer.append("CEF:0|sophos|sophos central|1.0|")
        buffer.append(alert.category.type)
        buffer.append("|")
        FlatAlert.appendDescription(alert, in: .header, to: &buffer)
        buffer.append("|")
        buffer.append(decimal: alert.severity.number)
        buffer.append("|id=")
        alert.id.append(to: &buffer)
        FlatAlert.append(alert, .cef, to: &buffer)
        buffer.append("\n")
    }
}
