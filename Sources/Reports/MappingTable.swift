internal import Accounts
package import Sophos

/// A mapping as a table for people.
package enum MappingTable {
    /// - Returns: lines with a line end between them and none at the end.
    package static func text(_ mapping: ThreatMapping) -> String {
        let builtIn = Set(ThreatMapping.builtIn.rows)
        var rows = [["alertType", "threatId", "threatName", "severity", "from"]]
        for row in mapping.rows {
            rows.append([
                TerminalText.escaped(row.alertType.utf8, limit: 80), row.threat.id,
                TerminalText.escaped(row.threat.name.utf8, limit: 80),
                row.severity?.rawValue ?? "", builtIn.contains(row) ? "built in" : "file",
            ])
        }
        let severity = mapping.severity
        return
            (TextTable.lines(rows, leftColumns: [0, 1, 2, 3, 4]) + [
                "",
                "  severity of other alerts: \(severity.malicious.rawValue) when malicious, \(severity.rejection.rawValue) for rejections, else \(severity.otherwise.rawValue)",
            ]).joined(separator: "\n")
    }

    /// The effect of a valid file: `2 rows (1 in the place of a built-in one), severity: malicious`.
    package static func effect(of file: MappingFile) -> String {
        let merged = ThreatMapping.builtIn.overridden(by: file)
        let added = merged.rows.count - ThreatMapping.builtIn.rows.count
        let replacing = file.rows.count - added
        var text = "\(file.rows.count) \(file.rows.count == 1 ? "row" : "rows")"
        if replacing > 0 {
            text +=
                " (\(replacing) in the place of \(replacing == 1 ? "a built-in one" : "built-in ones"))"
        }
        let severity = file.severity
        let named = [
            ("malicious", severity.malicious), ("rejection", severity.rejection),
            ("default", severity.otherwise),
        ].compactMap { name, value in value.map { "\(name) \($0.rawValue)" } }
        return named.isEmpty ? text : text + ", severity: " + named.joined(separator: ", ")
    }
}
