package import JSONRecords

/// The canonical file for a mapping: rows in their order, one per line. For the built-in mapping it is
/// the built-in file, byte for byte.
package enum MappingText {
    /// Appends the whole file, without comments: a `MappingFile` that reads back as the same mapping.
    package static func append(_ mapping: ThreatMapping, to buffer: inout ByteBuffer) {
        buffer.append("{\n  \"version\": ")
        buffer.append(utf8: MappingFile.version)
        buffer.append(",\n  \"threats\": [")
        for (number, row) in mapping.rows.enumerated() {
            buffer.append(number == 0 ? "\n    {" : ",\n    {")
            append("alertType", row.alertType, to: &buffer)
            buffer.append(", ")
            append("threatId", row.threat.id, to: &buffer)
            buffer.append(", ")
            append("threatName", row.threat.name, to: &buffer)
            if let severity = row.severity {
                buffer.append(", ")
                append("severity", severity.rawValue, to: &buffer)
            }
            buffer.append("}")
        }
        buffer.append("\n  ],\n  \"severity\": {")
        append("malicious", mapping.severity.malicious.rawValue, to: &buffer)
        buffer.append(", ")
        append("rejection", mapping.severity.rejection.rawValue, to: &buffer)
        buffer.append(", ")
        append("default", mapping.severity.otherwise.rawValue, to: &buffer)
        buffer.append("}\n}\n")
    }

    private static func append(_ key: String, _ value: String, to buffer: inout ByteBuffer) {
        JSONStrings.append(key.utf8, to: &buffer)
        buffer.append(": ")
        JSONStrings.append(value.utf8, to: &buffer)
    }
}
