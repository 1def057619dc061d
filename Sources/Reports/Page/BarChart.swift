/// Horizontal bars with names and numbers.
enum BarChart {
    struct Row {
        var label: String
        var note = ""
        var count: UInt64
        /// The style sheet class for the bar's colour.
        var style = "converted"
        /// The label's link target; nil for none.
        var link: String?
    }

    /// The maximum length of a label in letters; tables have the full text.
    private static let labelLimit = 120

    /// - Parameters:
    ///   - count: the total number of rows; those not shown are counted below.
    ///   - noun: the noun for the rows, in the singular and the plural.
    static func append(
        _ rows: [Row], of count: Int? = nil, _ noun: (one: String, many: String) = ("", ""),
        to page: inout HTML
    ) {
        func label(_ row: Row) -> String { ChartText.cut(row.label, to: labelLimit) }
        let greatest = Double(max(rows.map(\.count).max() ?? 1, 1))
        page.markup("<ul class=\"bars\">")
        for row in rows {
            page.markup("<li><span class=\"label\">")
            if let link = row.link {
                page.markup("<a href=\"\(link)\">\(label(row))</a>")
            } else {
                page.markup("\(label(row))")
            }
            page.markup("</span><span class=\"value\">")
            if !row.note.isEmpty { page.markup("<span class=\"soft\">\(row.note)</span> ") }
            let width = max(0.3, Double(row.count) / greatest * 100)
            page.markup("<b>\(count: row.count)</b></span><svg height=\"8\" aria-hidden=\"true\">")
            page.markup(
                "<rect class=\"f-\(row.style)\" width=\"\(length: width)%\" height=\"8\" rx=\"2\"/></svg></li>\n"
            )
        }
        page.markup("</ul>")
        if let count, count > rows.count {
            let rest = count - rows.count
            let noun = rest == 1 ? noun.one : noun.many
            page.markup("<p class=\"soft more\">and \(count: UInt64(rest)) more")
            page.markup(noun.isEmpty ? "</p>" : " \(noun)</p>")
        }
    }
}
