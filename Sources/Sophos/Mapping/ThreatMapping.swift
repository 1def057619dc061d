internal import JSONRecords

/// Maps the name of an alert to its threat.
package struct ThreatMapping: Sendable {
    /// Rows in order: the built-in ones, some possibly replaced by a file, then the file's own.
    package private(set) var rows: [ThreatRow]
    package private(set) var severity: SeverityRules
    /// The rows' alertTypes in the form used for comparison.
    private var keys: [[UInt8]]

    /// The table of Sophos's integration page.
    package static let builtIn: ThreatMapping = {
        do {
            let file = try MappingFile(Array(BuiltInMappingText.json.utf8))
            guard let severity = file.severity.complete else {
                preconditionFailure("the built-in mapping must name every severity")
            }
            return ThreatMapping(rows: file.rows, severity: severity)
        } catch {
            preconditionFailure("the built-in mapping must be valid: \(error)")
        }
    }()

    package init(rows: [ThreatRow], severity: SeverityRules) {
        self.rows = rows
        self.severity = severity
        keys = rows.map { Self.key(Array($0.alertType.utf8)) }
    }

    /// The mapping with the rows and severities of `file` added or replacing its own.
    package func overridden(by file: MappingFile) -> ThreatMapping {
        var merged = rows
        for row in file.rows {
            let key = Self.key(Array(row.alertType.utf8))
            if let index = keys.firstIndex(of: key) {
                merged[index] = row
            } else {
                merged.append(row)
            }
        }
        return ThreatMapping(
            rows: merged,
            severity: SeverityRules(
                malicious: file.severity.malicious ?? severity.malicious,
                rejection: file.severity.rejection ?? severity.rejection,
                otherwise: file.severity.otherwise ?? severity.otherwise))
    }

    /// The row for a name: the one it equals ignoring ASCII case and surrounding white space, else the
    /// longest one it starts with, if no letter or digit follows there (SPEC 5.2).
    ///
    /// - Parameter name: plain UTF-8.
    package func match(_ name: [UInt8]) -> ThreatMatch {
        let name = Self.key(name)
        if let index = keys.firstIndex(of: name) {
            return ThreatMatch(row: rows[index], manner: .exact)
        }
        var longest: Int?
        for index in keys.indices where name.starts(with: keys[index]) {
            guard !Self.isWordCharacter(name[keys[index].count...]),
                keys[index].count > longest.map({ keys[$0].count }) ?? 0
            else { continue }
            longest = index
        }
        guard let longest else { return ThreatMatch(row: nil, manner: .none) }
        return ThreatMatch(row: rows[longest], manner: .prefix)
    }

    /// A name in the form used for comparison: trimmed, with ASCII letters in lower case.
    static func key(_ name: [UInt8]) -> [UInt8] {
        var rest = name.drop(while: JSONText.isSpace)
        while let last = rest.last, JSONText.isSpace(last) { rest.removeLast() }
        return rest.map(JSONText.lowercased)
    }

    /// True if `rest` starts with a letter or digit of any script.
    private static func isWordCharacter(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let scalar = String(decoding: rest.prefix(4), as: UTF8.self).unicodeScalars.first
        else {
            return false
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}

/// One row of a mapping: an alertType and its threat.
package struct ThreatRow: Hashable, Sendable {
    package var alertType: String
    package var threat: Threat
    /// Takes precedence over the verdict.
    package var severity: Severity?

    package init(alertType: String, threat: Threat, severity: Severity? = nil) {
        self.alertType = alertType
        self.threat = threat
        self.severity = severity
    }
}

/// The row that a name matched, and how.
package struct ThreatMatch: Hashable, Sendable {
    /// The names are those in the summary.
    package enum Manner: String, CaseIterable, Hashable, Sendable {
        /// The name is the row's, ignoring case and surrounding white space.
        case exact
        /// The name starts with the row's.
        case prefix
        /// No row.
        case none
    }

    package var row: ThreatRow?
    package var manner: Manner
}

/// The severity of an alert whose row does not give one (SPEC 5.4). Nothing public defines these: the
/// values are ours and are in the mapping file.
package struct SeverityRules: Hashable, Sendable {
    /// The verdict is malicious, or Mimecast tagged the message as malicious.
    package var malicious: Severity
    /// A rejected message.
    package var rejection: Severity
    package var otherwise: Severity

    package init(malicious: Severity, rejection: Severity, otherwise: Severity) {
        self.malicious = malicious
        self.rejection = rejection
        self.otherwise = otherwise
    }

    /// - Parameter isMalicious: see ``malicious``, which takes precedence.
    package func severity(of category: Category, isMalicious: Bool) -> Severity {
        if isMalicious { return malicious }
        return category == .rejection ? rejection : otherwise
    }
}
