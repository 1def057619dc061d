/// Thirty-two bytes of text for a single comparison, in two halves, each as wide as a register.
struct Text32 {
    private var low = SIMD16<Int8>()
    private var high = SIMD16<Int8>()

    init() {}

    /// The 32 bytes of a chunk from `position` on.
    @inline(__always)
    init(_ chunk: ChunkBytes, at position: Int) {
        low = chunk.load(SIMD16<Int8>.self, at: position)
        high = chunk.load(SIMD16<Int8>.self, at: position, offset: 16)
    }

    /// The bytes of `text` from `start` on, padded with zeros.
    init(_ text: JSONText, from start: Int = 0) {
        for index in start..<max(start, min(text.count, start + 32)) {
            let byte = Int8(bitPattern: text[index])
            let place = index - start
            if place < 16 { low[place] = byte } else { high[place - 16] = byte }
        }
    }

    /// The difference from `other`: one bit for each byte, the lowest for the first, and all the bits above
    /// those.
    @inline(__always)
    func difference(from other: Text32) -> UInt64 {
        let low = UInt64((low .== other.low).bits)
        let high = UInt64((high .== other.high).bits)
        return ~(high &<< 16 | low)
    }

    /// The bits of the first `count` bytes in a difference.
    static func mask(first count: Int) -> UInt64 {
        count <= 0 ? 0 : count >= 32 ? 0xFFFF_FFFF : 1 << UInt64(count) - 1
    }

    /// A bit that every difference has.
    static let never: UInt64 = 1 << 63
}
