/// Horizontal bars with their names and numbers: a table that can be seen from afar.
enum BarChart {
    struct Row {
        var label: String
        var note: String
        var count: UInt64
    }

    private static let width = 480.0
    private static let rowHeight = 38.0

    static func append(_ rows: [Row], title: String, to page: inout HTML) {
        let greatest = Double(max(rows.map(\.count).max() ?? 1, 1))
        let height = Double(rows.count) * rowHeight
        page.markup(
            "<svg viewBox=\"0 0 \(length: width) \(length: height)\" role=\"img\" aria-label=\"\(title)\">"
        )
        for (number, row) in rows.enumerated() {
            let top = Double(number) * rowHeight
            let length = max(2, Double(row.count) / greatest * width)
            page.markup("<g><title>\(row.label): \(count: row.count)</title>")
            page.markup("<text x=\"0\" y=\"\(length: top + 14)\">\(cut(row.label))</text>")
            page.markup(
                "<text class=\"soft\" x=\"\(length: width)\" y=\"\(length: top + 14)\" text-anchor=\"end\">"
            )
            if !row.note.isEmpty { page.markup("\(row.note) · ") }
            page.markup("\(count: row.count)</text>")
            page.markup(
                "<rect class=\"bar\" x=\"0\" y=\"\(length: top + 20)\" width=\"\(length: length)\" height=\"9\" rx=\"2\"/></g>"
            )
        }
        page.markup("</svg>")
    }

    private static func cut(_ text: String) -> String {
        text.unicodeScalars.count > 44
            ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(43))) + "…" : text
    }
}
