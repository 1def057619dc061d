internal import CProcessor

/// The state of SHA-256 between blocks, and the compression function (FIPS 180-4 §6.2).
///
/// If the processor has instructions for it, these do the work; otherwise the Swift code below does,
/// against which the tests also check the instructions. Sixteen rounds are written out, rotating the
/// roles of a…h by renaming instead of moving values; between them the message schedule replaces the
/// last sixteen words with the next.
///
/// This file contains unsafe code. Its invariants:
/// 1. Bytes of a span are only loaded as integers, for which every bit pattern is valid.
/// 2. The instructions are only used if the processor reports them, and read whole blocks of the span.
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

    /// Processes whole blocks of 64 bytes.
    mutating func compress(_ bytes: RawSpan) {
        #if arch(x86_64)
            if Self.hasInstructions {
                compressByInstructions(bytes)
                return
            }
        #endif
        compressPortably(bytes)
    }

    #if arch(x86_64)
        private static let hasInstructions = cprocessor_sha256_is_there()

        private mutating func compressByInstructions(_ bytes: RawSpan) {
            unsafe withUnsafeMutableBytes(of: &words) { words in
                unsafe bytes.withUnsafeBytes { bytes in
                    unsafe Self.constants.span.withUnsafeBufferPointer { constants in
                        guard let blocks = bytes.baseAddress else { return }
                        unsafe cprocessor_sha256_compress(
                            words.baseAddress!.assumingMemoryBound(to: UInt32.self),
                            blocks.assumingMemoryBound(to: UInt8.self), bytes.count / 64,
                            constants.baseAddress!)
                    }
                }
            }
        }
    #endif

    /// As ``compress(_:)``, on any processor.
    mutating func compressPortably(_ bytes: RawSpan) {
        for block in 0..<bytes.byteCount / 64 {
            takeIn(bytes.extracting(64 * block..<64 * block + 64))
        }
    }

    private mutating func takeIn(_ block: RawSpan) {
        var words = InlineArray<16, UInt32>(repeating: 0)
        for index in 0..<16 {
            words[index] = unsafe UInt32(
                bigEndian: block.unsafeLoadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        }
        var (a, b, c, d) = (self.words[0], self.words[1], self.words[2], self.words[3])
        var (e, f, g, h) = (self.words[4], self.words[5], self.words[6], self.words[7])
        var bc = b ^ c
        var round = 0
        while true {
            Self.round(a, b, &bc, &d, e, f, g, &h, words[0], round)
            Self.round(h, a, &bc, &c, d, e, f, &g, words[1], round &+ 1)
            Self.round(g, h, &bc, &b, c, d, e, &f, words[2], round &+ 2)
            Self.round(f, g, &bc, &a, b, c, d, &e, words[3], round &+ 3)
            Self.round(e, f, &bc, &h, a, b, c, &d, words[4], round &+ 4)
            Self.round(d, e, &bc, &g, h, a, b, &c, words[5], round &+ 5)
            Self.round(c, d, &bc, &f, g, h, a, &b, words[6], round &+ 6)
            Self.round(b, c, &bc, &e, f, g, h, &a, words[7], round &+ 7)
            Self.round(a, b, &bc, &d, e, f, g, &h, words[8], round &+ 8)
            Self.round(h, a, &bc, &c, d, e, f, &g, words[9], round &+ 9)
            Self.round(g, h, &bc, &b, c, d, e, &f, words[10], round &+ 10)
            Self.round(f, g, &bc, &a, b, c, d, &e, words[11], round &+ 11)
            Self.round(e, f, &bc, &h, a, b, c, &d, words[12], round &+ 12)
            Self.round(d, e, &bc, &g, h, a, b, &c, words[13], round &+ 13)
            Self.round(c, d, &bc, &f, g, h, a, &b, words[14], round &+ 14)
            Self.round(b, c, &bc, &e, f, g, h, &a, words[15], round &+ 15)
            round &+= 16
            if round == 64 { break }
            for index in 0..<16 { Self.extend(&words, at: index) }
        }
        self.words = self.words &+ SIMD8(a, b, c, d, e, f, g, h)
    }

    /// The schedule's next word, replacing the one from 16 rounds earlier (§6.2.2 step 1).
    @inline(__always)
    private static func extend(_ words: inout InlineArray<16, UInt32>, at index: Int) {
        let early = words[(index + 1) & 15]
        let late = words[(index + 14) & 15]
        words[index] =
            words[index] &+ words[(index + 9) & 15]
            &+ (rotate(early, 7) ^ rotate(early, 18) ^ (early &>> 3))
            &+ (rotate(late, 17) ^ rotate(late, 19) ^ (late &>> 10))
    }

    /// One round (§6.2.2 step 3).
    /// - Parameter bc: `b ^ c`; afterwards `a ^ b`, as the next round needs it.
    @inline(__always)
    private static func round(
        _ a: UInt32, _ b: UInt32, _ bc: inout UInt32, _ d: inout UInt32,
        _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
        _ word: UInt32, _ round: Int
    ) {
        let ab = a ^ b
        // Equivalent to the standard's choice and majority, in fewer steps.
        let choice = g ^ (e & (f ^ g))
        let majority = b ^ (ab & bc)
        bc = ab
        let first = h &+ word &+ constants[round] &+ choice &+ sum(e, 6, 11, 25)
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
}
