import ByteStreams
import Testing

@testable import Pipeline

@Suite struct InputNamesTests {
    private func contained(_ name: String) -> Path { InputNames.contained(Path(name), or: "input") }

    private func distinct(_ names: [String]) -> [String] {
        InputNames.distinct(names.map { (argument: 0, name: Path($0)) }).map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
    }

    @Test func `no name escapes its directory`() {
        #expect(contained("../../a/./../b.json") == Path("a/b.json"))
        #expect(contained("/..//.") == Path("input"))
    }

    @Test(arguments: ["n", "\u{E9}", "\u{1F600}"])
    func `a name leaves room for the suffixes of outputs and is not cut inside a character`(
        unit: String
    ) {
        for count in 200..<260 {
            let name = String(repeating: unit, count: count / unit.utf8.count)
            let result = contained("d/" + name + ".json")
            let last = result.lastComponent
            #expect(last.count <= 255 - ".ndjson.gz".utf8.count)
            #expect(String(validating: last, as: UTF8.self) != nil)
            #expect(result.directory == Path("d"))
            if (name + ".json").utf8.count <= 245 { #expect(last == Array((name + ".json").utf8)) }
        }
    }

    @Test
    func `long names with the same beginning stay distinct, and each is always cut the same way`() {
        let long = String(repeating: "n", count: 300)
        #expect(contained(long + "1.json") != contained(long + "2.json"))
        #expect(contained(long + "1.json") == contained(long + "1.json"))
    }

    @Test func `outputs avoid the names of directories that others need`() {
        #expect(
            distinct(["a.json", "a.json.ndjson/b.json"]) == ["a.json~", "a.json.ndjson/b.json"])
        #expect(
            distinct(["a", "a~", "a.cef/b", "a~.log.gz/c/d"])
                == ["a~~", "a~~~", "a.cef/b", "a~.log.gz/c/d"])
        #expect(distinct(["logs.log/a.json", "logs"]) == ["logs.log/a.json", "logs~"])
        #expect(distinct(["x/a.json", "x.json"]) == ["x/a.json", "x.json"])
    }
}
