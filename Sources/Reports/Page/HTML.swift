internal import Conversion

/// A page as it is being written. Text goes in by ``text(_:)`` only, so nothing of an input can
/// become markup.
struct HTML {
    private(set) var source = ""

    /// Markup of our own; what stands in it of a summary is escaped as it goes in.
    mutating func markup(_ markup: Markup) { source += markup.source }

    /// Anything else: escaped, control and format characters made visible.
    mutating func text(_ text: String, limit: Int = 200) {
        source += Self.escaped(TerminalText.escaped(text.utf8, limit: limit))
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

/// Markup with numbers in it. Strings are escaped as they go in: `"<b>\(name)</b>"` is safe.
struct Markup: ExpressibleByStringInterpolation {
    var source: String

    init(stringLiteral value: String) { source = value }
    init(stringInterpolation: Interpolation) { source = stringInterpolation.source }

    struct Interpolation: StringInterpolationProtocol {
        var source = ""
        init(literalCapacity: Int, interpolationCount: Int) {}
        mutating func appendLiteral(_ literal: String) { source += literal }
        mutating func appendInterpolation(_ number: Int) { source += String(number) }
        mutating func appendInterpolation(count: UInt64) { source += ClosingTable.grouped(count) }
        mutating func appendInterpolation(_ markup: Markup) { source += markup.source }
        mutating func appendInterpolation(_ text: String) {
            source += HTML.escaped(TerminalText.escaped(text.utf8, limit: 200))
        }
        /// A length in a drawing, to a tenth, without an exponent or a locale.
        mutating func appendInterpolation(length: Double) {
            let tenths = Int((length * 10).rounded())
            let sign = tenths < 0 ? "-" : ""
            source += "\(sign)\(abs(tenths) / 10)"
            if tenths % 10 != 0 { source += ".\(abs(tenths) % 10)" }
        }
    }
}
