package import JSONRecords

/// The canonical file for a mapping: rows in their order, one per line. For the built-in mapping it is
/// the built-in file, byte for byte.
package enum MappingText {
    /// Appends the whole file, without comments: a `MappingFile` that reads back as the same mapping.
    package static func append(_ mapping: ThreatMapping, to buffer: inout ByteBuffer) {
        buffer.appendJSON { json in
            json.object(.lines) { json in
                json.member("version", MappingFile.version)
                json.objects("threats", .lines, of: mapping.rows) { json, row in
                    json.member("alertType", row.alertType)
                    json.member("threatId", row.threat.id)
                    json.member("threatName", row.threat.name)
                    json.member("severity", ifPresent: row.severity?.rawValue)
                }
                json.object("severity") { json in
                    json.member("malicious", mapping.severity.malicious.rawValue)
                    json.member("rejection", mapping.severity.rejection.rawValue)
                    json.member("default", mapping.severity.otherwise.rawValue)
                }
            }
            json.endLine()
        }
    }
}
