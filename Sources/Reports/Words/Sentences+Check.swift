internal import Accounts
internal import ByteStreams
package import Runs
internal import Sophos

extension Sentences {
    /// A limit with its numbers, whether met or exceeded.
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
        case .maxUnknownFields:
            return
                "\(counted(found, "field name")) that no table knows\(parts(threshold)); at most \(limit) allowed"
        case .maxSkipped:
            return
                "\(found) of \(counted(whole, "file")) skipped because of \(found == 1 ? "its name" : "their names")\(parts(threshold)); at most \(limit) allowed"
        case .minRecords:
            return "\(counted(found, "piece")) seen; at least \(limit) expected"
                + (found == 0 && limit == "1" ? ", unless --min-records is 0" : "")
        case .damaged:
            return "\(found) of \(counted(whole, "input")) damaged\(parts(threshold)); none allowed"
        case .interrupted:
            return
                "stopped with \(counted(found, "input")) read; the others were not checked"
        case .maxDrift: return drift(threshold)
        }
    }

    /// `alertType "X": 17.1 % of the alerts, 7.0 % in the baseline (120, where 49 were to be expected); …`
    private static func drift(_ threshold: CheckResult.Threshold) -> String {
        let subject = threshold.subject.map { Sentences.subject($0) } ?? ""
        let noun = if case .field? = threshold.subject { "record" } else { "alert" }
        if threshold.isNew {
            return "\(subject): \(counted(threshold.found, noun)), none in the baseline"
        }
        guard let drift = threshold.drift else { return subject }
        let (now, then) = (
            quotient(drift.count, drift.whole, drift.measure),
            quotient(drift.baselineCount, drift.baselineWhole, drift.measure)
        )
        let unit = drift.measure == .share ? " of the alerts" : " alerts a day"
        return
            "\(subject): \(now)\(unit), \(then) in the baseline (\(counted(drift.count, "alert")), \(drift.expected) expected); at most \(threshold.limit) apart allowed"
    }

    /// `17.1 %` of a whole, `0.43` a day: rounded, with two decimals if the integer part is 0.
    private static func quotient(
        _ count: UInt64, _ whole: UInt64, _ measure: Drift.Measure
    ) -> String {
        let product = UInt128(count) * (measure == .share ? 100 : 1)
        let whole = UInt128(max(whole, 1))
        let isSmall = product < whole && count > 0
        let scale: UInt128 = isSmall ? 100 : 10
        let scaled = (product * scale + whole / 2) / whole
        let decimals = String(UInt64(scaled % scale), radix: 10, digits: isSmall ? 2 : 1)
        return "\(scaled / scale).\(decimals)" + (measure == .share ? " %" : "")
    }

    /// `1 piece`, `2 pieces`
    private static func counted(_ count: UInt64, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    /// Parts of a threshold listed in a sentence before the rest is only counted.
    private static let partLimit = 5

    /// ` (json-syntax 12, bad-timestamp 3 and 2 others)`
    private static func parts(_ threshold: CheckResult.Threshold) -> String {
        if threshold.parts.isEmpty { return "" }
        let named = threshold.parts.prefix(partLimit).map { part in
            let isQuoted = [.maxUnmapped, .maxUnknownFields].contains(threshold.name)
            let name =
                isQuoted
                ? TerminalText.quoted(part.name.utf8) : TerminalText.escaped(part.name.utf8)
            return "\(name) \(part.count)"
        }.joined(separator: ", ")
        let rest = threshold.parts.count - partLimit
        if rest <= 0 { return " (\(named))" }
        return " (\(named) and \(counted(UInt64(rest), "other")))"
    }

    /// `max-drift category "url" share`: a threshold, uniquely identified.
    package static func title(_ threshold: CheckResult.Threshold) -> String {
        [
            threshold.name.rawValue, threshold.subject.map { subject($0) },
            threshold.drift?.measure.rawValue,
        ].compactMap(\.self).joined(separator: " ")
    }

    /// `category "url"`
    package static func subject(_ subject: CheckResult.Threshold.Subject) -> String {
        switch subject {
        case .category(let name): "category \(TerminalText.quoted(name.utf8))"
        case .alertType(let name): "alertType \(TerminalText.quoted(name.utf8))"
        case .verdict(let category, let word):
            "verdict \(TerminalText.quoted(word.utf8)) of \(category.rawValue)"
        case .action(let category, let word):
            "action \(TerminalText.quoted(word.utf8)) of \(category.rawValue)"
        case .field(let kind, let name):
            "field \(TerminalText.quoted(name.utf8)) of \(TerminalText.escaped(kind.utf8, limit: 20))"
        }
    }

    /// The description of a check's rule: a reject reason, damage or threshold by name.
    package static func help(rule: String) -> String {
        if let reason = RejectReason(rawValue: rule) { return "Rejected: \(sentence(reason))." }
        if let reason = DamageReason(rawValue: rule) {
            return "Damaged input: \(sentence(reason))."
        }
        switch CheckResult.Threshold.Name(rawValue: rule) {
        case .maxRejected: return "More pieces were rejected than --max-rejected allows."
        case .maxUnmapped: return "More alerts are unmapped than --max-unmapped allows."
        case .maxWarnings: return "More warnings were counted than --max-warnings allows."
        case .maxUnknownFields:
            return "Records have more unknown field names than --max-unknown-fields allows."
        case .maxSkipped: return "More files were skipped than --max-skipped allows."
        case .minRecords: return "Fewer pieces were seen than --min-records expects."
        case .maxDrift:
            return
                "The alerts' mix or volume differs from --baseline by more than --max-drift, or holds what the baseline never saw."
        case .damaged: return "An input is damaged."
        case .interrupted: return "The check was stopped before it had read all inputs."
        case nil: return rule
        }
    }

    /// Every rule that a check can report, in a fixed order.
    package static var rules: [String] {
        CheckResult.Threshold.Name.allCases.filter { $0 != .damaged }.map(\.rawValue)
            + DamageReason.allCases.map(\.rawValue) + RejectReason.allCases.map(\.rawValue)
    }
}
