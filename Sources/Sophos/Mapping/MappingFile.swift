internal import JSONRecords

/// A mapping file: rows and severities that add to or replace the built-in ones (SPEC 5.3).
package struct MappingFile: Hashable, Sendable {
    /// The severities that a file names.
    package struct Severities: Hashable, Sendable {
        package var malicious: Severity?
        package var rejection: Severity?
        package var otherwise: Severity?

        /// The rules, when the file names all of them.
        var complete: SeverityRules? {
            guard let malicious, let rejection, let otherwise else { return nil }
            return SeverityRules(malicious: malicious, rejection: rejection, otherwise: otherwise)
        }
    }

    private typealias Document = JSONDocument<MappingFault>

    package private(set) var rows: [ThreatRow] = []
    package private(set) var severity = Severities()

    /// Reads and validates a file.
    ///
    /// Strict, because a misspelt key would otherwise quietly map nothing. Comments from `//` to the
    /// end of the line are skipped, so that the template can explain itself.
    package init(_ bytes: [UInt8]) throws(MappingProblem) {
        let document = try Document(bytes, allowsComments: true)
        let members = try document.members(
            of: document.root, known: ["version", "threats", "severity"],
            required: ["version", "threats"])
        for member in members {
            switch member.key {
            case "version": try document.check(version: member, is: Self.version)
            case "threats": rows = try Self.readRows(member, document)
            default: severity = try Self.readSeverities(member, document)
            }
        }
    }

    /// The version of the file's form that this reader reads.
    package static let version = "1"

    private static func readRows(
        _ member: JSONNode.Member, _ document: Document
    ) throws(MappingProblem) -> [ThreatRow] {
        var rows: [ThreatRow] = []
        var offsets: [[UInt8]: Int] = [:]
        for element in try document.elements(of: member) {
            let row = try readRow(element, document)
            let key = ThreatMapping.key(Array(row.alertType.utf8))
            if let first = offsets[key] {
                let line = document.line(of: first)
                throw document.problem(
                    .duplicateRow(alertType: row.alertType, firstLine: line), at: element.offset)
            }
            offsets[key] = element.offset
            rows.append(row)
        }
        return rows
    }

    private static func readRow(
        _ node: JSONNode, _ document: Document
    ) throws(MappingProblem) -> ThreatRow {
        let required = ["alertType", "threatId", "threatName"]
        let members = try document.members(
            of: node, named: "threats", known: required + ["severity"], required: required)
        var texts: [String: String] = [:]
        var severity: Severity?
        for member in members {
            if member.key == "severity" {
                severity = try readSeverity(member, document)
            } else {
                texts[member.key] = try readText(member, document)
            }
        }
        let threat = Threat(id: texts["threatId"] ?? "", name: texts["threatName"] ?? "")
        return ThreatRow(alertType: texts["alertType"] ?? "", threat: threat, severity: severity)
    }

    private static func readText(
        _ member: JSONNode.Member, _ document: Document
    ) throws(MappingProblem) -> String {
        let text = try document.text(of: member)
        if member.key == "threatId", !Threat.isID(text) {
            throw document.problem(.badThreatID(text), at: member.node.offset)
        }
        guard !ThreatMapping.key(Array(text.utf8)).isEmpty else {
            throw document.problem(.emptyText(key: member.key), at: member.node.offset)
        }
        return text
    }

    private static func readSeverities(
        _ member: JSONNode.Member, _ document: Document
    ) throws(MappingProblem) -> Severities {
        let members = try document.members(
            of: member.node, named: member.key, known: ["malicious", "rejection", "default"],
            required: [])
        var severities = Severities()
        for member in members {
            let severity = try readSeverity(member, document)
            switch member.key {
            case "malicious": severities.malicious = severity
            case "rejection": severities.rejection = severity
            default: severities.otherwise = severity
            }
        }
        return severities
    }

    private static func readSeverity(
        _ member: JSONNode.Member, _ document: Document
    ) throws(MappingProblem) -> Severity {
        let word = try document.text(of: member)
        guard let severity = Severity(rawValue: word) else {
            throw document.problem(.unknownSeverity(word), at: member.node.offset)
        }
        return severity
    }
}
