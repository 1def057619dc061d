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
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ]

    /// Takes in `64 * blocks` bytes, which must be readable from `start`.
    mutating func compress(_ start: UnsafeRawPointer, blocks: Int) {
        var a = words[0], b = words[1], c = words[2], d = words[3]
        var e = words[4], f = words[5], g = words[6], h = words[7]
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
            a = words[0]; b = words[1]; c = words[2]; d = words[3]
            e = words[4]; f = words[5]; g = words[6]; h = words[7]
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
