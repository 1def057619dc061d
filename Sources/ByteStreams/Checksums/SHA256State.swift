/// The state of SHA-256 between blocks, and the function that takes blocks in (FIPS 180-4 §6.2).
///
/// The rounds of one block follow each other and depend on the block before; the message schedule
/// depends on its block alone. So the schedules of four blocks are made at once, a block in each lane
/// of a vector, and the rounds take their words from there: a message of three or four blocks, as an
/// alert's identity is, takes little more than half the time of block after block.
///
/// This file is one of those that hold unsafe code. Its invariants:
/// 1. A block is read at an address where at least 64 bytes of `compress`'s span follow.
/// 2. `schedule` holds 64 vectors of 16 bytes; `load` gets rounds below 64 and lanes below 4.
struct SHA256State {
    /// §5.3.3.
    private(set) var words = SIMD8<UInt32>(
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A,
        0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19)

    /// §4.2.2.
    private static let constants: InlineArray<64, UInt32> = [
        0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5,
        0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
        0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3,
        0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
        0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC,
        0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
        0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7,
        0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
        0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13,
        0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
        0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3,
        0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
        0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5,
        0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
        0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208,
        0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
    ]

    /// Takes in whole blocks of 64 bytes.
    mutating func compress(_ bytes: RawSpan) {
        let blocks = bytes.byteCount / 64
        unsafe bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            var block = 0
            while block < blocks {
                let count = min(4, blocks - block)
                unsafe compress(start + 64 * block, upToFour: count)
                block += count
            }
        }
    }

    private mutating func compress(_ start: UnsafeRawPointer, upToFour count: Int) {
        let schedule = unsafe Self.schedule(start, count)
        unsafe schedule.span.withUnsafeBytes { schedule in
            guard let words = schedule.baseAddress else { return }
            for lane in 0..<count { unsafe takeIn(words + 4 * lane) }
        }
    }

    /// The words of §6.2.2 step 1, with the constants of step 3 added: one vector a round, in which
    /// block `i` has lane `i`.
    private static func schedule(
        _ start: UnsafeRawPointer, _ count: Int
    ) -> InlineArray<64, SIMD4<UInt32>> {
        // Lanes without a block repeat the last one.
        let second = unsafe start + 64 * min(1, count - 1)
        let third = unsafe start + 64 * min(2, count - 1)
        let fourth = unsafe start + 64 * min(3, count - 1)
        var words = InlineArray<16, SIMD4<UInt32>>(repeating: SIMD4())
        var sums = InlineArray<64, SIMD4<UInt32>>(repeating: SIMD4())
        for index in 0..<16 {
            let word = unsafe bigEndian(
                SIMD4(
                    start.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self),
                    second.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self),
                    third.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self),
                    fourth.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
            words[index] = word
            sums[index] = word &+ SIMD4(repeating: constants[index])
        }
        for round in stride(from: 16, to: 64, by: 16) {
            for index in 0..<16 {
                let early = words[(index + 1) & 15]
                let late = words[(index + 14) & 15]
                let word =
                    words[index] &+ words[(index + 9) & 15]
                    &+ (rotate(early, 7) ^ rotate(early, 18) ^ (early &>> SIMD4(repeating: 3)))
                    &+ (rotate(late, 17) ^ rotate(late, 19) ^ (late &>> SIMD4(repeating: 10)))
                words[index] = word
                sums[round + index] = word &+ SIMD4(repeating: constants[round + index])
            }
        }
        return sums
    }

    /// The 64 rounds of one block, whose words stand 16 bytes apart from `words` on. Eight rounds are
    /// written out, with the roles of a…h rotated by renaming instead of moving values.
    private mutating func takeIn(_ words: UnsafeRawPointer) {
        var (a, b, c, d) = (self.words[0], self.words[1], self.words[2], self.words[3])
        var (e, f, g, h) = (self.words[4], self.words[5], self.words[6], self.words[7])
        var round = 0
        while round < 64 {
            unsafe Self.round(a, b, c, &d, e, f, g, &h, words, round)
            unsafe Self.round(h, a, b, &c, d, e, f, &g, words, round &+ 1)
            unsafe Self.round(g, h, a, &b, c, d, e, &f, words, round &+ 2)
            unsafe Self.round(f, g, h, &a, b, c, d, &e, words, round &+ 3)
            unsafe Self.round(e, f, g, &h, a, b, c, &d, words, round &+ 4)
            unsafe Self.round(d, e, f, &g, h, a, b, &c, words, round &+ 5)
            unsafe Self.round(c, d, e, &f, g, h, a, &b, words, round &+ 6)
            unsafe Self.round(b, c, d, &e, f, g, h, &a, words, round &+ 7)
            round &+= 8
        }
        self.words = self.words &+ SIMD8(a, b, c, d, e, f, g, h)
    }

    /// One round (§6.2.2 step 3).
    @inline(__always)
    private static func round(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
        _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
        _ words: UnsafeRawPointer, _ round: Int
    ) {
        let word = unsafe words.load(fromByteOffset: 16 &* round, as: UInt32.self)
        let choice = g ^ (e & (f ^ g))
        let majority = (a & b) | (c & (a | b))
        let first = h &+ word &+ choice &+ sum(e, 6, 11, 25)
        d = d &+ first
        h = first &+ majority &+ sum(a, 2, 13, 22)
    }

    @inline(__always)
    private static func sum(_ x: UInt32, _ i: UInt32, _ j: UInt32, _ k: UInt32) -> UInt32 {
        rotate(x, i) ^ rotate(x, j) ^ rotate(x, k)
    }

    /// Rotates right.
    @inline(__always)
    private static func rotate(_ x: UInt32, _ count: UInt32) -> UInt32 {
        (x &>> count) | (x &<< (32 &- count))
    }

    @inline(__always)
    private static func rotate(_ x: SIMD4<UInt32>, _ count: UInt32) -> SIMD4<UInt32> {
        (x &>> SIMD4(repeating: count)) | (x &<< SIMD4(repeating: 32 &- count))
    }

    /// Words whose most significant byte came first.
    @inline(__always)
    private static func bigEndian(_ x: SIMD4<UInt32>) -> SIMD4<UInt32> {
        let odd: SIMD4<UInt32> = SIMD4(repeating: 0x00FF_00FF)
        let swapped = ((x &>> SIMD4(repeating: 8)) & odd) | ((x & odd) &<< SIMD4(repeating: 8))
        return rotate(swapped, 16)
    }
}
