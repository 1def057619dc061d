/// A set of fields, one bit each: field `n` of a ``FieldTable`` is bit `n`.
///
/// 128 bits are enough for every field that the converter reads. Set operations take a few instructions,
/// so a whole record can be judged without looking at its values.
@usableFromInline package struct FieldSet: Hashable, Sendable {
    @usableFromInline package var bits: UInt128

    @inlinable package init() { bits = 0 }
    @inlinable @inline(__always) package init(bits: UInt128) { self.bits = bits }

    @inlinable package var isEmpty: Bool { @inline(__always) get { bits == 0 } }
    @inlinable @inline(__always) package func contains(_ field: UInt8) -> Bool {
        // Shifting 64 bits takes one instruction, shifting 128 takes many.
        let half = UInt64(truncatingIfNeeded: field < 64 ? bits : bits >> 64)
        return half &>> UInt64(field) & 1 != 0
    }
    @inlinable @inline(__always) package func intersects(_ other: FieldSet) -> Bool {
        bits & other.bits != 0
    }
    @inlinable @inline(__always) package func intersection(_ other: FieldSet) -> FieldSet {
        FieldSet(bits: bits & other.bits)
    }
    @inlinable @inline(__always) package func union(_ other: FieldSet) -> FieldSet {
        FieldSet(bits: bits | other.bits)
    }
    @inlinable @inline(__always) package func subtracting(_ other: FieldSet) -> FieldSet {
        FieldSet(bits: bits & ~other.bits)
    }
    /// The lowest field of the set, or nil if it is empty.
    @inlinable package var first: UInt8? {
        bits == 0 ? nil : UInt8(truncatingIfNeeded: bits.trailingZeroBitCount)
    }
}

/// The fields that a walk has encountered, one bit each: once, and more than once.
///
/// In vectors, because they stay in registers while a record is walked.
struct MetFields {
    private var once = SIMD2<UInt64>()
    private var again = SIMD2<UInt64>()

    /// Records one more occurrence; a key without a bit has no effect.
    @inline(__always)
    mutating func note(_ bit: SIMD2<UInt64>) {
        again |= once & bit
        once |= bit
    }

    /// The fields encountered.
    var all: UInt128 { Self.bits(once) }
    /// The fields encountered more than once.
    var duplicates: UInt128 { Self.bits(again) }

    /// A field's bit in the form that ``note(_:)`` takes.
    static func vector(_ bit: UInt128) -> SIMD2<UInt64> {
        SIMD2(UInt64(truncatingIfNeeded: bit), UInt64(truncatingIfNeeded: bit >> 64))
    }

    /// A field's bit from ``vector(_:)``.
    static func bits(_ vector: SIMD2<UInt64>) -> UInt128 {
        UInt128(vector[1]) << 64 | UInt128(vector[0])
    }
}
