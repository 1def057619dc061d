package import Accounts
package import ByteStreams
package import JSONRecords
package import Sophos

extension Sentences {
    /// `baseline.json: line 3, column 5: "rejected" is an array; expected an object`
    package static func line(_ file: Path, _ problem: SummaryProblem) -> String {
        let sentence =
            switch problem.reason {
            case .form(let fault): sentence(fault)
            case .content(let fault): sentence(fault)
            }
        return line(file, line: problem.line, column: problem.column, sentence)
    }

    /// `mapping.json: line 4, column 17: "1598" is no ATT&CK id; expected T1598, …`
    package static func line(_ file: Path, _ problem: MappingProblem) -> String {
        let sentence =
            switch problem.reason {
            case .form(let fault): sentence(fault)
            case .content(let fault): sentence(fault)
            }
        return line(file, line: problem.line, column: problem.column, sentence)
    }

    /// A sentence with its location in a document.
    static func line(_ file: Path, line: Int, column: Int, _ sentence: String) -> String {
        "\(TerminalText.path(file)): line \(line), column \(column): \(sentence)"
    }

    /// The fault in a document's syntax or structure.
    package static func sentence(_ fault: DocumentFault) -> String {
        func quoted(_ text: String) -> String { TerminalText.quoted(text.utf8) }
        return switch fault {
        case .expected(let expectation): "not valid JSON: expected \(expectation.rawValue)"
        case .notUTF8: "a byte that is not UTF-8; expected UTF-8"
        case .tooDeep: "nested too deep; expected what such a file has"
        case .unknownKey(let key, let known):
            "unknown key \(quoted(key)); \(expected(key, among: known))"
        case .duplicateKey(let key): "duplicate key \(quoted(key)); expected it once"
        case .missingKey(let key): "key \(quoted(key)) is missing; expected it in this object"
        case .wrongType(let key, let expectation):
            "\(quoted(key)) has another type; expected \(expectation.rawValue)"
        case .unsupportedVersion(let version, let expected):
            "version \(TerminalText.escaped(version.utf8, limit: 20)); expected version \(expected)"
        }
    }

    /// The fault in a mapping's contents.
    package static func sentence(_ fault: MappingFault) -> String {
        func quoted(_ text: String) -> String { TerminalText.quoted(text.utf8) }
        return switch fault {
        case .badThreatID(let text):
            "\(quoted(text)) is no ATT&CK id; \(meantID(text).map { "did you mean \(quoted($0))?" } ?? "expected T1598, T1598.003 or TA0001, for example")"
        case .emptyText(let key): "\(quoted(key)) is empty; expected text"
        case .unknownSeverity(let word):
            "severity \(quoted(word)); \(expected(word, among: Severity.allCases.map(\.rawValue)))"
        case .duplicateRow(let alertType, let firstLine):
            "alertType \(quoted(alertType)) has a row already, on line \(firstLine); expected one row for it (case and white space around it do not count)"
        }
    }

    /// `did you mean "threatId"?`, or what is allowed there.
    private static func expected(_ word: String, among known: [String]) -> String {
        if let meant = NearestWord.of(word, among: known) {
            return "did you mean \(TerminalText.quoted(meant.utf8))?"
        }
        guard let last = known.last else { return "expected no such key" }
        if known.count == 1 { return "expected \(last)" }
        // A long list would hide the rest of the message.
        if known.count > 8 { return "expected no such key" }
        return "expected \(known.dropLast().joined(separator: ", ")) or \(last)"
    }

    /// The id that was probably meant: in another case, without its letter, or surrounded by white
    /// space.
    private static func meantID(_ text: String) -> String? {
        let letters = text.uppercased().filter { !$0.isWhitespace }
        return [letters, "T" + letters].first(where: Threat.isID)
    }

    /// What to do with a template that was filled from a run.
    package static func lines(ofTemplate names: [MappingTemplate.Unmapped]) -> [String] {
        if names.isEmpty { return ["every name is mapped; the template has no row"] }
        let count = names.count == 1 ? "1 name" : "\(names.count) names"
        return [
            names.allSatisfy { $0.threat != nil }
                ? "\(count), with the threat of URL protection: check each row, then use --mapping FILE"
                : "\(count): fill in threatId and threatName of each row, then use --mapping FILE"
        ]
    }

    /// The fault in a summary's contents.
    package static func sentence(_ fault: SummaryFault) -> String {
        func quoted(_ text: String) -> String { TerminalText.quoted(text.utf8) }
        return switch fault {
        case .unknownWord(let key, let word):
            "\(quoted(word)) in \(quoted(key)); expected a word that a summary has there"
        case .badTime(let text):
            "\(quoted(text)) is no time of a summary; expected UTC as in 2024-11-17T17:02:30.000Z"
        case .tooGreat: "a number too great to add up; expected less than 2^62 in all"
        case .earlierVersion(let version):
            "a summary of version \(TerminalText.escaped(version.utf8, limit: 20)), written by an earlier version of mimecast2sophos; expected version \(SummaryJSON.version): convert the inputs again"
        case .unbalancedCategory(let category):
            "the outcomes of \(quoted(category)) do not add up; expected seen = converted + filtered + duplicate + rejected"
        case .unbalanced:
            "the outcomes do not add up; expected seen = converted + filtered + duplicate + rejected"
        case .notTheSum(let key): "\(quoted(key)) differs from the files; expected their sum"
        case .damageDiffers:
            "\(quoted("damaged")) differs from the files; expected those that have a damage"
        }
    }
}
