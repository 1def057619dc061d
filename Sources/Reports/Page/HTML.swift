/// A page being written, as HTML that is also valid XML. Text from a summary is inserted with
/// ``Markup``'s interpolation or ``Cell``, which escape it, so nothing from an input can become markup.
struct HTML {
    /// A column of a table: its title.
    enum Column {
        /// May wrap anywhere.
        case text(String)
        /// Stays on one line: one of our words, or a date.
        case word(String)
        case number(String)

        var title: String {
            switch self {
            case .text(let title), .word(let title), .number(let title): title
            }
        }
    }

    /// The content of a table cell.
    enum Cell {
        case text(String)
        /// Text from an input, in any writing direction.
        case name(String)
        /// A path, which starts on the left whatever it contains.
        case path(String)
        /// Text from an input shown as code: a field, a message.
        case code(String)
        case count(UInt64)
        /// A formatted number.
        case number(String)
        case markup(Markup)
    }

    private(set) var source = ""

    mutating func markup(_ markup: Markup) { source += markup.source }

    /// A part of the page with its heading.
    /// - Parameter id: the link target.
    mutating func section(
        _ title: String, id: String, note: Markup? = nil, _ content: (inout HTML) -> Void
    ) {
        markup("<section aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(title)</h2>")
        if let note { markup("<p class=\"soft\">\(note)</p>") }
        content(&self)
        markup("</section>\n")
    }

    /// Content that is shown on request.
    mutating func details(
        _ summary: Markup, isOpen: Bool = false, _ content: (inout HTML) -> Void
    ) {
        markup(isOpen ? "<details open=\"\"><summary>" : "<details><summary>")
        markup("\(summary)</summary>")
        content(&self)
        markup("</details>")
    }

    /// The number of columns from which a narrow screen shows each row as a block.
    private static let stackedFrom = 3

    /// - Parameters:
    ///   - name: the table's subject, for screen readers.
    ///   - count: the total number of rows; those not in `rows` are counted below.
    mutating func table(
        _ name: String, _ columns: [Column], _ rows: [[Cell]], of count: Int? = nil
    ) {
        let isStacked = columns.count >= Self.stackedFrom
        // The keyboard can only scroll focusable elements.
        markup("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(name)\">")
        markup("<table\(isStacked ? " class=\"stack\"" : "" as Markup)><caption>\(name)</caption>")
        markup("<thead><tr>")
        for column in columns {
            switch column {
            case .text(let title), .word(let title): markup("<th scope=\"col\">\(title)</th>")
            case .number(let title): markup("<th scope=\"col\" class=\"n\">\(title)</th>")
            }
        }
        markup("</tr></thead><tbody>")
        for row in rows {
            markup("<tr>")
            for (number, cell) in row.enumerated() {
                append(
                    cell, columns[number], isHead: number == 0,
                    label: isStacked && number > 0 ? columns[number].title : nil)
            }
            markup("</tr>\n")
        }
        markup("</tbody></table></div>")
        if let count, count > rows.count {
            markup("<p class=\"soft more\">and \(count: UInt64(count - rows.count)) more</p>")
        }
    }

    /// - Parameter label: the column's title, for rows shown as blocks.
    private mutating func append(_ cell: Cell, _ column: Column, isHead: Bool, label: String?) {
        var classes: [String] = []
        if case .word = column { classes.append("word") }
        switch cell {
        case .count(let count): classes = count == 0 ? ["n", "z"] : ["n"]
        case .number: classes = ["n"]
        case .text("") where !isHead: classes.append("z")
        case .markup(let content) where content.source.isEmpty: classes.append("z")
        default: break
        }
        var start: Markup = isHead ? "<th scope=\"row\"" : "<td"
        if !classes.isEmpty { start = start + " class=\"\(classes.joined(separator: " "))\"" }
        if let label { start = start + " data-l=\"\(label)\"" }
        markup(start + ">")
        switch cell {
        case .text(let text): markup("\(text)")
        case .name(let text): markup("<bdi>\(text)</bdi>")
        case .path(let text): markup("<bdi dir=\"ltr\">\(text)</bdi>")
        case .code(let text): markup("<code><bdi dir=\"ltr\">\(text)</bdi></code>")
        case .count(let count): markup("\(count: count)")
        case .number(let text): markup("\(text)")
        case .markup(let content): markup(content)
        }
        markup(isHead ? "</th>" : "</td>")
    }

    /// `& < > " '` as references, which is enough in text and in quoted attributes.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
