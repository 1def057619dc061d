/// A set of fields, one bit each: field `n` of a ``FieldTable`` is bit `n`.
///
/// 128 bits hold every field that the converter reads; set operations are a few instructions, which
/// is what lets a whole record be judged without looking at its values.
@usableFromInline package struct FieldSet: Hashable, Sendable {
    @usableFromInline package var bits: UInt128

    @inlinable package init() { bits = 0 }
    @inlinable @inline(__always) package init(bits: UInt128) { self.bits = bits }

    @inlinable package var isEmpty: Bool { @inline(__always) get { bits == 0 } }
    @inlinable @inline(__always) package func contains(_ field: UInt8) -> Bool {
        // A shift of 64 bits takes one instruction where one of 128 takes many.
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
    /// The lowest field of the set, or nil when it is empty.
    @inlinable package var first: UInt8? {
        bits == 0 ? nil : UInt8(truncatingIfNeeded: bits.trailingZeroBitCount)
    }
}
