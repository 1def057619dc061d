internal import ByteStreams

extension Sentences {
    /// A limit with its numbers, for one that held and for one that fell.
    package static func sentence(_ threshold: CheckResult.Threshold) -> String {
        let (found, whole, limit) = (threshold.found, threshold.whole, threshold.limit)
        switch threshold.name {
        case .maxRejected:
            return
                "\(found) of \(counted(whole, "piece")) rejected\(parts(threshold)); at most \(limit) allowed"
        case .maxUnmapped:
            return
                "\(found) of \(counted(whole, "alert")) \(found == 1 ? "has" : "have") a name that no row of the mapping meets\(parts(threshold)); at most \(limit) allowed"
        case .maxWarnings:
            return
                "\(counted(found, "warning")) on \(counted(whole, "piece"))\(parts(threshold)); at most \(limit) allowed"
        case .minRecords: return "\(counted(found, "piece")) seen; at least \(limit) expected"
        case .damaged:
            return "\(found) of \(counted(whole, "input")) damaged\(parts(threshold)); none allowed"
        case .interrupted:
            return
                "stopped with \(counted(found, "input")) read; the others were not checked"
        case .maxDrift:
            let subject = threshold.subject.map { Sentences.subject($0) + ": " } ?? ""
            return
                "\(subject)\(counted(found, "alert")), \(whole) in the baseline; at most \(limit) apart allowed"
        }
    }

    /// `1 piece`, `2 pieces`
    private static func counted(_ count: UInt64, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    /// Parts of a threshold that a sentence names before the rest is only counted.
    private static let partLimit = 5

    /// ` (json-syntax 12, bad-timestamp 3 and 2 others)`
    private static func parts(_ threshold: CheckResult.Threshold) -> String {
        if threshold.parts.isEmpty { return "" }
        let named = threshold.parts.prefix(partLimit).map { part in
            let name =
                threshold.name == .maxUnmapped
                ? TerminalText.quoted(part.name.utf8) : TerminalText.escaped(part.name.utf8)
            return "\(name) \(part.count)"
        }.joined(separator: ", ")
        let rest = threshold.parts.count - partLimit
        if rest <= 0 { return " (\(named))" }
        return " (\(named) and \(counted(UInt64(rest), "other")))"
    }

    /// `category "url"`
    package static func subject(_ subject: CheckResult.Threshold.Subject) -> String {
        switch subject {
        case .category(let name): "category \(TerminalText.quoted(name.utf8))"
        case .alertType(let name): "alertType \(TerminalText.quoted(name.utf8))"
        }
    }

    /// What a rule of a check is about: reject reasons, damage and thresholds by their names.
    package static func help(rule: String) -> String {
        if let reason = RejectReason(rawValue: rule) { return "Rejected: \(sentence(reason))." }
        if let reason = DamageReason(rawValue: rule) {
            return "Damaged input: \(sentence(reason))."
        }
        switch CheckResult.Threshold.Name(rawValue: rule) {
        case .maxRejected: return "More pieces were rejected than --max-rejected allows."
        case .maxUnmapped: return "More alerts are unmapped than --max-unmapped allows."
        case .maxWarnings: return "More warnings were counted than --max-warnings allows."
        case .minRecords: return "Fewer pieces were seen than --min-records expects."
        case .maxDrift: return "Alert counts differ from --baseline by more than --max-drift."
        case .damaged: return "An input is damaged."
        case .interrupted: return "The check was stopped before it had read all inputs."
        case nil: return rule
        }
    }

    /// Every rule that a check can name, in a fixed order.
    package static var rules: [String] {
        CheckResult.Threshold.Name.allCases.filter { $0 != .damaged }.map(\.rawValue)
            + DamageReason.allCases.map(\.rawValue) + RejectReason.allCases.map(\.rawValue)
    }
}
