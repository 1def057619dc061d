internal import Accounts
internal import ByteStreams
internal import Sophos

/// Something that needs attention, and the commands that help.
struct Attention {
    enum Level: String {
        /// Something is missing from the alerts.
        case problem
        /// Something may be wrong.
        case check
        /// Worth knowing.
        case note
    }

    var level: Level
    var text: Markup
    /// As shell words.
    var commands: [String] = []

    /// The maximum number of commands, and of names, shown.
    private static let reasonLimit = 3
    private static let nameLimit = 5
    /// The maximum length of a name in letters.
    private static let letters = 60

    /// The worst first.
    static func items(_ summary: Summary, _ days: PageDays) -> [Attention] {
        interrupted(summary) + nothing(summary) + damaged(summary) + withheld(summary)
            + rejected(summary) + shapes(summary.total) + unmapped(summary.total)
            + fields(summary.total) + skipped(summary) + holes(days) + warnings(summary.total)
    }

    // MARK: Problems

    private static func interrupted(_ summary: Summary) -> [Attention] {
        guard summary.isInterrupted else { return [] }
        return [
            Attention(
                level: .problem,
                text: """
                    The run was interrupted; this page shows what was done until then. The same command \
                    with <code>--resume</code> does the rest.
                    """)
        ]
    }

    private static func nothing(_ summary: Summary) -> [Attention] {
        guard summary.total.seen == 0 else { return [] }
        return [
            Attention(
                level: .problem,
                text: "No record was seen: there is nothing to show. Is this the right directory?")
        ]
    }

    private static func damaged(_ summary: Summary) -> [Attention] {
        let damaged = SummaryOrder.damaged(of: summary)
        var reasons = Count<DamageReason>()
        for entry in damaged { reasons[entry.damage.reason] += 1 }
        guard let worst = reasons.occurred.max(by: { $0.count < $1.count })?.reason,
            let first = damaged.first(where: { $0.damage.reason == worst })
        else { return [] }
        let count = UInt64(damaged.count)
        var text: Markup = """
            <a href="#damaged">\(count: count) \(count == 1 ? "input" : "inputs")</a> \
            \(count == 1 ? "is" : "are") damaged (\(list(reasons))).
            """
        let unproven = KeptBack(summary).unproven
        if unproven > 0 {
            text =
                text + """
                     \(count: unproven) \(unproven == 1 ? "alert" : "alerts") of \
                    \(count == 1 ? "it" : "them") \(unproven == 1 ? "is" : "are") unproven, and in \
                    <code>unproven/</code> instead of <code>alerts/</code>.
                    """
        }
        return [
            Attention(
                level: .problem,
                text: text + " \(advice(worst))", commands: [command(worst, first.file)])
        ]
    }

    private static func advice(_ reason: DamageReason) -> Markup {
        switch reason {
        case .inputNotJSON: "Export as JSON, or unpack what was packed."
        case .inputAPIError: "Repeat the export: the API answered with an error."
        case .inputOpen, .inputRead: "Look at the permissions and at the disk."
        case .inputChanged: "Wait for the export to end."
        default: "Fetch what is damaged again."
        }
    }

    private static func command(_ reason: DamageReason, _ file: Path) -> String {
        switch reason {
        case .gzipTruncated, .gzipData, .gzipCRC, .gzipLength, .gzipHeader, .gzipTrailingGarbage:
            "gzip -tv \(word(file))"
        case .inputOpen, .inputRead, .inputChanged: "ls -l \(word(file))"
        case .inputNotJSON, .inputAPIError: "\(Product.name) explain \(word(file))"
        }
    }

    private static func withheld(_ summary: Summary) -> [Attention] {
        let withheld = SummaryOrder.files(of: summary).filter(\.isWithheld)
        guard let first = withheld.first else { return [] }
        let alerts = withheld.reduce(0) { $0 + $1.converted }
        let count = UInt64(withheld.count)
        return [
            Attention(
                level: .problem,
                text: """
                    <code>--strict</code> withheld \(count: alerts) \(alerts == 1 ? "alert" : "alerts") of \
                    <a href="#inputs">\(count: count) \(count == 1 ? "input" : "inputs")</a>, because of \
                    rejects or warnings there.
                    """,
                commands: [explain("\(word(first.file)) --outcome rejected", summary)])
        ]
    }

    /// The reasons, the most frequent first, with a record for each that can be inspected.
    private static func rejected(_ summary: Summary) -> [Attention] {
        let occurred = summary.total.rejected.occurred.enumerated().sorted { left, right in
            (right.element.count, left.offset) < (left.element.count, right.offset)
        }.map(\.element)
        if occurred.isEmpty { return [] }
        let count = summary.total.rejected.total
        let reasons = occurred.map { "\($0.reason.rawValue) \(count: $0.count)" as Markup }
        let firsts = occurred.compactMap { summary.firstRejects[$0.reason] }
        return [
            Attention(
                level: .problem,
                text: """
                    <a href="#rejected">\(count: count) \(count == 1 ? "record" : "records")</a> \
                    \(count == 1 ? "was" : "were") rejected: \(joined(reasons)). \
                    \(firsts.count == 1 ? "The first" : "The first ones"):
                    """,
                commands: firsts.prefix(reasonLimit).map {
                    explain("\(word($0.file)) --record \($0.record)", summary)
                }),
            Attention(
                level: .problem,
                text: """
                    Once <code>rejects/</code> or the mapping is mended, this converts what was \
                    rejected:
                    """,
                commands: ["\(Product.name) replay . --output ../replayed"]),
        ]
    }

    // MARK: To check

    private static func shapes(_ total: Tally) -> [Attention] {
        guard let first = SummaryOrder.unknownShapes(of: total).first else { return [] }
        let count = UInt64(total.unknownShapes.count)
        return [
            Attention(
                level: .check,
                text: """
                    Objects of <a href="#shapes">\(count: count) unknown \
                    \(count == 1 ? "shape" : "shapes")</a>, most of them with the names \
                    \(quoted(first.names)): is this another log, or one inside another?
                    """,
                commands: [
                    "\(Product.name) explain \(word(first.shape.file)) --record \(first.shape.record)"
                ])
        ]
    }

    private static func unmapped(_ total: Tally) -> [Attention] {
        let types = SummaryOrder.alertTypes(of: total).filter { $0.type.threatID == nil }
        if types.isEmpty { return [] }
        let alerts = types.reduce(0) { $0 + $1.span.count }
        let names = types.map { $0.type.alertType }
        return [
            Attention(
                level: .check,
                text: """
                    \(count: alerts) \(alerts == 1 ? "alert has" : "alerts have") no threat, because no \
                    mapping row matches \(types.count == 1 ? "its name" : "their names"): \
                    \(quoted(names)). Add rows to your mapping file to give them one.
                    """,
                commands: [
                    "\(Product.name) mapping template --from summary.json > mapping.json"
                ])
        ]
    }

    private static func fields(_ total: Tally) -> [Attention] {
        let fields = SummaryOrder.unknownFields(of: total)
        if fields.isEmpty { return [] }
        var names: [[UInt8]] = []
        for entry in fields where !names.contains(entry.field.field) {
            names.append(entry.field.field)
            if names.count > nameLimit { break }
        }
        let count = UInt64(Set(fields.map(\.field.field)).count)
        return [
            Attention(
                level: .check,
                text: """
                    <a href="#fields">\(count: count) field \(count == 1 ? "name" : "names")</a> \
                    \(count == 1 ? "is" : "are") unknown to us (\(quoted(names, of: count))): has the \
                    export's schema changed?
                    """,
                commands: ["\(Product.name) check . --max-unknown-fields 0"])
        ]
    }

    private static func skipped(_ summary: Summary) -> [Attention] {
        let count = summary.skippedTotal
        if count == 0 { return [] }
        let endings = summary.skipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let list = joined(
            endings.prefix(nameLimit).map { "\(count: $0.value) <code>\($0.key)</code>" as Markup })
        let rest = endings.dropFirst(nameLimit).reduce(0) { $0 + $1.value }
        let first = summary.firstSkipped.map {
            " The first is <bdi dir=\"ltr\">\(TerminalText.path($0))</bdi>." as Markup
        }
        let glob = endings.first { Sentences.mayBeLog($0.key) }.map {
            ShellWords.quoted(Array("*\($0.key)".utf8))
        }
        return [
            Attention(
                level: .check,
                text: """
                    \(count: count) \(count == 1 ? "file was" : "files were") skipped because of \
                    \(count == 1 ? "its name" : "their names"): \(list)\
                    \(rest > 0 ? " and \(count: rest) of other names" : "" as Markup).\(first ?? "")
                    """,
                commands: glob.map { ["\(Product.name) check . --include \($0)"] } ?? [])
        ]
    }

    private static func holes(_ days: PageDays) -> [Attention] {
        guard let gaps = DayGaps(days) else { return [] }
        let what = days.tellsSeen ? "record" : "alert"
        var items: [Attention] = []
        if let first = gaps.common.ranges.first {
            let count = UInt64(gaps.common.dayCount)
            items.append(
                Attention(
                    level: .check,
                    text: """
                        <a href="#gaps">\(count: count) \(count == 1 ? "day" : "days")</a> without any \
                        \(what): \(GapSection.named(gaps.common, limit: nameLimit)). Is an export missing?
                        """,
                    commands: [
                        "\(Product.name) explain . --find \(PageDates.day(first.lowerBound))"
                    ]))
        }
        let lacking = gaps.categories.filter { !$0.holes.ranges.isEmpty }
        if !lacking.isEmpty {
            let list = lacking.map { gap -> Markup in
                "\(gap.category.rawValue) lacks \(count: UInt64(gap.holes.dayCount))"
            }
            items.append(
                Attention(
                    level: .note,
                    text: """
                        <a href="#gaps">Days on which only some categories have \(what)s</a>: \
                        \(joined(list)).
                        """))
        }
        return items
    }

    private static func warnings(_ total: Tally) -> [Attention] {
        let count = total.warnings.total
        if count == 0 { return [] }
        return [
            Attention(
                level: .note,
                text: """
                    <a href="#warnings">\(count: count) \(count == 1 ? "warning" : "warnings")</a>: \
                    \(list(total.warnings)). Nothing was lost by them.
                    """)
        ]
    }

    // MARK: Words

    /// The command that explains something, with the options that affect decisions.
    private static func explain(_ what: String, _ summary: Summary) -> String {
        let options = summary.options?.words.filter { !$0.hasPrefix("--format") } ?? []
        return ([Product.name, "explain", what] + options).joined(separator: " ")
    }

    /// `gzip-crc 2, gzip-truncated 1`
    private static func list(_ count: Count<some RawRepresentable<String>>) -> Markup {
        joined(count.occurred.map { "\($0.reason.rawValue) \(count: $0.count)" as Markup })
    }

    private static func joined(_ parts: [Markup]) -> Markup {
        parts.dropFirst().reduce(parts.first ?? "") { $0 + ", " + $1 }
    }

    private static func quoted(_ names: [[UInt8]], of count: UInt64? = nil) -> Markup {
        let shown = names.prefix(nameLimit).map { name -> Markup in
            let text = ChartText.cut(String(decoding: name, as: UTF8.self), to: letters)
            return "“<bdi>\(text)</bdi>”"
        }
        let list = joined(shown)
        let rest = (count ?? UInt64(names.count)) - UInt64(shown.count)
        return rest > 0 ? list + " and \(count: rest) more" : list
    }

    /// A file as a word of a command, protected against being taken for an option.
    private static func word(_ file: Path) -> String {
        ShellWords.quoted(file.bytes.first == UInt8(ascii: "-") ? Path("./").appending(file) : file)
    }
}

/// The list of what needs attention, or a note that nothing does.
enum AttentionSection {
    static func append(_ summary: Summary, _ days: PageDays, to page: inout HTML) {
        let items = Attention.items(summary, days)
        if !items.contains(where: { $0.level == .problem }) {
            page.markup("<p class=\"status good\">All records accounted for: ")
            page.markup("nothing was rejected, and no input is damaged.</p>\n")
        }
        if items.isEmpty { return }
        let note: Markup = """
            The worst first. Commands that name inputs are for the directory that was converted; \
            <code>replay</code> and <code>mapping</code> are for the directory of this page.
            """
        page.section(
            "What needs attention", id: "attention",
            note: items.contains { !$0.commands.isEmpty } ? note : nil
        ) { page in
            page.markup("<ol class=\"attention\">")
            for item in items {
                page.markup("<li class=\"\(item.level.rawValue)\">")
                page.markup("<span class=\"level\">\(item.level.rawValue)</span><div>")
                page.markup("<p>\(item.text)</p>")
                for command in item.commands {
                    page.markup("<code class=\"command\">\(whole: command)</code>")
                }
                page.markup("</div></li>\n")
            }
            page.markup("</ol>")
        }
    }
}
