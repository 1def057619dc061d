internal import Conversion
internal import Sophos

/// What the alerts are: their types and threats, and what Mimecast said and did.
enum AlertSections {
    private static let barLimit = 12
    private static let tableLimit = 1000

    static func append(_ total: Tally, to page: inout HTML) {
        if total.converted == 0 { return }
        page.markup("<div class=\"two\"><div>")
        alertTypes(total, &page)
        words("Verdicts of the alerts", id: "verdicts", total.verdicts, &page)
        page.markup("</div><div>")
        techniques(total, &page)
        severities(total, &page)
        words("Actions of Mimecast", id: "actions", total.actions, &page)
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
            BarChart.append(rows, of: types.count, to: &page)
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
                            .text(String(decoding: entry.type.alertType, as: UTF8.self)),
                            .text(threat(entry.type)), .text(entry.type.matched),
                            .count(entry.span.count), .text(PageDates.minute(entry.span.first)),
                            .text(PageDates.minute(entry.span.last)),
                        ]
                    }, of: types.count)
            }
        }
    }

    private static func threat(_ type: Tally.AlertType) -> String {
        [type.threatID, type.threatName].compactMap { $0 }.joined(separator: " ")
    }

    private static func techniques(_ total: Tally, _ page: inout HTML) {
        var counts: [String: UInt64] = [:]
        for (type, span) in total.alertTypes { counts[threat(type), default: 0] += span.count }
        let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        page.section("ATT&CK techniques", id: "techniques") { page in
            let rows = order.prefix(barLimit).map { threat, count in
                BarChart.Row(
                    label: threat.isEmpty ? "no threat" : threat, count: count,
                    style: threat.isEmpty ? "unmapped" : "converted")
            }
            BarChart.append(rows, of: order.count, to: &page)
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
        // The most frequent of all categories, so that none hides the others where there are many.
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
            BarChart.append(rows, of: words.count, to: &page)
        }
    }

    private static func unmapped(_ total: Tally, _ page: inout HTML) {
        let names = SummaryOrder.unmapped(of: total)
        if names.isEmpty { return }
        page.section(
            "Names without a row in the mapping", id: "unmapped",
            note: "A row of a mapping file of yours gives such alerts a threat."
        ) { page in
            page.table(
                "Unmapped names", [.text("alertType"), .number("alerts")],
                names.prefix(barLimit).map {
                    [.text(String(decoding: $0.alertType, as: UTF8.self)), .count($0.count)]
                }, of: names.count)
        }
    }
}
