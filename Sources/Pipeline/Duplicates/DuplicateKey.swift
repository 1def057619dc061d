internal import Sophos

/// Equal for two alerts that are duplicates: 16 bytes from a SHA-256, so that keys are evenly
/// distributed and nobody can make two of them collide.
///
/// There are three kinds, distinguished by two bits. Most keys are ids. The key of an alert identified
/// by a vendor's id starts with that id's hash: the first such alert is found by the hash alone, and a
/// different alert with the same hash is a conflict (the warning `conflicting-id`). The key of a
/// conflicting alert starts with other bits, so that no part of a table becomes crowded, whatever an
/// export repeats.
package struct DuplicateKey: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    init(_ id: AlertID) {
        high = id.high
        // The highest bits are 10 (RFC 9562 §4.1).
        low = id.low
    }

    /// - Parameter vendor: the first eight bytes of the SHA-256 of the vendor's id.
    init(_ id: AlertID, vendor: UInt64) {
        high = vendor
        low = id.low | Self.kindBits
    }

    private static let kindBits: UInt64 = 0b11 << 62
    private static let conflictKind: UInt64 = 0b01 << 62

    /// Whether it is that of the first alert with a vendor's id.
    var isVendor: Bool { low & Self.kindBits == Self.kindBits }
    /// Whether it is that of an alert with a vendor's id that an earlier alert had.
    var isConflict: Bool { low & Self.kindBits == Self.conflictKind }

    /// The smallest key that starts with the vendor's id of this one.
    var firstOfVendor: DuplicateKey { DuplicateKey(high: high, low: Self.kindBits) }

    func sharesVendor(with other: DuplicateKey) -> Bool {
        high == other.high && isVendor && other.isVendor
    }

    /// The key of the same alert if another alert with the vendor's id came first: all its bits, those
    /// of the alert's own id first.
    var asConflict: DuplicateKey {
        DuplicateKey(high: low << 2 | high >> 62, low: high & ~Self.kindBits | Self.conflictKind)
    }

    /// Undoes ``asConflict``.
    var asVendor: DuplicateKey {
        DuplicateKey(high: high << 62 | low & ~Self.kindBits, low: high >> 2 | Self.kindBits)
    }
}

extension DuplicateKey: Comparable {
    package static func < (left: DuplicateKey, right: DuplicateKey) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}
