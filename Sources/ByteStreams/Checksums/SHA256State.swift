/// The state of SHA-256 between blocks, and the function that takes a block in (FIPS 180-4 §6.2).
///
/// Sixteen rounds are written out in each pass of the loop, with the roles of a…h rotated by
/// renaming instead of moving values, and the schedule kept in sixteen words that are replaced as
/// they are used: everything stays in registers and one cache line.
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

    /// Takes in `64 * blocks` bytes, which must be readable from `start`.
    mutating func compress(_ start: UnsafeRawPointer, blocks: Int) {
        var (a, b, c, d) = (words[0], words[1], words[2], words[3])
        var (e, f, g, h) = (words[4], words[5], words[6], words[7])
        var schedule = InlineArray<16, UInt32>(repeating: 0)
        for block in 0..<max(blocks, 0) {
            for index in 0..<16 {
                schedule[index] = UInt32(
                    bigEndian: start.loadUnaligned(
                        fromByteOffset: 64 * block + 4 * index, as: UInt32.self))
            }
            var round = 0
            while round < 64 {
                Self.round(a, b, c, &d, e, f, g, &h, &schedule, round, 0)
                Self.round(h, a, b, &c, d, e, f, &g, &schedule, round, 1)
                Self.round(g, h, a, &b, c, d, e, &f, &schedule, round, 2)
                Self.round(f, g, h, &a, b, c, d, &e, &schedule, round, 3)
                Self.round(e, f, g, &h, a, b, c, &d, &schedule, round, 4)
                Self.round(d, e, f, &g, h, a, b, &c, &schedule, round, 5)
                Self.round(c, d, e, &f, g, h, a, &b, &schedule, round, 6)
                Self.round(b, c, d, &e, f, g, h, &a, &schedule, round, 7)
                Self.round(a, b, c, &d, e, f, g, &h, &schedule, round, 8)
                Self.round(h, a, b, &c, d, e, f, &g, &schedule, round, 9)
                Self.round(g, h, a, &b, c, d, e, &f, &schedule, round, 10)
                Self.round(f, g, h, &a, b, c, d, &e, &schedule, round, 11)
                Self.round(e, f, g, &h, a, b, c, &d, &schedule, round, 12)
                Self.round(d, e, f, &g, h, a, b, &c, &schedule, round, 13)
                Self.round(c, d, e, &f, g, h, a, &b, &schedule, round, 14)
                Self.round(b, c, d, &e, f, g, h, &a, &schedule, round, 15)
                round += 16
            }
            words = words &+ SIMD8(a, b, c, d, e, f, g, h)
            (a, b, c, d) = (words[0], words[1], words[2], words[3])
            (e, f, g, h) = (words[4], words[5], words[6], words[7])
        }
    }

    /// One round (§6.2.2 step 3) with `schedule[index]` as its word, which is then replaced by the
    /// word sixteen rounds later (step 1).
    @inline(__always)
    private static func round(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
        _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
        _ schedule: inout InlineArray<16, UInt32>, _ round: Int, _ index: Int
    ) {
        let word = schedule[index]
        let choice = g ^ (e & (f ^ g))
        let majority = (a & b) | (c & (a | b))
        let first = h &+ sum(e, 6, 11, 25) &+ choice &+ constants[round + index] &+ word
        d = d &+ first
        h = first &+ sum(a, 2, 13, 22) &+ majority
        // Not needed in the last sixteen rounds; computing it anyway is cheaper than asking.
        let early = schedule[(index + 1) & 15]
        let late = schedule[(index + 14) & 15]
        schedule[index] =
            word &+ schedule[(index + 9) & 15]
            &+ (rotate(early, 7) ^ rotate(early, 18) ^ (early &>> 3))
            &+ (rotate(late, 17) ^ rotate(late, 19) ^ (late &>> 10))
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
