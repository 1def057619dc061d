/// Text in columns, for terminals.
enum TextTable {
    /// One line per row, indented by two; columns are two spaces apart.
    ///
    /// - Parameter leftColumns: the numbers of left-aligned columns.
    static func lines(_ rows: [[String]], leftColumns: Set<Int> = [0]) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].unicodeScalars.count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, text in
                padded(text, to: widths[column], left: !leftColumns.contains(column))
            }
            return trimmed("  " + cells.joined(separator: "  "))
        }
    }

    static func padded(_ text: String, to width: Int, left: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
        return left ? space + text : text + space
    }

    static func trimmed(_ text: String) -> String {
        var text = text
        while text.utf8.last == UInt8(ascii: " ") { text.unicodeScalars.removeLast() }
        return text
    }
}
