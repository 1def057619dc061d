internal import Accounts
internal import JSONRecords
internal import Sophos

/// An alert for people: JSON with one member per line, other formats unchanged.
enum AlertLines {
    /// - Parameter alert: one line, including its line end.
    static func lines(_ alert: [UInt8], in format: Format) -> [String] {
        let line = alert.last == UInt8(ascii: "\n") ? alert.dropLast() : alert[...]
        switch format.syntax {
        case .json: return JSONText.withText(of: Array(line), indented)
        case .cef, .keyvalue: return [TerminalText.escaped(line)]
        }
    }

    private static func indented(_ text: JSONText) -> [String] {
        var lines = [""]
        _ = append(text, at: 0, indent: "", to: &lines)
        return lines
    }

    /// Appends the value at `start` to the last line and, if necessary, to new lines.
    /// - Returns: the index after it.
    private static func append(
        _ text: JSONText, at start: Int, indent: String, to lines: inout [String]
    ) -> Int {
        let opening = text[start]
        guard opening == UInt8(ascii: "{") || opening == UInt8(ascii: "[") else {
            let end = text.end(ofScalarAt: start)
            lines[lines.count - 1] += TerminalText.escaped(text[start..<end].bytes)
            return end
        }
        let isObject = opening == UInt8(ascii: "{")
        lines[lines.count - 1] += isObject ? "{" : "["
        let inner = indent + "  "
        var children = JSONChildren(of: text, at: start)
        var isEmpty = true
        while let child = children.next() {
            if !isEmpty { lines[lines.count - 1] += "," }
            isEmpty = false
            let key = child.key.map { "\"\(TerminalText.escaped($0.bytes))\": " } ?? ""
            lines.append(inner + key)
            children.skip(to: append(text, at: child.start, indent: inner, to: &lines))
        }
        if !isEmpty { lines.append(indent) }
        lines[lines.count - 1] += isObject ? "}" : "]"
        return children.end
    }
}
