package import Accounts
internal import ByteStreams
internal import Sophos

/// Printed at the end of a run (SPEC 7.6): one short table whose numbers add up, then the location of
/// the first problem of each kind.
package struct ClosingTable: Sendable {
    /// Damaged inputs listed before the rest is only counted.
    private static let damageLimit = 20
    /// AlertTypes shown before the rest is only counted.
    private static let typeLimit = 10
    /// Extensions of skipped files shown before the rest is only counted.
    private static let endingLimit = 8
    /// Names without a row shown before the rest is only counted.
    private static let unmappedLimit = 3

    private let style: TerminalStyle
    /// Whether to explain each reason and warning.
    private let isVerbose: Bool
    /// Where the results were written.
    private let places: OutputPlaces
    /// The duration of the run in milliseconds; nil if unknown.
    package var elapsed: UInt64?

    package init(
        style: TerminalStyle = .plain, isVerbose: Bool = false,
        places: OutputPlaces = OutputPlaces()
    ) {
        self.style = style
        self.isVerbose = isVerbose
        self.places = places
    }

    /// - Returns: lines with a line end between them and none at the end.
    package func text(_ summary: Summary) -> String {
        var lines = totals(summary)
        if isVerbose { lines += meanings(summary.total) }
        lines += categories(summary.total)
        lines += types(summary.total)
        lines += unmapped(summary.total)
        lines += warnings(summary.total)
        lines += troubles(summary)
        for rows in [places.rows(summary), NextSteps.rows(summary, places)] where !rows.isEmpty {
            lines += [""] + TextTable.lines(rows, leftColumns: [0, 1])
        }
        return lines.joined(separator: "\n")
    }

    /// The totals on one line, and the location of the first problem of each kind: with `--output -`,
    /// the alerts go to another program or fill the terminal.
    package func brief(_ summary: Summary) -> String {
        let total = summary.total
        var line = inputs(summary) + ": seen \(Self.grouped(total.seen))"
        line += ", converted \(Self.grouped(total.converted))"
        line += ", filtered \(Self.grouped(total.filtered.total))"
        line += ", duplicate \(Self.grouped(total.duplicate))"
        line += ", rejected \(Self.grouped(total.rejected.total))"
        let damaged = summary.files.count { $0.damage != nil }
        if damaged > 0 { line += ", \(Self.counted(UInt64(damaged), "input", "inputs")) damaged" }
        if summary.skippedTotal > 0 {
            line += ", \(Self.counted(summary.skippedTotal, "other file", "other files")) skipped"
        }
        line += pace(summary)
        if summary.isInterrupted { line += " (interrupted)" }
        return ([line] + troubles(summary).dropFirst()).joined(separator: "\n")
    }

    /// One input's outcomes on one line, for verbose output.
    package static func line(_ file: FileLine) -> String {
        var line = "\(TerminalText.path(file.file)): seen \(file.seen)"
        line += ", converted \(file.converted)"
        line += ", filtered \(file.filtered), duplicate \(file.duplicate)"
        line += ", rejected \(file.rejected)"
        if let damage = file.damage { line += ", damaged: \(damage.reason.rawValue)" }
        if file.isWithheld { line += ", withheld" }
        return line
    }

    // MARK: Parts

    private func totals(_ summary: Summary) -> [String] {
        let total = summary.total
        var lines = [head(summary)]
        let width = Self.grouped(total.seen).utf8.count
        let shares = Percent.texts([
            total.converted, total.filtered.total, total.duplicate, total.rejected.total,
        ])
        func row(
            _ sign: String, _ name: String, _ count: UInt64, _ share: String, _ note: String = "",
            _ styled: (String) -> String = { $0 }
        ) {
            let cells = [
                "  \(sign) \(TextTable.padded(name, to: 10))",
                TextTable.padded(Self.grouped(count), to: width, left: true),
                "", TextTable.padded(share, to: 7, left: true),
            ]
            let numbers = TextTable.trimmed(cells.joined(separator: " "))
            lines.append(
                (count > 0 ? styled(numbers) : numbers) + (note.isEmpty ? "" : "  " + note))
        }
        row(" ", "seen", total.seen, total.seen > 0 ? "100.0 %" : "", "", style.strong)
        row("=", "converted", total.converted, shares[0], unproven(total), style.good)
        row("+", "filtered", total.filtered.total, shares[1], Self.reasons(total.filtered))
        row("+", "duplicate", total.duplicate, shares[2])
        row(
            "+", "rejected", total.rejected.total, shares[3], Self.reasons(total.rejected),
            style.caution)
        var damage = Count<DamageReason>()
        for reason in summary.files.compactMap(\.damage?.reason) { damage[reason] += 1 }
        if damage.total > 0 {
            let inputs = Self.counted(damage.total, "input", "inputs")
            lines.append("    " + style.bad("\(inputs) damaged") + ": \(Self.reasons(damage))")
        }
        if let skipped = skipped(summary) { lines.append("    " + skipped) }
        if let run = summary.thisRun, let report = run.resumed {
            lines.append("    " + style.strong(Sentences.line(run, report)))
        }
        return lines
    }

    /// `3 other files skipped: .txt 2, .tgz 1; the first is old/a.tgz`
    private func skipped(_ summary: Summary) -> String? {
        let total = summary.skippedTotal
        if total == 0 { return nil }
        let endings = SummaryOrder.skipped(of: summary)
        var counts = endings.prefix(Self.endingLimit).map {
            (TerminalText.escaped($0.ending.utf8, limit: 40), $0.count)
        }
        let rest = endings.dropFirst(Self.endingLimit).reduce(0) { $0 + $1.count }
        if rest > 0 { counts.append(("others", rest)) }
        let files = Self.counted(total, "other file", "other files")
        let first = summary.firstSkipped.map { "; the first is \(TerminalText.path($0))" } ?? ""
        return style.caution("\(files) skipped") + ": \(Self.reasons(counts))\(first)"
    }

    /// `12 inputs, 1 other name of them, 1,234 bytes, 56,789 decompressed`
    private func head(_ summary: Summary) -> String {
        let total = summary.total
        var head = inputs(summary)
        if summary.repeated > 0 {
            head += ", \(Self.counted(summary.repeated, "other name", "other names")) of them"
        }
        head += ", \(Self.counted(total.bytesRead, "byte", "bytes"))"
        if total.bytesDecompressed != total.bytesRead {
            head += ", \(Self.grouped(total.bytesDecompressed)) decompressed"
        }
        head += pace(summary)
        return summary.isInterrupted ? head + " (interrupted)" : head
    }

    /// `, 12.3 s, 45 k records/s`
    private func pace(_ summary: Summary) -> String {
        guard let elapsed else { return "" }
        let records = summary.thisRun?.seen ?? summary.total.seen
        let rate = ProgressText.rate(records, elapsed: elapsed)
        return ", \(ProgressText.duration(elapsed))" + (rate.isEmpty ? "" : ", \(rate)")
    }

    /// `12 inputs`, or `3 of 12 inputs` for a run that was stopped.
    private func inputs(_ summary: Summary) -> String {
        let count = UInt64(summary.files.count)
        guard summary.isInterrupted, let run = summary.thisRun else {
            return Self.counted(count, "input", "inputs")
        }
        let planned = run.planned + summary.gone
        return "\(Self.grouped(count)) of \(Self.counted(planned, "input", "inputs"))"
    }

    private func unproven(_ total: Tally) -> String {
        total.unproven > 0 ? "\(Self.grouped(total.unproven)) of them unproven" : ""
    }

    private func meanings(_ total: Tally) -> [String] {
        let filtered = total.filtered.occurred.map {
            [$0.reason.rawValue, Sentences.sentence($0.reason)]
        }
        let rejected = total.rejected.occurred.map {
            [$0.reason.rawValue, Sentences.sentence($0.reason)]
        }
        let rows = filtered + rejected
        return rows.isEmpty ? [] : [""] + TextTable.lines(rows, leftColumns: [0, 1])
    }

    private func categories(_ total: Tally) -> [String] {
        let present = Category.allCases.filter { (total.categories[$0]?.seen ?? 0) > 0 }
        if present.isEmpty { return [] }
        var rows = [["category", "seen", "converted", "filtered", "duplicate", "rejected"]]
        for category in present {
            let count = total.categories[category] ?? Tally.CategoryCounts()
            rows.append(
                [category.rawValue]
                    + [
                        count.seen, count.converted, count.filtered, count.duplicate,
                        count.rejected,
                    ].map(Self.grouped))
        }
        return [""] + headed(TextTable.lines(rows))
    }

    private func types(_ total: Tally) -> [String] {
        let types = SummaryOrder.alertTypes(of: total)
        if types.isEmpty { return [] }
        let rows = types.prefix(Self.typeLimit).map { entry in
            let threat = entry.type.threatID.map {
                TerminalText.escaped("\($0) \(entry.type.threatName ?? "")".utf8, limit: 60)
            }
            return [
                TerminalText.escaped(entry.type.alertType, limit: 60),
                Self.grouped(entry.span.count),
                threat ?? "no threat",
            ]
        }
        let head = ["alertType", "alerts", "threat"]
        var lines = [""] + headed(TextTable.lines([head] + rows, leftColumns: [0, 2]))
        if types.count > Self.typeLimit {
            let rest = UInt64(types.count - Self.typeLimit)
            lines.append("  and \(Self.counted(rest, "more alertType", "more alertTypes"))")
        }
        return lines + namedBy(total)
    }

    /// The branches of the naming rule that named the alerts, if some of them are not Sophos's own.
    private func namedBy(_ total: Tally) -> [String] {
        let branches = NamedBy.allCases.compactMap { branch in
            total.namedBy[branch].map { (branch.rawValue, $0) }
        }.filter { $0.1 > 0 }
        guard branches.contains(where: { $0.0 != NamedBy.rule.rawValue }) else { return [] }
        return ["  named by: \(Self.reasons(branches))"]
    }

    /// The names that no mapping row matches, and what can be done about their missing threats.
    private func unmapped(_ total: Tally) -> [String] {
        let types = SummaryOrder.alertTypes(of: total).filter {
            $0.type.matched == .none && $0.type.threatID == nil
        }
        if types.isEmpty { return [] }
        let count = types.reduce(0) { $0 + $1.span.count }
        let alerts = Self.counted(count, "alert", "alerts")
        let whose = count == 1 ? "its name" : types.count == 1 ? "their name" : "their names"
        var names = types.prefix(Self.unmappedLimit).map {
            "\(TerminalText.quoted($0.type.alertType)) \(Self.grouped($0.span.count))"
        }
        if types.count > Self.unmappedLimit {
            let rest = UInt64(types.count - Self.unmappedLimit)
            names.append("and \(Self.counted(rest, "more name", "more names"))")
        }
        return [
            "", "  \(alerts) without a threat, because no mapping row matches \(whose):",
            "    " + names.joined(separator: ", "),
            "  --unmapped category gives each its category's threat, --mapping FILE your own; \(Product.name) mapping template creates such a file",
        ]
    }

    private func warnings(_ total: Tally) -> [String] {
        let occurred = total.warnings.occurred
        if occurred.isEmpty { return [] }
        if !isVerbose {
            return ["", "  " + style.caution("warnings") + ": \(Self.reasons(total.warnings))"]
        }
        let rows = occurred.map {
            [
                "warning: \($0.reason.rawValue)", Self.grouped($0.count),
                Sentences.sentence($0.reason),
            ]
        }
        return [""] + TextTable.lines(rows, leftColumns: [0, 2])
    }

    private func headed(_ table: [String]) -> [String] {
        table.prefix(1).map(style.faint) + table.dropFirst()
    }

    private func troubles(_ summary: Summary) -> [String] {
        let lines = rejected(summary) + damaged(summary) + withheld(summary)
        return lines.isEmpty ? [] : [""] + lines
    }

    /// The first location for each reason, and how often it occurred elsewhere.
    private func rejected(_ summary: Summary) -> [String] {
        summary.total.rejected.occurred.compactMap { reason, count in
            guard let first = summary.firstRejects[reason] else { return nil }
            let more = count > 1 ? " (and \(Self.grouped(count - 1)) more)" : ""
            return Sentences.line(first, reason, in: places.opened(first.file)) + more
        }
    }

    private func damaged(_ summary: Summary) -> [String] {
        let damaged = SummaryOrder.damaged(of: summary)
        var lines = damaged.prefix(Self.damageLimit).map { file, damage in
            let line = Sentences.line(places.opened(file) ?? file, damage)
            let count = damage.unproven
            return count > 0 ? line + " (\(Self.counted(count, "alert", "alerts")) unproven)" : line
        }
        if damaged.count > Self.damageLimit {
            let rest = UInt64(damaged.count - Self.damageLimit)
            lines.append("and \(Self.counted(rest, "more damaged input", "more damaged inputs"))")
        }
        return lines
    }

    private func withheld(_ summary: Summary) -> [String] {
        let count = UInt64(summary.files.count(where: \.isWithheld))
        return count > 0
            ? ["--strict withheld the alerts of \(Self.counted(count, "input", "inputs"))"] : []
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

    /// See ``Percent/text(_:of:)``.
    static func percent(_ part: UInt64, of whole: UInt64) -> String {
        Percent.text(part, of: whole)
    }
}
