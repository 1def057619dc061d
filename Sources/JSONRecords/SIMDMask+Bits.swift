internal import CProcessor

extension SIMDMask<SIMD16<Int8>> {
    /// One bit for each of the sixteen lanes, the first one lowest.
    @inline(__always) var bits: UInt32 {
        #if arch(x86_64)
            // The highest bits of all bytes: one instruction, which Swift does not expose.
            let words = unsafe unsafeBitCast(self, to: SIMD2<Int64>.self)
            return UInt32(truncatingIfNeeded: _mm_movemask_epi8(words))
        #else
            return portableBits
        #endif
    }

    /// As ``bits``, on any processor.
    @inline(__always) var portableBits: UInt32 {
        let weights = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
        let weighed = unsafe unsafeBitCast(self, to: SIMD16<UInt8>.self) & weights
        return UInt32(weighed.highHalf.wrappedSum()) &<< 8 | UInt32(weighed.lowHalf.wrappedSum())
    }
}
