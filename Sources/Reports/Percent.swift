/// Shares in percent, with one decimal.
enum Percent {
    /// Rounded to nearest, but only nothing is shown as 0 % and only the whole as 100 %.
    static func text(_ part: UInt64, of whole: UInt64) -> String {
        guard whole > 0 else { return "" }
        let (tenths, rest) = division(min(part, whole), of: whole)
        return text(tenths: rest >= whole - rest ? tenths + 1 : tenths, part, of: whole)
    }

    /// The shares of parts in their sum, rounded so that they add up to 100 with the largest remainder
    /// method.
    static func texts(_ parts: [UInt64]) -> [String] {
        let whole = parts.reduce(0, +)
        guard whole > 0 else { return parts.map { _ in "" } }
        let divisions = parts.map { division($0, of: whole) }
        let missing = 1000 - divisions.reduce(0) { $0 + Int($1.tenths) }
        let order = divisions.indices.sorted { left, right in
            let (a, b) = (divisions[left].rest, divisions[right].rest)
            return a != b ? a > b : left < right
        }
        let raised = Set(order.prefix(missing))
        return parts.indices.map { index in
            let tenths = divisions[index].tenths + (raised.contains(index) ? 1 : 0)
            return text(tenths: tenths, parts[index], of: whole)
        }
    }

    /// - Parameter part: at most `whole`, so that the quotient fits.
    private static func division(
        _ part: UInt64, of whole: UInt64
    ) -> (tenths: UInt64, rest: UInt64) {
        let (quotient, remainder) = whole.dividingFullWidth(part.multipliedFullWidth(by: 1000))
        return (quotient, remainder)
    }

    private static func text(tenths: UInt64, _ part: UInt64, of whole: UInt64) -> String {
        if part > 0, tenths == 0 { return "<0.1 %" }
        if part < whole, tenths >= 1000 { return ">99.9 %" }
        return "\(tenths / 10).\(tenths % 10) %"
    }
}
