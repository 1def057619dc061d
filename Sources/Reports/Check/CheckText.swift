internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Runs

/// A check's findings for people: one line if all is well, else every exceeded limit and the first
/// findings of each rule.
struct CheckText {
    /// Findings of one rule shown before the rest is only counted.
    private static let limit = 20

    var style = TerminalStyle.plain
    /// Whether to show only errors.
    var isQuiet = false

    func append(_ result: CheckResult, _ findings: [Finding], to buffer: inout ByteBuffer) {
        var shown: [String: Int] = [:]
        var rest: [String: UInt64] = [:]
        for finding in findings where !isQuiet || finding.level == .error {
            if shown[finding.rule, default: 0] == Self.limit || finding.rest != nil {
                rest[finding.rule, default: 0] += finding.count
                continue
            }
            shown[finding.rule, default: 0] += 1
            let level =
                finding.level == .error ? style.bad("error:") : style.caution("warning:")
            buffer.append(utf8: "\(level) \(finding.text)\n")
        }
        for rule in Sentences.rules {
            if let rest = rest[rule] { buffer.append(utf8: "and \(rest) more \(rule)\n") }
        }
        if !isQuiet { buffer.append(utf8: verdict(result) + "\n") }
    }

    func verdict(_ result: CheckResult) -> String {
        let word = result.holds ? style.good("ok") : style.bad("failed")
        return word + ": " + Self.counts(result)
    }

    /// `7 pieces in 1 input: 2 converted, 4 filtered, 1 rejected`
    private static func counts(_ result: CheckResult) -> String {
        let total = result.summary.total
        let files = result.files.count
        var line = "\(total.seen) \(total.seen == 1 ? "piece" : "pieces")"
        line += " in \(files) \(files == 1 ? "input" : "inputs"): "
        line += "\(total.converted) converted, \(total.filtered.total) filtered, "
        line += "\(total.rejected.total) rejected"
        let damaged = result.files.count { $0.damage != nil }
        if damaged > 0 { line += ", \(damaged) \(damaged == 1 ? "input" : "inputs") damaged" }
        let warnings = total.warnings.total
        if warnings > 0 { line += ", \(warnings) \(warnings == 1 ? "warning" : "warnings")" }
        return line
    }
}
