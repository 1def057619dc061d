internal import ByteStreams
package import Conversion
package import JSONRecords

/// `summary.html` (SPEC 7.5): the facts of a summary to look at. One page, no network, no script; the
/// same summary gives the same bytes.
package enum SummaryPage {
    package static func append(_ summary: Summary, to buffer: inout ByteBuffer) {
        var page = HTML()
        head(&page)
        title(summary, &page)
        status(summary, &page)
        cards(summary.total, &page)
        FlowChart.append(summary.total, to: &page)
        DayChart.append(summary.total, to: &page)
        AlertSections.append(summary.total, to: &page)
        TroubleSections.append(summary, to: &page)
        GapSection.append(summary.total, to: &page)
        TroubleSections.unknownFields(summary.total, to: &page)
        InputSections.append(summary, to: &page)
        page.markup("</main><footer class=\"soft\">\(Product.name) \(Product.version)</footer>")
        page.markup("</body></html>\n")
        buffer.append(utf8: page.source)
    }

    private static func head(_ page: inout HTML) {
        var digest = ByteBuffer()
        let words = SHA256.digest(of: Array(PageStyle.text.utf8))
        Base64.append(words.bytes, to: &digest)
        let style = String(decoding: digest.bytes, as: UTF8.self)
        page.markup("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>")
        page.markup("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>")
        // Nothing is loaded and nothing runs; this style sheet alone may style the page.
        page.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        page.markup("style-src 'sha256-\(style)'; base-uri 'none'; form-action 'none'\"/>")
        page.markup("<meta name=\"referrer\" content=\"no-referrer\"/>")
        page.markup("<meta name=\"color-scheme\" content=\"light dark\"/>")
        page.markup("<title>Mimecast logs to Sophos alerts: summary</title><style>")
        page.markup(Markup(stringLiteral: PageStyle.text))
        page.markup("</style></head><body><main>\n")
    }

    private static func title(_ summary: Summary, _ page: inout HTML) {
        let total = summary.total
        page.markup("<header><h1>Mimecast logs to Sophos alerts</h1><p class=\"soft\">")
        let inputs = UInt64(summary.files.count)
        page.markup("\(count: inputs) \(inputs == 1 ? "input" : "inputs"), ")
        page.markup("\(ByteSize.text(total.bytesDecompressed))")
        if total.bytesRead != total.bytesDecompressed {
            page.markup(" (\(ByteSize.text(total.bytesRead)) as stored)")
        }
        if summary.repeated > 0 {
            page.markup(", \(count: summary.repeated) other ")
            page.markup("\(summary.repeated == 1 ? "name" : "names") of them")
        }
        if summary.skippedTotal > 0 {
            page.markup(", \(count: summary.skippedTotal) other ")
            page.markup("\(summary.skippedTotal == 1 ? "file" : "files") skipped")
        }
        page.markup("</p>")
        if total.span.count > 0 {
            let (first, last) = (
                PageDates.minute(total.span.first), PageDates.minute(total.span.last)
            )
            page.markup("<p class=\"soft\">Alerts ")
            page.markup(first == last ? "at \(first) UTC</p>" : "from \(first) to \(last) UTC</p>")
        }
        page.markup("</header>\n")
    }

    /// Whether all is well; if not, what is not, with links to it.
    private static func status(_ summary: Summary, _ page: inout HTML) {
        var troubles: [Markup] = []
        if summary.isInterrupted {
            troubles.append("the run was interrupted: this is what was done until then")
        }
        func add(_ count: UInt64, _ one: String, _ many: String, _ id: String, _ what: String) {
            if count == 0 { return }
            let noun = count == 1 ? one : many
            troubles.append("<a href=\"#\(id)\">\(count: count) \(noun)</a> \(what)")
        }
        add(summary.total.rejected.total, "piece", "pieces", "rejected", "rejected")
        let damaged = UInt64(summary.files.count { $0.damage != nil })
        add(damaged, "input", "inputs", "damaged", "damaged")
        add(summary.total.unproven, "alert", "alerts", "damaged", "unproven")
        let withheld = UInt64(summary.files.count(where: \.isWithheld))
        add(withheld, "input", "inputs", "inputs", "kept back by --strict")
        if let first = troubles.first {
            let list = troubles.dropFirst().reduce(first) { $0 + ", " + $1 }
            page.markup("<p class=\"status bad\">\(list)</p>\n")
        } else if summary.total.seen == 0 {
            page.markup("<p class=\"status\">No piece was seen: there is nothing to show.</p>\n")
        } else {
            page.markup("<p class=\"status good\">Every piece has its place: ")
            page.markup("nothing was rejected, and no input is damaged.</p>\n")
        }
    }

    /// The totals as the sum that they are.
    private static func cards(_ total: Tally, _ page: inout HTML) {
        let cards: [(sign: String, name: String, count: UInt64)] = [
            ("", "seen", total.seen), ("=", "converted", total.converted),
            ("+", "filtered", total.filtered.total), ("+", "duplicate", total.duplicate),
            ("+", "rejected", total.rejected.total),
        ]
        page.markup("<ul class=\"cards\">")
        for (sign, name, count) in cards {
            let share = total.seen > 0 ? ClosingTable.percent(count, of: total.seen) : ""
            page.markup("<li class=\"card \(name)\"><span>\(sign) \(name)</span>")
            page.markup("<b>\(count: count)</b><span class=\"soft\">\(share)</span></li>")
        }
        page.markup("</ul>\n")
    }
}
