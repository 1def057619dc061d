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

    package private(set) var rows: [ThreatRow] = []
    package private(set) var severity = Severities()

    /// Reads and validates a file.
    ///
    /// Strict, because a misspelt key would otherwise quietly map nothing. Comments from `//` to the
    /// end of the line are skipped, so that the template can explain itself.
    package init(_ bytes: [UInt8]) throws(MappingProblem) {
        var reader = MappingReader(bytes)
        let document = try reader.readDocument()
        let place = MappingPlace(bytes)
        guard case .object(let members) = document.value else {
            throw place.problem(.expected(.object), at: document.offset)
        }
        try place.checkKeys(
            of: members, at: document.offset, known: ["version", "threats", "severity"],
            required: ["version", "threats"])
        for member in members {
            switch member.key {
            case "version": try Self.checkVersion(member.node, place)
            case "threats": rows = try Self.readRows(member.node, place)
            default: severity = try Self.readSeverities(member.node, place)
            }
        }
    }

    /// The version of the file's form that this reader reads.
    package static let version = "1"

    private static func checkVersion(
        _ node: MappingReader.Node, _ place: MappingPlace
    ) throws(MappingProblem) {
        guard case .number(let text) = node.value else {
            throw place.problem(.wrongType(key: "version", expected: .number), at: node.offset)
        }
        guard text == version else {
            throw place.problem(.unsupportedVersion(text), at: node.offset)
        }
    }

    private static func readRows(
        _ node: MappingReader.Node, _ place: MappingPlace
    ) throws(MappingProblem) -> [ThreatRow] {
        guard case .array(let elements) = node.value else {
            throw place.problem(.wrongType(key: "threats", expected: .array), at: node.offset)
        }
        var rows: [ThreatRow] = []
        var offsets: [[UInt8]: Int] = [:]
        for element in elements {
            let row = try readRow(element, place)
            let key = ThreatMapping.key(Array(row.alertType.utf8))
            if let first = offsets[key] {
                let line = place.position(of: first).line
                throw place.problem(
                    .duplicateRow(alertType: row.alertType, firstLine: line), at: element.offset)
            }
            offsets[key] = element.offset
            rows.append(row)
        }
        return rows
    }

    private static func readRow(
        _ node: MappingReader.Node, _ place: MappingPlace
    ) throws(MappingProblem) -> ThreatRow {
        guard case .object(let members) = node.value else {
            throw place.problem(.wrongType(key: "threats", expected: .object), at: node.offset)
        }
        let required = ["alertType", "threatId", "threatName"]
        try place.checkKeys(
            of: members, at: node.offset, known: required + ["severity"], required: required)
        var texts: [String: String] = [:]
        var severity: Severity?
        for member in members {
            if member.key == "severity" {
                severity = try readSeverity(member, place)
            } else {
                texts[member.key] = try readText(member, place)
            }
        }
        let threat = Threat(id: texts["threatId"] ?? "", name: texts["threatName"] ?? "")
        return ThreatRow(alertType: texts["alertType"] ?? "", threat: threat, severity: severity)
    }

    private static func readText(
        _ member: MappingReader.Member, _ place: MappingPlace
    ) throws(MappingProblem) -> String {
        guard case .string(let text) = member.node.value else {
            throw place.problem(
                .wrongType(key: member.key, expected: .string), at: member.node.offset)
        }
        if member.key == "threatId", !Threat.isID(text) {
            throw place.problem(.badThreatID(text), at: member.node.offset)
        }
        guard !ThreatMapping.key(Array(text.utf8)).isEmpty else {
            throw place.problem(.emptyText(key: member.key), at: member.node.offset)
        }
        return text
    }

    private static func readSeverities(
        _ node: MappingReader.Node, _ place: MappingPlace
    ) throws(MappingProblem) -> Severities {
        guard case .object(let members) = node.value else {
            throw place.problem(.wrongType(key: "severity", expected: .object), at: node.offset)
        }
        try place.checkKeys(
            of: members, at: node.offset, known: ["malicious", "rejection", "default"], required: []
        )
        var severities = Severities()
        for member in members {
            let severity = try readSeverity(member, place)
            switch member.key {
            case "malicious": severities.malicious = severity
            case "rejection": severities.rejection = severity
            default: severities.otherwise = severity
            }
        }
        return severities
    }

    private static func readSeverity(
        _ member: MappingReader.Member, _ place: MappingPlace
    ) throws(MappingProblem) -> Severity {
        guard case .string(let word) = member.node.value else {
            throw place.problem(
                .wrongType(key: member.key, expected: .string), at: member.node.offset)
        }
        guard let severity = Severity(rawValue: word) else {
            throw place.problem(.unknownSeverity(word), at: member.node.offset)
        }
        return severity
    }
}
