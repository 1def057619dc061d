/// Horizontal bars with their names and numbers: a list that can be seen from afar.
enum BarChart {
    struct Row {
        var label: String
        var note = ""
        var count: UInt64
        /// A class of the style sheet that gives the bar its colour.
        var style = "converted"
        /// Where the label leads; nil for nowhere.
        var link: String?
    }

    /// Letters of a label; tables have all of it.
    private static let labelLimit = 120

    /// - Parameters:
    ///   - count: how many rows there are in all; those that are not shown are counted below.
    ///   - noun: one of what is shown, in the singular and the plural.
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
