/// Horizontal bars with their names and numbers: a list that can be seen from afar.
enum BarChart {
    struct Row {
        var label: String
        var note = ""
        var count: UInt64
        /// A class of the style sheet that gives the bar its colour.
        var style = "converted"
    }

    /// - Parameter count: how many rows there are in all; those that are not shown are counted below.
    static func append(_ rows: [Row], of count: Int? = nil, to page: inout HTML) {
        let greatest = Double(max(rows.map(\.count).max() ?? 1, 1))
        page.markup("<ul class=\"bars\">")
        for row in rows {
            page.markup("<li><span class=\"label\">\(row.label)</span><span class=\"value\">")
            if !row.note.isEmpty { page.markup("<span class=\"soft\">\(row.note)</span> ") }
            let width = max(0.3, Double(row.count) / greatest * 100)
            page.markup("<b>\(count: row.count)</b></span><svg height=\"8\" aria-hidden=\"true\">")
            page.markup(
                "<rect class=\"f-\(row.style)\" width=\"\(length: width)%\" height=\"8\" rx=\"2\"/></svg></li>\n"
            )
        }
        page.markup("</ul>")
        if let count, count > rows.count {
            page.markup("<p class=\"soft more\">and \(count: UInt64(count - rows.count)) more</p>")
        }
    }
}
