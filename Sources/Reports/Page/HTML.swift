internal import Conversion

/// A page as it is being written, in the part of HTML that is XML, too. Text of a summary goes in by ``Markup``'s interpolation or by
/// ``Cell``, which escape it, so nothing of an input can become markup.
struct HTML {
    /// A column of a table: its title.
    enum Column {
        /// May be broken anywhere.
        case text(String)
        /// Stands on one line: a word or a date of ours.
        case word(String)
        case number(String)
    }

    /// What stands in a table.
    enum Cell {
        case text(String)
        /// Text of an input that stays one word to look at: a name, a message.
        case code(String)
        case count(UInt64)
        case markup(Markup)
    }

    private(set) var source = ""

    mutating func markup(_ markup: Markup) { source += markup.source }

    /// A part of the page with its heading.
    /// - Parameter id: where links lead to.
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

    /// - Parameters:
    ///   - name: what the table is about, for those who cannot see where it stands.
    ///   - count: how many rows there are in all; those that are not among `rows` are counted below.
    mutating func table(
        _ name: String, _ columns: [Column], _ rows: [[Cell]], of count: Int? = nil
    ) {
        markup("<div class=\"scroll\"><table><caption>\(name)</caption><thead><tr>")
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
                let isWord = if case .word = columns[number] { true } else { false }
                append(cell, isHead: number == 0, isWord: isWord)
            }
            markup("</tr>\n")
        }
        markup("</tbody></table></div>")
        if let count, count > rows.count {
            markup("<p class=\"soft more\">and \(count: UInt64(count - rows.count)) more</p>")
        }
    }

    private mutating func append(_ cell: Cell, isHead: Bool, isWord: Bool) {
        let end: Markup = isHead ? "</th>" : "</td>"
        let style: Markup = isWord ? " class=\"word\"" : ""
        let start: Markup = isHead ? "<th scope=\"row\"\(style)>" : "<td\(style)>"
        switch cell {
        case .text(let text): markup("\(start)\(text)\(end)")
        case .code(let text): markup("\(start)<code>\(text)</code>\(end)")
        case .count(let count): markup("<td class=\"n\">\(count: count)</td>")
        case .markup(let content): markup("\(start)\(content)\(end)")
        }
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
