package import Accounts
internal import ByteStreams
package import JSONRecords
package import Runs

/// `summary.html` (SPEC 7.5): the summary as a page, with advice. One page, no network requests, no
/// scripts; the same summary gives the same bytes.
package enum SummaryPage {
    /// - Parameters:
    ///   - baseline: the summary to compare the alerts with.
    ///   - topPeople: how many recipients and sender domains to list.
    package static func append(
        _ summary: Summary, baseline: Baseline? = nil, topPeople: Int = 0,
        to buffer: inout ByteBuffer
    ) {
        var page = HTML()
        head(&page)
        let days = PageDays(summary.total.days)
        PageHeader.append(summary, to: &page)
        AttentionSection.append(summary, days, to: &page)
        cards(summary, &page)
        FlowChart.append(summary, to: &page)
        DayChart.append(summary.total, days, to: &page)
        if let baseline { BaselineSection.append(summary.total, baseline, to: &page) }
        AlertSections.append(summary.total, to: &page)
        PeopleSection.append(summary.total.people, top: topPeople, to: &page)
        TroubleSections.append(summary, to: &page)
        GapSection.append(days, to: &page)
        TroubleSections.unknownFields(summary.total, to: &page)
        TroubleSections.collectors(summary.total, to: &page)
        InputSections.append(summary, to: &page)
        page.markup("</main></body></html>\n")
        buffer.append(utf8: page.source)
    }

    private static func head(_ page: inout HTML) {
        var digest = ByteBuffer()
        let words = SHA256.digest(of: Array(PageStyle.text.utf8))
        Base64.append(words.bytes, to: &digest)
        let style = String(decoding: digest.bytes, as: UTF8.self)
        page.markup("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>")
        page.markup("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>")
        // Nothing is loaded and nothing runs; only this style sheet may style the page.
        page.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        page.markup("style-src 'sha256-\(style)'; base-uri 'none'; form-action 'none'\"/>")
        page.markup("<meta name=\"referrer\" content=\"no-referrer\"/>")
        page.markup("<meta name=\"color-scheme\" content=\"light dark\"/>")
        page.markup("<title>Mimecast logs to Sophos alerts: summary</title><style>")
        page.markup(Markup(stringLiteral: PageStyle.text))
        page.markup("</style></head><body><main>\n")
    }

    /// The totals, shown as a sum.
    private static func cards(_ summary: Summary, _ page: inout HTML) {
        let total = summary.total
        let cards: [(sign: String, name: String, count: UInt64)] = [
            ("", "seen", total.seen), ("=", "converted", total.converted),
            ("+", "filtered", total.filtered.total), ("+", "duplicate", total.duplicate),
            ("+", "rejected", total.rejected.total),
        ]
        let kept = KeptBack(summary)
        page.markup("<ul class=\"cards\">")
        for (sign, name, count) in cards {
            let share = total.seen > 0 ? ClosingTable.percent(count, of: total.seen) : ""
            page.markup("<li class=\"card \(name)\"><span>\(sign) \(name)</span>")
            page.markup("<b>\(count: count)</b><span class=\"soft\">\(share)</span>")
            if name == "converted" {
                for (what, count) in [("unproven", kept.unproven), ("withheld", kept.withheld)]
                where count > 0 {
                    page.markup("<span class=\"of\">\(count: count) of them \(what)</span>")
                }
            }
            page.markup("</li>")
        }
        page.markup("</ul>\n")
    }
}
