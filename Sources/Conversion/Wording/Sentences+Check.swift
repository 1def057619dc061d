internal import ByteStreams

extension Sentences {
    /// A limit with its numbers, for one that held and for one that fell.
    package static func sentence(_ threshold: CheckResult.Threshold) -> String {
        let (found, whole, limit) = (threshold.found, threshold.whole, threshold.limit)
        switch threshold.name {
        case .maxRejected:
            return
                "\(found) of \(whole) pieces rejected\(parts(threshold)); at most \(limit) allowed"
        case .maxUnmapped:
            return
                "\(found) of \(whole) alerts have a name that no row of the mapping meets\(parts(threshold)); at most \(limit) allowed"
        case .maxWarnings:
            return
                "\(found) warnings on \(whole) pieces\(parts(threshold)); at most \(limit) allowed"
        case .minRecords: return "\(found) pieces seen; at least \(limit) expected"
        case .damaged:
            return "\(found) of \(whole) inputs damaged\(parts(threshold)); none allowed"
        case .interrupted:
            return
                "stopped with \(found) \(found == 1 ? "input" : "inputs") read; the others were not checked"
        case .maxDrift:
            let subject = threshold.subject.map { Sentences.subject($0) + ": " } ?? ""
            return
                "\(subject)\(found) alerts, \(whole) in the baseline; at most \(limit) apart allowed"
        }
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
        return rest > 0 ? " (\(named) and \(rest) others)" : " (\(named))"
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
