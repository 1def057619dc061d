import ByteStreams
import TestSupport
import Testing

@Suite struct PathTests {
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test(arguments: [
        ("a", "a", "."), ("a/b", "b", "a"), ("a/b/", "b", "a"), ("/a", "a", "/"), ("/", "", "/"),
        ("//a//b//", "b", "//a"), ("", "", "."), ("..", "..", "."), ("./x", "x", "."),
    ])
    func `a path has a last component and a directory`(
        path: String, last: String, directory: String
    ) {
        #expect(text(Path(path).lastComponent) == last)
        #expect(Path(path).directory == Path(directory))
    }

    @Test func `components omit empty names and dots`() {
        #expect(Path("/a//./b/../c/").components.map(text) == ["a", "b", "..", "c"])
    }

    @Test func `appending puts one separator between`() {
        #expect(Path("a").appending("b") == Path("a/b"))
        #expect(Path("a/").appending("b") == Path("a/b"))
        #expect(Path("").appending("b") == Path("b"))
        #expect(Path("/").appending("b") == Path("/b"))
        #expect(Path("a").adding(suffix: ".gz") == Path("a.gz"))
        #expect(Path("a.gz").hasSuffix(".gz") && !Path("gz").hasSuffix(".gz"))
    }

    @Test func `order is by bytes, and by components for walks`() {
        #expect(Path("B") < Path("a"))
        #expect(Path(bytes: [0x7F]) < Path(bytes: [0xFF]))
        #expect(Path("a.json") < Path("a/b"))
        #expect(Path("a/b").precedesByComponents(Path("a.json")))
        #expect(Path("a").precedesByComponents(Path("a/b")))
        #expect(!Path("a").precedesByComponents(Path("a")))
    }

    @Test func `an argument that was not repaired is used unchanged`() {
        #expect(Path(argument: "a\u{E9}") == Path("a\u{E9}"))
        #expect(Path(argument: "\u{FFFD}") == Path("\u{FFFD}"))
    }
}
