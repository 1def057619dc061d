internal import Accounts
internal import ByteStreams
internal import JSONRecords

/// A check as GitHub Actions workflow commands. A step shows ten errors and ten warnings, so the worst
/// come first, and one more line counts the rest.
enum CheckAnnotations {
    private static let limit = 10

    static func append(_ findings: [Finding], to buffer: inout ByteBuffer) {
        for (level, command) in [(Finding.Level.error, "error"), (.warning, "warning")] {
            let all = findings.filter { $0.level == level }
            let count = all.reduce(0) { $0 + $1.count }
            let shown = all.filter { $0.rest == nil }.prefix(count > limit ? limit - 1 : limit)
            for finding in shown { append(command, finding, to: &buffer) }
            if count > shown.count {
                buffer.append(utf8: "::\(command)::and \(count - UInt64(shown.count)) more\n")
            }
        }
    }

    private static func append(
        _ command: String, _ finding: Finding, to buffer: inout ByteBuffer
    ) {
        var properties: [String] = []
        if let path = finding.path {
            properties.append("file=" + property(String(decoding: path.bytes, as: UTF8.self)))
        }
        if let line = finding.line { properties.append("line=\(line)") }
        properties.append("title=" + property(finding.rule))
        buffer.append(
            utf8: "::\(command) \(properties.joined(separator: ","))::\(message(finding.text))\n")
    }

    /// `%`, CR and LF end or corrupt a command; see the toolkit's `escapeData`.
    static func message(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// In a property also `:` and `,`; other control characters are shown as escapes.
    static func property(_ text: String) -> String {
        var result = ""
        for scalar in message(TerminalText.escaped(text.utf8)).unicodeScalars {
            switch scalar {
            case ":": result += "%3A"
            case ",": result += "%2C"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
