/// The fields that a walk has met, a bit each: once, and once again.
///
/// In vectors, because these stay in registers while a record is walked.
struct MetFields {
    private var once = SIMD2<UInt64>()
    private var again = SIMD2<UInt64>()

    /// Notes one more; nothing for a key without a bit.
    @inline(__always)
    mutating func note(_ bit: SIMD2<UInt64>) {
        again |= once & bit
        once |= bit
    }

    /// Those that were met.
    var all: UInt128 { Self.bits(once) }
    /// Those that were met more than once.
    var duplicates: UInt128 { Self.bits(again) }

    /// A field's bit as ``note(_:)`` takes it.
    static func vector(_ bit: UInt128) -> SIMD2<UInt64> {
        SIMD2(UInt64(truncatingIfNeeded: bit), UInt64(truncatingIfNeeded: bit >> 64))
    }

    /// A field's bit from ``vector(_:)``.
    static func bits(_ vector: SIMD2<UInt64>) -> UInt128 {
        UInt128(vector[1]) << 64 | UInt128(vector[0])
    }
}
