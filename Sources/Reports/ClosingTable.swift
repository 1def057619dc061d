internal import ByteStreams
package import Conversion
internal import Sophos

/// What a run says when it is done (SPEC 7.6): one short table whose numbers add up, then where the
/// first of each kind of trouble is.
package enum ClosingTable {
    /// Damaged inputs that are named before the rest is only counted.
    private static let damageLimit = 20
    /// AlertTypes that are shown before the rest is only counted.
    private static let typeLimit = 10

    /// - Parameter verbose: says what each reason and each warning means.
    /// - Returns: lines with a line end between them and none at the end.
    package static func text(_ summary: Summary, verbose: Bool) -> String {
        var lines = totals(summary)
        if verbose { lines += meanings(summary.total) }
        lines += categories(summary.total)
        lines += types(summary.total)
        lines += warnings(summary.total, verbose: verbose)
        lines += troubles(summary)
        return lines.joined(separator: "\n")
    }

    /// One input's outcomes on a line, for those who want to see each.
    package static func line(_ file: FileResult) -> String {
        let tally = file.tally
        var line = "\(TerminalText.path(file.relative)): seen \(tally.seen)"
        line += ", converted \(tally.converted)"
        line += ", filtered \(tally.filtered.total), duplicate \(tally.duplicate)"
        line += ", rejected \(tally.rejected.total)"
        if let damage = file.damage { line += ", damaged: \(damage.reason.rawValue)" }
        if file.isWithheld { line += ", kept back" }
        return line
    }

    // MARK: Parts

    private static func totals(_ summary: Summary) -> [String] {
        let total = summary.total
        var lines = [head(summary)]
        let width = grouped(total.seen).utf8.count
        func row(_ sign: String, _ name: String, _ count: UInt64, _ note: String = "") {
            let share = total.seen > 0 ? percent(count, of: total.seen) : ""
            let cells = [
                "  \(sign) \(padded(name, to: 10))", padded(grouped(count), to: width, left: true),
                "", padded(share, to: 7, left: true), "", note,
            ]
            lines.append(trimmed(cells.joined(separator: " ")))
        }
        row(" ", "seen", total.seen)
        row("=", "converted", total.converted, unproven(total))
        row("+", "filtered", total.filtered.total, reasons(total.filtered))
        row("+", "duplicate", total.duplicate)
        row("+", "rejected", total.rejected.total, reasons(total.rejected))
        var damage = Count<DamageReason>()
        for reason in summary.files.compactMap({ $0.damage?.reason }) { damage[reason] += 1 }
        if damage.total > 0 {
            let inputs = counted(damage.total, "input", "inputs")
            lines.append("    \(inputs) damaged: \(reasons(damage))")
        }
        return lines
    }

    /// `12 inputs, 3 other files skipped, 1,234 bytes, 56,789 decompressed`
    private static func head(_ summary: Summary) -> String {
        let total = summary.total
        var head = counted(UInt64(summary.files.count), "input", "inputs")
        if summary.skipped > 0 {
            head += ", \(counted(summary.skipped, "other file", "other files")) skipped"
        }
        head += ", \(counted(total.bytesRead, "byte", "bytes"))"
        if total.bytesDecompressed != total.bytesRead {
            head += ", \(grouped(total.bytesDecompressed)) decompressed"
        }
        return summary.isInterrupted ? head + " (interrupted)" : head
    }

    private static func unproven(_ total: Tally) -> String {
        total.unproven > 0 ? "\(grouped(total.unproven)) of them unproven" : ""
    }

    private static func meanings(_ total: Tally) -> [String] {
        let filtered = total.filtered.occurred.map {
            [$0.reason.rawValue, Sentences.sentence($0.reason)]
        }
        let rejected = total.rejected.occurred.map {
            [$0.reason.rawValue, Sentences.sentence($0.reason)]
        }
        let rows = filtered + rejected
        return rows.isEmpty ? [] : [""] + table(rows, leftColumns: [0, 1])
    }

    private static func categories(_ total: Tally) -> [String] {
        let present = Category.allCases.filter { (total.categories[$0]?.seen ?? 0) > 0 }
        if present.isEmpty { return [] }
        var rows = [["", "seen", "converted", "filtered", "rejected"]]
        for category in present {
            let count = total.categories[category] ?? Tally.CategoryCounts()
            rows.append(
                [category.rawValue]
                    + [count.seen, count.converted, count.filtered, count.rejected].map(grouped))
        }
        return [""] + table(rows)
    }

    private static func types(_ total: Tally) -> [String] {
        let types = SummaryOrder.alertTypes(of: total)
        if types.isEmpty { return [] }
        let rows = types.prefix(typeLimit).map { entry in
            let threat = entry.type.threatID.map {
                TerminalText.escaped("\($0) \(entry.type.threatName ?? "")".utf8, limit: 60)
            }
            return [
                TerminalText.escaped(entry.type.alertType, limit: 60), grouped(entry.span.count),
                threat ?? "no threat",
            ]
        }
        var lines = [""] + table(rows, leftColumns: [0, 2])
        if types.count > typeLimit {
            let rest = UInt64(types.count - typeLimit)
            lines.append("  and \(counted(rest, "more alertType", "more alertTypes"))")
        }
        return lines + namedBy(total)
    }

    /// Which branches of the naming rule named the alerts, when some of them are not Sophos's own.
    private static func namedBy(_ total: Tally) -> [String] {
        let branches = NamedBy.allCases.compactMap { branch in
            total.namedBy[branch.rawValue].map { (branch.rawValue, $0) }
        }.filter { $0.1 > 0 }
        guard branches.contains(where: { $0.0 != NamedBy.rule.rawValue }) else { return [] }
        return ["  named by: \(reasons(branches))"]
    }

    private static func warnings(_ total: Tally, verbose: Bool) -> [String] {
        let occurred = total.warnings.occurred
        if occurred.isEmpty { return [] }
        if !verbose { return ["", "  warnings: \(reasons(total.warnings))"] }
        let rows = occurred.map {
            ["warning: \($0.reason.rawValue)", grouped($0.count), Sentences.sentence($0.reason)]
        }
        return [""] + table(rows, leftColumns: [0, 2])
    }

    private static func troubles(_ summary: Summary) -> [String] {
        let lines = rejected(summary) + damaged(summary) + withheld(summary)
        return lines.isEmpty ? [] : [""] + lines
    }

    /// The first place of each reason, and how often it occurred besides.
    private static func rejected(_ summary: Summary) -> [String] {
        summary.total.rejected.occurred.compactMap { reason, count in
            guard let note = summary.files.lazy.compactMap({ $0.firstRejects[reason] }).first else {
                return nil
            }
            let more = count > 1 ? " (and \(grouped(count - 1)) more)" : ""
            return Sentences.line(note) + more
        }
    }

    private static func damaged(_ summary: Summary) -> [String] {
        let damaged = summary.damaged
        var lines = damaged.prefix(damageLimit).compactMap { file in
            file.damage.map { damage in
                let line = Sentences.line(file.relative, damage)
                let count = file.tally.unproven
                return count > 0 ? line + " (\(counted(count, "alert", "alerts")) unproven)" : line
            }
        }
        if damaged.count > damageLimit {
            let rest = UInt64(damaged.count - damageLimit)
            lines.append("and \(counted(rest, "more damaged input", "more damaged inputs"))")
        }
        return lines
    }

    private static func withheld(_ summary: Summary) -> [String] {
        let count = UInt64(summary.files.count(where: \.isWithheld))
        return count > 0
            ? ["--strict kept back the alerts of \(counted(count, "input", "inputs"))"] : []
    }

    // MARK: Text

    /// `clean-or-safe 12, category 3`
    private static func reasons(_ counts: [(String, UInt64)]) -> String {
        counts.map { "\($0.0) \(grouped($0.1))" }.joined(separator: ", ")
    }

    private static func reasons(_ count: Count<some RawRepresentable<String>>) -> String {
        reasons(count.occurred.map { ($0.reason.rawValue, $0.count) })
    }

    /// `1 input`, `2 inputs`
    private static func counted(_ count: UInt64, _ one: String, _ many: String) -> String {
        "\(grouped(count)) \(count == 1 ? one : many)"
    }

    /// Digits in groups of three, the same everywhere: `1,234,567`.
    static func grouped(_ number: UInt64) -> String {
        var digits = Array(String(number))
        var index = digits.count - 3
        while index > 0 {
            digits.insert(",", at: index)
            index -= 3
        }
        return String(digits)
    }

    /// One decimal, rounded down, so that 100.0 % means all; `<0.1 %` for what would seem to be
    /// none.
    static func percent(_ part: UInt64, of whole: UInt64) -> String {
        guard whole > 0 else { return "" }
        // A part is not greater than its whole, so the quotient fits.
        let product = min(part, whole).multipliedFullWidth(by: 1000)
        let tenths = whole.dividingFullWidth(product).quotient
        if part > 0, tenths == 0 { return "<0.1 %" }
        return "\(tenths / 10).\(tenths % 10) %"
    }

    private static func table(_ rows: [[String]], leftColumns: Set<Int> = [0]) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].unicodeScalars.count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, text in
                padded(text, to: widths[column], left: !leftColumns.contains(column))
            }
            return trimmed("  " + cells.joined(separator: "  "))
        }
    }

    private static func padded(_ text: String, to width: Int, left: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
        return left ? space + text : text + space
    }

    private static func trimmed(_ text: String) -> String {
        var text = text
        while text.utf8.last == UInt8(ascii: " ") { text.unicodeScalars.removeLast() }
        return text
    }
}
