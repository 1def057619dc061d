internal import Accounts

/// Markup with interpolated values. Strings are escaped on insertion: `"<b>\(name)</b>"` is safe.
struct Markup: ExpressibleByStringInterpolation {
    /// The maximum number of characters of a text before it is cut.
    static let textLimit = 400

    var source: String

    init(stringLiteral value: String) { source = value }
    init(stringInterpolation: Interpolation) { source = stringInterpolation.source }

    static func + (left: Markup, right: Markup) -> Markup {
        var sum = left
        sum.source += right.source
        return sum
    }

    struct Interpolation: StringInterpolationProtocol {
        var source = ""
        init(literalCapacity: Int, interpolationCount: Int) {}
        mutating func appendLiteral(_ literal: String) { source += literal }
        mutating func appendInterpolation(_ number: Int) { source += String(number) }
        mutating func appendInterpolation(count: UInt64) { source += ClosingTable.grouped(count) }
        mutating func appendInterpolation(_ markup: Markup) { source += markup.source }

        /// Escaped, with control and format characters made visible.
        mutating func appendInterpolation(_ text: String) {
            source += HTML.escaped(TerminalText.escaped(text.utf8, limit: Markup.textLimit))
        }

        /// Like a text, but never cut, because a cut command is useless.
        mutating func appendInterpolation(whole text: String) {
            source += HTML.escaped(TerminalText.escaped(text.utf8))
        }

        /// A length in a chart, to a hundredth, without an exponent and regardless of locale.
        mutating func appendInterpolation(length: Double) {
            let hundredths = Int((length * 100).rounded())
            let sign = hundredths < 0 ? "-" : ""
            source += "\(sign)\(abs(hundredths) / 100)"
            let rest = abs(hundredths) % 100
            if rest > 0 {
                source += rest % 10 == 0 ? ".\(rest / 10)" : ".\(rest < 10 ? "0" : "")\(rest)"
            }
        }
    }
}
