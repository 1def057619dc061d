package import JSONRecords

/// A mapping file: rows and severities that add to or replace the built-in ones (SPEC 5.3).
package struct MappingFile: Hashable, Sendable {
    /// The severities given in a file.
    package struct Severities: Hashable, Sendable {
        package var malicious: Severity?
        package var rejection: Severity?
        package var otherwise: Severity?

        /// The rules, if the file gives all of them.
        var complete: SeverityRules? {
            guard let malicious, let rejection, let otherwise else { return nil }
            return SeverityRules(malicious: malicious, rejection: rejection, otherwise: otherwise)
        }
    }

    package private(set) var rows: [ThreatRow] = []
    package private(set) var severity = Severities()

    /// The format version that this reader accepts.
    package static let version = 1

    /// Reads and validates a file.
    ///
    /// - Throws: the first problem.
    package init(_ bytes: [UInt8]) throws(MappingProblem) {
        let (file, problems) = Self.read(bytes)
        if let first = problems.first { throw first }
        self = file
    }

    private init() {}

    /// Reads a file and reports all its problems, in the order of the file. A file with a problem must
    /// not be used.
    ///
    /// Strict, because a misspelt key would otherwise quietly map nothing. Comments from `//` to the end
    /// of the line are skipped, so that the template can be self-explanatory.
    package static func read(_ bytes: [UInt8]) -> (file: MappingFile, problems: [MappingProblem]) {
        var file = MappingFile()
        do throws(MappingProblem) {
            var reader = Reader(document: try Reader.Document(bytes, allowsComments: true))
            reader.read(&file)
            // Missing members of an object come after the members that are there instead.
            let sorted = reader.problems.enumerated().sorted {
                ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
            }
            return (file, sorted.map(\.element))
        } catch {
            return (file, [error])
        }
    }

    /// Continues after a problem, so that all of them are reported at once.
    private struct Reader {
        typealias Document = JSONDocument<MappingFault>
        private typealias Member = JSONNode.Member

        let document: Document
        private(set) var problems: [MappingProblem] = []

        init(document: Document) { self.document = document }

        mutating func read(_ file: inout MappingFile) {
            for member in members(
                of: document.root, known: ["version", "threats", "severity"],
                required: ["version", "threats"])
            {
                switch member.key {
                case "version":
                    _ = attempt { reader throws(MappingProblem) in
                        try reader.document.check(version: member, is: MappingFile.version)
                    }
                case "threats": file.rows = readRows(member)
                default: file.severity = readSeverities(member)
                }
            }
        }

        private mutating func readRows(_ member: Member) -> [ThreatRow] {
            let elements = attempt { reader throws(MappingProblem) in
                try reader.document.elements(of: member)
            }
            var rows: [ThreatRow] = []
            var offsets: [[UInt8]: Int] = [:]
            for element in elements ?? [] {
                guard let row = readRow(element) else { continue }
                let key = ThreatMapping.key(Array(row.alertType.utf8))
                if key.isEmpty { continue }
                if let first = offsets[key] {
                    let line = document.line(of: first)
                    problems.append(
                        document.problem(
                            .duplicateRow(alertType: row.alertType, firstLine: line),
                            at: element.offset))
                } else {
                    offsets[key] = element.offset
                    rows.append(row)
                }
            }
            return rows
        }

        private mutating func readRow(_ node: JSONNode) -> ThreatRow? {
            let required = ["alertType", "threatId", "threatName"]
            let members = members(
                of: node, named: "threats", known: required + ["severity", "count"],
                required: required)
            var texts: [String: String] = [:]
            var severity: Severity?
            for member in members {
                switch member.key {
                case "severity": severity = readSeverity(member)
                // Written by a template for a name that a run did not map. Ignored.
                case "count":
                    _ = attempt { reader throws(MappingProblem) in
                        try reader.document.wholeNumber(of: member)
                    }
                default: texts[member.key] = readText(member)
                }
            }
            guard let alertType = texts["alertType"] else { return nil }
            let threat = Threat(id: texts["threatId"] ?? "", name: texts["threatName"] ?? "")
            return ThreatRow(alertType: alertType, threat: threat, severity: severity)
        }

        private mutating func readText(_ member: Member) -> String? {
            attempt { reader throws(MappingProblem) in
                let document = reader.document
                let text = try document.text(of: member)
                if member.key == "threatId", !Threat.isID(text) {
                    throw document.problem(.badThreatID(text), at: member.node.offset)
                }
                guard !ThreatMapping.key(Array(text.utf8)).isEmpty else {
                    throw document.problem(.emptyText(key: member.key), at: member.node.offset)
                }
                return text
            }
        }

        private mutating func readSeverities(_ member: Member) -> Severities {
            var severities = Severities()
            for member in members(
                of: member.node, named: member.key, known: ["malicious", "rejection", "default"])
            {
                let severity = readSeverity(member)
                switch member.key {
                case "malicious": severities.malicious = severity
                case "rejection": severities.rejection = severity
                default: severities.otherwise = severity
                }
            }
            return severities
        }

        private mutating func readSeverity(_ member: Member) -> Severity? {
            attempt { reader throws(MappingProblem) in
                let word = try reader.document.text(of: member)
                guard let severity = Severity(rawValue: word) else {
                    throw reader.document.problem(
                        .unknownSeverity(word), at: member.node.offset)
                }
                return severity
            }
        }

        // MARK: Problems

        private mutating func members(
            of node: JSONNode, named key: String? = nil, known: [String], required: [String] = []
        ) -> [Member] {
            document.members(
                of: node, named: key, known: known, required: required, problems: &problems)
        }

        /// The result of `read`; nil if it throws, which is recorded.
        private mutating func attempt<Value>(
            _ read: (borrowing Reader) throws(MappingProblem) -> Value
        ) -> Value? {
            do throws(MappingProblem) {
                return try read(self)
            } catch {
                problems.append(error)
                return nil
            }
        }
    }
}

/// A problem in a mapping file, and its location.
package typealias MappingProblem = DocumentProblem<MappingFault>

/// What can be wrong with the contents of a mapping file.
package enum MappingFault: Hashable, Sendable {
    case badThreatID(String)
    case emptyText(key: String)
    case unknownSeverity(String)
    case duplicateRow(alertType: String, firstLine: Int)
}
