import Testing

@testable import mimecast2sophos

@Suite struct MistypingTests {
    @Test(
        arguments: [
            ("", "", 0), ("check", "check", 0), ("chekc", "check", 1), ("chek", "check", 1),
            ("check", "", 5), ("kitten", "sitting", 3),
        ])
    func `letters that differ are counted, a swap as one`(
        first: String, second: String, distance: Int
    ) {
        #expect(Mistyping.distance(Array(first.utf8), Array(second.utf8)) == distance)
        #expect(Mistyping.distance(Array(second.utf8), Array(first.utf8)) == distance)
    }

    @Test func `only a near word is meant, the nearest first`() {
        #expect(Mistyping.nearest(to: "replai", of: ["explain", "replay"]) == "replay")
        #expect(Mistyping.nearest(to: "archive", of: ["check", "convert"]) == nil)
        // Short words are near to everything.
        #expect(Mistyping.nearest(to: "in", of: ["on", "an"]) == nil)
    }
}
