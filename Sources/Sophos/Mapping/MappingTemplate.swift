package import JSONRecords

/// The self-explanatory mapping file that `mapping template` prints. Unedited, it is valid and changes
/// nothing.
package enum MappingTemplate {
    package static let text = #"""
        // A mapping for mimecast2sophos: which alertType means which threat.
        //
        //     mimecast2sophos mapping validate FILE        checks this file
        //     mimecast2sophos mapping list --mapping FILE  shows what is in effect with it
        //     mimecast2sophos convert ... --mapping FILE   uses it
        //
        // It is JSON, and comments begin with two slashes. Rows here are added to the built-in ones; a
        // row with the alertType of a built-in row replaces it.
        {
          "version": 1,

          // A name matches the row it equals, whatever the case of its letters and the white space
          // around it; else the longest row that it starts with, if no letter or digit follows there.
          // Names that no row matches are listed at the end of a run, and by summary.json as unmapped.
          //
          // threatId is a technique (T1598), a sub-technique (T1598.003) or a tactic (TA0001) of MITRE
          // ATT&CK. threatName is copied exactly as written. severity is optional: low, medium or high,
          // whatever the verdict.
          "threats": [
            // {"alertType": "Default Internal URL Protect Definition", "threatId": "T1598.003", "threatName": "Spearphishing Link"},
            // {"alertType": "Restrictive URL Definition", "threatId": "T1598.003", "threatName": "Spearphishing Link", "severity": "high"}
          ],

          // The severity of alerts whose row names none: when the verdict is malicious or the message was
          // tagged as malicious; of messages that were rejected; of all others. Each may be omitted.
          "severity": {
            // "malicious": "high",
            // "rejection": "low",
            // "default": "medium"
          }
        }

        """#

    /// A name that no mapping row matched, and how often.
    package struct Unmapped: Hashable, Sendable {
        package var alertType: [UInt8]
        package var count: UInt64
        /// The likely threat; nil leaves it to the user.
        package var threat: Threat?

        package init(alertType: [UInt8], count: UInt64, threat: Threat?) {
            self.alertType = alertType
            self.count = count
            self.threat = threat
        }
    }

    /// Appends a mapping file with one row per name and per line, without comments: JSON that any
    /// program can read. A row without a threat is not valid until its two texts are filled in.
    package static func append(_ names: [Unmapped], to buffer: inout ByteBuffer) {
        buffer.appendJSON { json in
            json.object(.lines) { json in
                json.member("version", MappingFile.version)
                json.objects("threats", .lines, of: names) { json, name in
                    json.member("alertType", name.alertType)
                    json.member("threatId", name.threat?.id ?? "")
                    json.member("threatName", name.threat?.name ?? "")
                    json.member("count", name.count)
                }
            }
            json.endLine()
        }
    }
}
