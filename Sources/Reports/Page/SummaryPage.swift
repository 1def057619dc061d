internal import ByteStreams
package import Conversion
package import JSONRecords
internal import Sophos

/// `summary.html` (SPEC 7.5): the facts of a summary to look at. One page, no network, no script; the
/// same summary gives the same bytes.
package enum SummaryPage {
    /// Rows of a table of files before the rest is only counted.
    private static let fileLimit = 1000

    package static func append(_ summary: Summary, to buffer: inout ByteBuffer) {
        var page = HTML()
        head(&page)
        title(summary, &page)
        cards(summary, &page)
        FlowChart.append(summary.total, to: &page)
        DayChart.append(summary.total, to: &page)
        page.markup("<div class=\"two\">")
        alertTypes(summary.total, &page)
        techniques(summary.total, &page)
        page.markup("</div>")
        rejects(summary, &page)
        damage(summary, &page)
        gaps(summary.total, &page)
        unknownFields(summary.total, &page)
        files(summary, &page)
        page.markup("</main></body></html>\n")
        buffer.append(utf8: page.source)
    }

    private static func head(_ page: inout HTML) {
        var digest = ByteBuffer()
        let words = SHA256.digest(of: Array(PageStyle.text.utf8))
        Base64.append(words.bytes, to: &digest)
        let style = String(decoding: digest.bytes, as: UTF8.self)
        page.markup("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        page.markup("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
        page.markup(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-\(style)'; base-uri 'none'; form-action 'none'\">"
        )
        page.markup("<meta name=\"referrer\" content=\"no-referrer\">")
        page.markup("<title>Mimecast to Sophos: summary</title><style>")
        page.markup(Markup(stringLiteral: PageStyle.text))
        page.markup("</style></head><body><main>")
    }

    private static func title(_ summary: Summary, _ page: inout HTML) {
        let total = summary.total
        page.markup("<h1>Mimecast logs to Sophos alerts</h1><p class=\"soft\">")
        page.markup(
            "\(count: UInt64(summary.files.count)) inputs, \(count: total.bytesDecompressed) bytes")
        if summary.skipped > 0 { page.markup(", \(count: summary.skipped) other files skipped") }
        if total.span.count > 0 {
            page.markup("; alerts from \(date(total.span.first)) to \(date(total.span.last)) (UTC)")
        }
        page.markup("</p>")
        if summary.isInterrupted {
            page.markup(
                "<p class=\"bad\">The run was interrupted: this is what was done until then.</p>")
        }
    }

    private static func cards(_ summary: Summary, _ page: inout HTML) {
        let total = summary.total
        page.markup("<div class=\"cards\">")
        let cards: [(String, UInt64)] = [
            ("seen", total.seen), ("converted", total.converted),
            ("filtered", total.filtered.total),
            ("duplicate", total.duplicate), ("rejected", total.rejected.total),
        ]
        for (name, count) in cards {
            let share = total.seen > 0 ? ClosingTable.percent(count, of: total.seen) : ""
            page.markup(
                "<div class=\"card \(name)\">\(name)<b>\(count: count)</b><span class=\"soft\">\(share)</span></div>"
            )
        }
        page.markup("</div><p class=\"soft\">seen = converted + filtered + duplicate + rejected")
        if total.unproven > 0 {
            page.markup(
                "; \(count: total.unproven) of the converted are unproven: their inputs are damaged"
            )
        }
        page.markup("</p>")
    }

    // MARK: Tables

    private static func alertTypes(_ total: Tally, _ page: inout HTML) {
        let types = SummaryOrder.alertTypes(of: total)
        if types.isEmpty { return }
        page.markup("<section><h2>Alert types</h2>")
        let rows = types.prefix(12).map { entry in
            BarChart.Row(
                label: String(decoding: entry.type.alertType, as: UTF8.self),
                note: entry.type.threatID ?? "no threat", count: entry.span.count)
        }
        BarChart.append(rows, title: "Alerts by alert type", to: &page)
        page.markup("<details><summary>All \(count: UInt64(types.count)) as a table</summary>")
        page.markup("<div class=\"scroll\"><table><thead><tr><th>alertType<th>threat<th>matched")
        page.markup("<th class=\"n\">alerts<th>first<th>last</thead><tbody>")
        for entry in types.prefix(fileLimit) {
            let threat = [entry.type.threatID, entry.type.threatName].compactMap { $0 }
            page.markup(
                "<tr><td>\(String(decoding: entry.type.alertType, as: UTF8.self))<td>\(threat.joined(separator: " "))<td>\(entry.type.matched)<td class=\"n\">\(count: entry.span.count)<td>\(date(entry.span.first))<td>\(date(entry.span.last))"
            )
        }
        page.markup("</tbody></table></div></details></section>")
    }

    private static func techniques(_ total: Tally, _ page: inout HTML) {
        var counts: [String: UInt64] = [:]
        for (type, span) in total.alertTypes {
            let threat = [type.threatID, type.threatName].compactMap { $0 }.joined(separator: " ")
            counts[threat.isEmpty ? "no threat" : threat, default: 0] += span.count
        }
        if counts.isEmpty { return }
        page.markup("<section><h2>ATT&amp;CK techniques</h2>")
        let rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12).map {
            BarChart.Row(label: $0.key, note: "", count: $0.value)
        }
        BarChart.append(rows, title: "Alerts by ATT&CK technique", to: &page)
        page.markup("</section>")
    }

    private static func rejects(_ summary: Summary, _ page: inout HTML) {
        let occurred = summary.total.rejected.occurred
        if occurred.isEmpty { return }
        page.markup(
            "<section><h2>Rejected</h2><p class=\"soft\">Kept with place and bytes in rejects/.</p>"
        )
        page.markup(
            "<div class=\"scroll\"><table><thead><tr><th>reason<th class=\"n\">pieces<th>first</thead><tbody>"
        )
        for (reason, count) in occurred {
            let first = summary.firstRejects[reason].map { Sentences.line($0, reason) }
            page.markup(
                "<tr><td>\(reason.rawValue)<br><span class=\"soft\">\(Sentences.sentence(reason))</span><td class=\"n\">\(count: count)<td><code>\(first ?? "")</code>"
            )
        }
        page.markup("</tbody></table></div></section>")
    }

    private static func damage(_ summary: Summary, _ page: inout HTML) {
        let damaged = SummaryOrder.damaged(of: summary)
        if damaged.isEmpty { return }
        page.markup("<section><h2>Damaged inputs</h2><div class=\"scroll\"><table><thead><tr>")
        page.markup(
            "<th>input<th>damage<th class=\"n\">at byte<th class=\"n\">unproven alerts</thead><tbody>"
        )
        for (file, damage) in damaged.prefix(fileLimit) {
            page.markup(
                "<tr><td>\(TerminalText.path(file))<td>\(damage.reason.rawValue): \(damage.detail)<td class=\"n\">\(count: damage.offset)<td class=\"n\">\(count: damage.unproven)"
            )
        }
        page.markup("</tbody></table></div>")
        more(damaged.count, &page)
        page.markup("</section>")
    }

    private static func gaps(_ total: Tally, _ page: inout HTML) {
        let gaps = DayGaps.of(total)
        if gaps.isEmpty { return }
        page.markup(
            "<section><h2>Days without data</h2><p class=\"soft\">Between the first and the last alert of each category.</p>"
        )
        page.markup(
            "<div class=\"scroll\"><table><thead><tr><th>category<th class=\"n\">days<th>longest first</thead><tbody>"
        )
        for gap in gaps {
            let ranges = gap.ranges.prefix(12).map { range in
                range.count == 1
                    ? day(range.lowerBound)
                    : "\(day(range.lowerBound)) to \(day(range.upperBound - 1))"
            }
            let rest = gap.ranges.count > 12 ? " and \(gap.ranges.count - 12) more" : ""
            page.markup(
                "<tr><td>\(gap.category.rawValue)<td class=\"n\">\(count: UInt64(gap.dayCount))<td>"
            )
            page.text(ranges.joined(separator: ", ") + rest, limit: 1000)
        }
        page.markup("</tbody></table></div></section>")
    }

    private static func unknownFields(_ total: Tally, _ page: inout HTML) {
        let fields = SummaryOrder.unknownFields(of: total)
        if fields.isEmpty { return }
        page.markup(
            "<section><h2>Unknown fields</h2><p class=\"soft\">Names that no table knows: the export's schema may have changed.</p>"
        )
        page.markup(
            "<div class=\"scroll\"><table><thead><tr><th>kind<th>field<th class=\"n\">records</thead><tbody>"
        )
        for entry in fields.prefix(100) {
            page.markup(
                "<tr><td>\(entry.field.kind)<td><code>\(String(decoding: entry.field.field, as: UTF8.self))</code><td class=\"n\">\(count: entry.count)"
            )
        }
        page.markup("</tbody></table></div></section>")
    }

    private static func files(_ summary: Summary, _ page: inout HTML) {
        page.markup(
            "<section><h2>Inputs</h2><details><summary>\(count: UInt64(summary.files.count)) inputs</summary>"
        )
        page.markup(
            "<div class=\"scroll\"><table><thead><tr><th>input<th class=\"n\">seen<th class=\"n\">converted<th class=\"n\">filtered<th class=\"n\">duplicate<th class=\"n\">rejected<th>damage</thead><tbody>"
        )
        for line in SummaryOrder.files(of: summary).prefix(fileLimit) {
            page.markup(
                "<tr><td>\(TerminalText.path(line.file))<td class=\"n\">\(count: line.seen)<td class=\"n\">\(count: line.converted)<td class=\"n\">\(count: line.filtered)<td class=\"n\">\(count: line.duplicate)<td class=\"n\">\(count: line.rejected)<td>\(line.damage?.reason.rawValue ?? "")"
            )
        }
        page.markup("</tbody></table></div>")
        more(summary.files.count, &page)
        page.markup("</details></section>")
    }

    private static func more(_ count: Int, _ page: inout HTML) {
        if count > fileLimit {
            page.markup("<p class=\"soft\">and \(count: UInt64(count - fileLimit)) more</p>")
        }
    }

    // MARK: Dates

    static func day(_ number: Int) -> String {
        var buffer = ByteBuffer(capacity: 64)
        Timestamp.appendDate(dayNumber: number, to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    private static func date(_ time: Int64) -> String {
        var buffer = ByteBuffer(capacity: 64)
        Timestamp.append(time, to: &buffer)
        return String(decoding: buffer.bytes.prefix(16), as: UTF8.self).replacing("T", with: " ")
    }
}
