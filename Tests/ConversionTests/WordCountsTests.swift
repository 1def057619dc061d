import JSONRecords
import Sophos
import Testing

@testable import Accounts
@testable import Pipeline

@Suite struct WordCountsTests {
    private func counted(_ texts: [String], in category: Sophos.Category = .url) -> [String: UInt64]
    {
        var counts = WordCounts()
        for text in texts {
            JSONText.withText(of: Array(text.utf8)) { counts.count($0, in: category) }
        }
        var tally: [Tally.Word: UInt64] = [:]
        counts.add(to: &tally)
        return Dictionary(
            uniqueKeysWithValues: tally.map {
                (String(decoding: $0.key.text, as: UTF8.self), $0.value)
            })
    }

    @Test func `words that differ in case, space or escapes are equal`() {
        #expect(
            counted([#""block""#, #""Block""#, #"" block ""#, #""bl\u006fck""#, "true"])
                == ["block": 4, "true": 1])
    }

    @Test func `words past the limit and texts too long for a word are counted together`() {
        let texts = (0..<WordCounts.limit + 5).map { "\"w\($0)\"" }
        let long = "\"" + String(repeating: "x", count: WordCounts.longest) + "\""
        let counts = counted(texts + texts + [long])
        #expect(counts.count == WordCounts.limit + 1)
        // No optional in the comparison, because the macro copies it as an AnyHashable, and the address
        // sanitizer reports that the standard library reads past it.
        #expect(counts[WordCounts.other, default: 0] == 2 * 5 + 1)
        #expect(counts["w0", default: 0] == 2)
    }
}
