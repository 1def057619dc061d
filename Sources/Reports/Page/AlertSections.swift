internal import Accounts
internal import Sophos

/// The alerts: their types and threats, and Mimecast's verdicts and actions.
enum AlertSections {
    private static let barLimit = 12
    private static let tableLimit = 1000

    static func append(_ total: Tally, to page: inout HTML) {
        if total.converted == 0 { return }
        page.markup("<div class=\"two\"><div>")
        alertTypes(total, &page)
        words("Mimecast verdicts", id: "verdicts", total.verdicts, &page)
        page.markup("</div><div>")
        techniques(total, &page)
        severities(total, &page)
        words("Mimecast actions", id: "actions", total.actions, &page)
        page.markup("</div></div>")
        unmapped(total, &page)
    }

    private static func alertTypes(_ total: Tally, _ page: inout HTML) {
        let types = SummaryOrder.alertTypes(of: total)
        page.section("Alert types", id: "types") { page in
            let rows = types.prefix(barLimit).map { entry in
                BarChart.Row(
                    label: String(decoding: entry.type.alertType, as: UTF8.self),
                    note: entry.type.threatID ?? "no threat", count: entry.span.count,
                    style: entry.type.threatID == nil ? "unmapped" : "converted")
            }
            BarChart.append(rows, of: types.count, ("alert type", "alert types"), to: &page)
            if types.contains(where: { $0.type.threatID == nil }) { key(&page) }
            let title: Markup =
                types.count > barLimit
                ? "All \(count: UInt64(types.count)) as a table" : "As a table"
            page.details(title) { page in
                page.table(
                    "Alert types",
                    [
                        .text("alertType"), .text("threat"), .word("matched"),
                        .number("alerts"), .word("first"), .word("last"),
                    ],
                    types.prefix(tableLimit).map { entry in
                        [
                            .name(String(decoding: entry.type.alertType, as: UTF8.self)),
                            .markup(threatMarkup(entry.type)), .text(entry.type.matched.rawValue),
                            .count(entry.span.count), .text(PageDates.minute(entry.span.first)),
                            .text(PageDates.minute(entry.span.last)),
                        ]
                    }, of: types.count)
            }
        }
    }

    /// The legend for grey.
    private static func key(_ page: inout HTML) {
        page.markup("<p class=\"soft more\">\(DayChart.swatch("unmapped")) no threat</p>")
    }

    private static func threat(_ type: Tally.AlertType) -> String {
        [type.threatID, type.threatName].compactMap { $0 }.joined(separator: " ")
    }

    private static func threatMarkup(_ type: Tally.AlertType) -> Markup {
        guard let id = type.threatID else { return "no threat" }
        let text = threat(type)
        return attackPage(id).map { "<a href=\"\($0)\">\(text)</a>" } ?? "\(text)"
    }

    /// MITRE's page on a technique or tactic; nil if it is not an ATT&CK id. Only a link: nothing is
    /// loaded until it is clicked.
    static func attackPage(_ id: String) -> String? {
        func digits(_ text: some StringProtocol, _ count: Int) -> Bool {
            text.utf8.count == count && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        let site = "https://attack.mitre.org/"
        if id.hasPrefix("TA") {
            return digits(id.dropFirst(2), 4) ? "\(site)tactics/\(id)/" : nil
        }
        guard id.hasPrefix("T") else { return nil }
        let parts = id.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        guard digits(parts[0], 4), parts.count == 1 || parts.count == 2 && digits(parts[1], 3)
        else { return nil }
        return "\(site)techniques/T\(parts.joined(separator: "/"))/"
    }

    private static func techniques(_ total: Tally, _ page: inout HTML) {
        var counts: [String: UInt64] = [:]
        var links: [String: String] = [:]
        for (type, span) in total.alertTypes {
            counts[threat(type), default: 0] += span.count
            links[threat(type)] = type.threatID.flatMap { attackPage($0) }
        }
        let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        page.section("ATT&CK techniques", id: "techniques") { page in
            let rows = order.prefix(barLimit).map { threat, count in
                BarChart.Row(
                    label: threat.isEmpty ? "no threat" : threat, count: count,
                    style: threat.isEmpty ? "unmapped" : "converted", link: links[threat])
            }
            BarChart.append(rows, of: order.count, ("technique", "techniques"), to: &page)
        }
    }

    private static func severities(_ total: Tally, _ page: inout HTML) {
        page.section("Severity", id: "severity") { page in
            let rows = Severity.allCases.reversed().compactMap { severity in
                total.severities[severity].map {
                    BarChart.Row(
                        label: severity.rawValue, count: $0, style: "s-\(severity.rawValue)")
                }
            }
            BarChart.append(rows, to: &page)
        }
    }

    private static func words(
        _ title: String, id: String, _ counts: [Tally.Word: UInt64], _ page: inout HTML
    ) {
        // The most frequent of each category, so that one with many words does not hide the others.
        let words = SummaryOrder.words(counts).enumerated().sorted { left, right in
            (right.element.count, left.offset) < (left.element.count, right.offset)
        }.map(\.element)
        if words.isEmpty { return }
        page.section(title, id: id) { page in
            let rows = words.prefix(barLimit).map { entry in
                BarChart.Row(
                    label: String(decoding: entry.word.text, as: UTF8.self),
                    note: entry.word.category.rawValue, count: entry.count,
                    style: entry.word.category.rawValue)
            }
            BarChart.append(rows, of: words.count, ("word", "words"), to: &page)
        }
    }

    private static func unmapped(_ total: Tally, _ page: inout HTML) {
        let names = SummaryOrder.unmapped(of: total)
        if names.isEmpty { return }
        page.section(
            "Names that no mapping row matches", id: "unmapped",
            note: "Add a row to your mapping file to give these alerts a threat."
        ) { page in
            page.table(
                "Unmapped names", [.text("alertType"), .number("alerts")],
                names.prefix(barLimit).map {
                    [.name(String(decoding: $0.alertType, as: UTF8.self)), .count($0.count)]
                }, of: names.count)
        }
    }
}
