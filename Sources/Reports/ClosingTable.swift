internal import ByteStreams
package import Conversion
internal import Sophos

/// What a run says when it is done (SPEC 7.6): one short table whose numbers add up, then where the
/// first of each kind of trouble is.
package enum ClosingTable {
    /// Damaged inputs that are named before the rest is only counted.
    private static let damageLimit = 20
    private static let typeLimit = 8

    package static func text(_ summary: Summary, verbose: Bool) -> String {
        var lines = totals(summary, verbose: verbose)
        lines += categories(summary.total)
        lines += types(summary.total)
        lines += warnings(summary.total, verbose: verbose)
        lines += troubles(summary)
        return lines.joined(separator: "\n")
    }

    /// One input's outcomes on a line, for those who want to see each.
    package static func line(_ file: FileResult) -> String {
        let tally = file.tally
        var line = "\(TerminalText.path(file.relative)): seen \(tally.seen), converted \(tally.converted)"
        line += ", filtered \(tally.filtered.total), duplicate \(tally.duplicate)"
        line += ", rejected \(tally.rejected.total)"
        if let damage = file.damage { line += ", damaged: \(damage.reason.rawValue)" }
        if file.isWithheld { line += ", kept back" }
        return line
    }

    // MARK: Parts

    private static func totals(_ summary: Summary, verbose: Bool) -> [String] {
        let total = summary.total
        let files = summary.files.count
        var head = "\(grouped(UInt64(files))) \(files == 1 ? "input" : "inputs")"
        if summary.skipped > 0 { head += ", \(grouped(summary.skipped)) other files skipped" }
        head += ", \(grouped(total.bytesDecompressed)) bytes"
        if summary.isInterrupted { head += " (interrupted)" }
        var lines = [head]
        let width = grouped(total.seen).utf8.count
        func row(_ sign: String, _ name: String, _ count: UInt64, _ note: String = "") {
            let share = total.seen > 0 ? percent(count, of: total.seen) : ""
            let number = padded(grouped(count), to: width, left: true)
            lines.append(
                trimmed("  \(sign) \(padded(name, to: 10)) \(number)  \(padded(share, to: 7, left: true))  \(note)"))
        }
        row(" ", "seen", total.seen)
        let unproven = total.unproven > 0 ? "\(grouped(total.unproven)) of them unproven" : ""
        row("=", "converted", total.converted, unproven)
        row("+", "filtered", total.filtered.total, reasons(total.filtered.occurred.map { ($0.reason.rawValue, $0.count) }))
        row("+", "duplicate", total.duplicate)
        row("+", "rejected", total.rejected.total, reasons(total.rejected.occurred.map { ($0.reason.rawValue, $0.count) }))
        if verbose {
            for (reason, _) in total.filtered.occurred {
                lines.append("      \(reason.rawValue): \(Sentences.sentence(reason))")
            }
        }
        return lines
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
        var rows: [[String]] = []
        for entry in types.prefix(typeLimit) {
            let threat = entry.type.threatID.map { "\($0) \(entry.type.threatName ?? "")" }
            rows.append([
                TerminalText.escaped(entry.type.alertType, limit: 60), grouped(entry.span.count),
                threat ?? "no threat",
            ])
        }
        var lines = [""] + table(rows, leftColumns: [0, 2])
        if types.count > typeLimit {
            lines.append("  and \(grouped(UInt64(types.count - typeLimit))) more alert types")
        }
        return lines
    }

    private static func warnings(_ total: Tally, verbose: Bool) -> [String] {
        let occurred = total.warnings.occurred
        if occurred.isEmpty { return [] }
        if !verbose {
            return ["", "  warnings: " + reasons(occurred.map { ($0.reason.rawValue, $0.count) })]
        }
        return [""]
            + occurred.map {
                "  warning: \($0.reason.rawValue) \(grouped($0.count)): \(Sentences.sentence($0.reason))"
            }
    }

    private static func troubles(_ summary: Summary) -> [String] {
        var lines: [String] = []
        for (reason, count) in summary.total.rejected.occurred {
            guard let note = summary.files.lazy.compactMap({ $0.firstRejects[reason] }).first else {
                continue
            }
            let more = count > 1 ? " (and \(grouped(count - 1)) more)" : ""
            lines.append(Sentences.line(note) + more)
        }
        let damaged = summary.damaged
        for file in damaged.prefix(damageLimit) {
            guard let damage = file.damage else { continue }
            var line = Sentences.line(file.relative, damage)
            if file.tally.unproven > 0 {
                line += " (\(grouped(file.tally.unproven)) alerts are in unproven/)"
            }
            lines.append(line)
        }
        if damaged.count > damageLimit {
            lines.append("and \(grouped(UInt64(damaged.count - damageLimit))) more damaged inputs")
        }
        let withheld = summary.files.filter(\.isWithheld).count
        if withheld > 0 {
            lines.append("--strict kept back the alerts of \(grouped(UInt64(withheld))) inputs")
        }
        return lines.isEmpty ? [] : [""] + lines
    }

    // MARK: Text

    /// `clean-or-safe 12, category 3`
    private static func reasons(_ counts: [(String, UInt64)]) -> String {
        counts.map { "\($0.0) \(grouped($0.1))" }.joined(separator: ", ")
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

    /// One decimal; rounded towards what is not there, so that 100.0 % means all.
    static func percent(_ part: UInt64, of whole: UInt64) -> String {
        let tenths = UInt64((Double(part) * 1000 / Double(whole)).rounded(.down))
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
        while text.last == " " { text.removeLast() }
        return text
    }
}
