internal import Accounts

/// The bytes around a fault, with a caret below the one at fault.
enum FaultLines {
    /// Bytes shown on either side of the fault.
    private static let reach = 36

    /// - Parameter fault: an index of `raw`, or its end; nil, or past its end, if the byte at fault is
    ///   unknown or was not kept.
    static func lines(_ raw: [UInt8], at fault: Int?) -> [String] {
        let isShown = fault.map { $0 <= raw.count } ?? false
        let place = isShown ? fault ?? 0 : 0
        var lower = max(0, place - reach)
        var upper = min(raw.count, place + reach)
        // Do not split characters.
        while lower < place, isContinuation(raw[lower]) { lower += 1 }
        while upper < raw.count, upper > place, isContinuation(raw[upper]) { upper -= 1 }
        let before = (lower > 0 ? "…" : "") + TerminalText.escaped(raw[lower..<place])
        let behind =
            TerminalText.escaped(raw[place..<upper]) + (upper < raw.count ? "…" : "")
        guard isShown else { return [before + behind] }
        return [
            before + behind, String(repeating: " ", count: before.unicodeScalars.count) + "^",
        ]
    }

    /// RFC 3629 §3: bytes 0x80 to 0xBF continue a character.
    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
