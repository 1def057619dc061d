import Testing

@testable import mimecast2sophos

@Suite struct DecisionWordsTests {
    private func words(_ line: String) -> String {
        DecisionWords.words(of: line.split(separator: " ").map { Array($0.utf8) })
            .joined(separator: " ")
    }

    @Test func `options that affect decisions are kept with their values, others are not`() {
        #expect(
            words(
                "m exports -o out --category url --format cef --mapping=m.json --unmapped reject -j 2"
            ) == "--category url --mapping=m.json --unmapped reject")
        #expect(
            words("m --since 2024-01-01 --until=2024-02-01 -q")
                == "--since 2024-01-01 --until=2024-02-01")
        #expect(
            words("m --assume-utc a --unwrap never --unwrap-field x")
                == "--assume-utc --unwrap never --unwrap-field x")
    }

    @Test func `after two hyphens there are only names of inputs`() {
        #expect(words("m -o out -- --category url") == "")
    }

    @Test func `a value is written as a shell word`() {
        #expect(
            DecisionWords.words(of: [Array("--mapping".utf8), Array("my $map".utf8)])
                == ["--mapping", "'my $map'"])
    }
}
