internal import Sophos

/// What two alerts have in common when one is a duplicate of the other: 16 bytes that come from a
/// SHA-256, so that keys are spread evenly and nobody can make two of them meet.
///
/// There are three kinds, told apart by two bits. Most keys are ids. An alert that is identified by
/// an id of its vendor has that id's hash in front: of the first such alert the key is found by the
/// hash alone, and another alert with the same hash is a conflict (the warning `conflicting-id`).
/// The key of a conflicting alert begins with other bits, so that no one place of a table is asked
/// for often, whatever an export repeats.
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
    /// Whether it is that of an alert with a vendor's id that an alert before it had.
    var isConflict: Bool { low & Self.kindBits == Self.conflictKind }

    /// The least key that begins with the vendor's id of this one.
    var firstOfVendor: DuplicateKey { DuplicateKey(high: high, low: Self.kindBits) }

    func sharesVendor(with other: DuplicateKey) -> Bool {
        high == other.high && isVendor && other.isVendor
    }

    /// The key of the same alert, where another alert with the vendor's id came first: all its bits,
    /// those of the alert's own id in front.
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
