import ByteStreams
import Testing

@testable import Accounts

@Suite struct GlobTests {
    @Test(
        arguments: [
            ("*.txt", "a.txt", true), ("*.txt", "d/A.TXT", true), ("*.txt", "a.txt.gz", false),
            ("*.txt*", "a.txt.gz", true), ("a?c", "abc", true), ("a?c", "a\u{E9}c", true),
            ("a?c", "ac", false), ("[a-c]x", "bx", true), ("[a-c]x", "Bx", true),
            ("[!a-c]x", "bx", false), ("[!a-c]x", "dx", true), ("[]x]y", "]y", true),
            ("[a-]", "-", true), (#"\*"#, "*", true), (#"\*"#, "a", false), ("*", ".hidden", true),
            ("d/*.log", "d/a.log", true), ("d/*.log", "e/d/a.log", false),
            ("d/*.log", "d/e/a.log", false), ("d/**.log", "d/e/a.log", true),
            ("**/a.log", "a.log", true), ("**/a.log", "d/e/a.log", true),
            ("**/a.log", "d/ba.log", false), ("d/**/a*", "d/a1", true),
            ("d/**/a*", "d/x/y/a1", true), ("d/**/a*", "d/x/ya1", false),
            ("*a*b*c", "xxaxxbxxaxbxc", true), ("*a*b*c", "xxaxxcxxb", false),
        ])
    func `a pattern matches whole names`(pattern: String, name: String, matches: Bool) throws {
        let glob = try #require(Glob(pattern))
        #expect(glob.matches(Path(name)) == matches)
    }

    @Test(arguments: ["", "[", "[a", "[!", "a[]"])
    func `invalid patterns are refused`(text: String) {
        #expect(Glob(text) == nil)
    }

    @Test func `no pattern takes long to match`() throws {
        let glob = try #require(Glob(String(repeating: "*a", count: 100) + "b"))
        #expect(!glob.matches(Path(String(repeating: "a", count: 4000))))
    }
}
