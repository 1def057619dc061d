/// Thirty-two bytes of text for a single comparison, in two halves, each as wide as a register.
struct Text32 {
    private var low = SIMD2<UInt64>()
    private var high = SIMD2<UInt64>()

    init() {}

    /// The 32 bytes of a chunk from `position` on.
    @inline(__always)
    init(_ chunk: ChunkBytes, at position: Int) {
        low = chunk.load(SIMD2<UInt64>.self, at: position)
        high = chunk.load(SIMD2<UInt64>.self, at: position, offset: 16)
    }

    /// The bytes of `text` from `start` on, padded with zeros.
    init(_ text: JSONText, from start: Int = 0) {
        for index in start..<max(start, min(text.count, start + 32)) {
            self[index - start] = text[index]
        }
    }

    /// 255 for each of the first `count` bytes, as a mask.
    init(first count: Int) {
        for index in 0..<max(0, min(count, 32)) { self[index] = 0xFF }
    }

    private subscript(_ index: Int) -> UInt8 {
        get { UInt8(truncatingIfNeeded: word(index) >> UInt64(index % 8 * 8)) }
        set {
            let bits = UInt64(newValue ^ self[index]) << UInt64(index % 8 * 8)
            if index < 16 { low[index / 8] ^= bits } else { high[index / 8 - 2] ^= bits }
        }
    }

    private func word(_ index: Int) -> UInt64 {
        index < 16 ? low[index / 8] : high[index / 8 - 2]
    }

    /// The difference from `other`.
    @inline(__always)
    func difference(from other: Text32) -> Text32 {
        var difference = self
        difference.low ^= other.low
        difference.high ^= other.high
        return difference
    }

    /// True if no bit under `mask` is set.
    @inline(__always)
    func isZero(under mask: Text32) -> Bool {
        let both = (low & mask.low) | (high & mask.high)
        return unsafe unsafeBitCast(both, to: UInt128.self) == 0
    }
}
