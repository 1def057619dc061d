internal import Accounts

/// The limit of a check: a count, or a share of a whole.
package enum Budget: Hashable, Sendable {
    case count(UInt64)
    /// In thousandths of a percent, so that `0.5%` is exact.
    case share(UInt64)

    /// `12` or `0.5%`, with at most three decimals.
    /// - Parameter greatest: the largest allowed share, in percent. A part never exceeds its whole, but
    ///   a count may be many times that of a baseline.
    package init?(_ text: some StringProtocol, greatest: UInt64 = 100) {
        guard text.hasSuffix("%") else {
            guard let count = Self.number(text) else { return nil }
            self = .count(count)
            return
        }
        let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, let whole = Self.number(first), whole <= greatest,
            parts.count <= 2
        else { return nil }
        var thousandths = whole * 1000
        if parts.count == 2 {
            guard parts[1].utf8.count <= 3, let decimals = Self.number(parts[1]) else { return nil }
            thousandths += decimals * [100, 10, 1][parts[1].utf8.count - 1]
        }
        guard thousandths <= greatest * 1000 else { return nil }
        self = .share(thousandths)
    }

    private static func number(_ text: some StringProtocol) -> UInt64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return UInt64(text)
    }

    /// Whether `count` out of `whole` is within the limit. Exact, without rounding.
    package func holds(_ count: UInt64, of whole: UInt64) -> Bool {
        switch self {
        case .count(let limit): count <= limit
        case .share(let limit):
            // count / whole <= limit / 100000, in integers of twice the width.
            UInt128(count) * 100_000 <= UInt128(whole) * UInt128(limit)
        }
    }

    /// As it would be typed, in the shortest form: `12`, `0.5%`.
    package var text: String {
        switch self {
        case .count(let limit): return String(limit)
        case .share(let limit):
            var decimals = String(limit % 1000, radix: 10, digits: 3)
            while decimals.last == "0" { decimals.removeLast() }
            return "\(limit / 1000)\(decimals.isEmpty ? "" : "." + decimals)%"
        }
    }
}

/// The limits for an export (SPEC 2.2).
package struct CheckLimits: Sendable {
    /// Out of the pieces seen.
    package var rejected = Budget.count(0)
    /// Out of the converted alerts; nil for no limit.
    package var unmapped: Budget?
    /// Out of the pieces seen; nil for no limit.
    package var warnings: Budget?
    /// Unknown field names; nil for no limit.
    package var unknownFields: UInt64?
    /// Skipped files in walked directories; nil for no limit.
    package var skipped: UInt64?
    /// The minimum number of pieces, because an empty export is suspicious.
    package var minimumRecords: UInt64 = 1
    package var baseline: Baseline?
    /// How far a category or an alertType may deviate from the baseline, as a share of the expected
    /// value.
    package var drift = Budget.share(20_000)
    /// The minimum difference in alerts, because a handful more or less is not significant.
    package var minimumDrift: UInt64 = 10

    package init() {}
}
