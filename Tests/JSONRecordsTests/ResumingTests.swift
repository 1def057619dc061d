import JSONRecords
import TestSupport
import Testing

/// After a broken record its array continues, if that is what follows.
@Suite struct ResumingTests {
    private static let table = FieldTable(
        read: ["a"], documented: [], envelopeArrays: ["data"],
        recordArraySuffixes: ["Logs"], failures: ["fail"])

    /// A reader's events, one line per piece: the name of its array, `[]` if a broken one's has none, or
    /// `-`, and its text; broken ones are prefixed with `!`.
    private func told(_ input: String, step: Int = .max) -> [String] {
        let bytes = Array(input.utf8)
        var reader = RecordReader(Self.table, limit: 1 << 20, chunkBytes: 256)
        var position = 0
        var told: [String] = []
        while true {
            switch reader.next() {
            case .record where reader.record.hasEmptyPage && reader.arrayName == nil: break
            case .record, .prefixedRecord:
                let name = reader.arrayName.map { String(decoding: $0, as: UTF8.self) } ?? "-"
                told.append("\(name) \(String(decoding: reader.keptText.bytes, as: UTF8.self))")
            case .broken:
                let name =
                    reader.broken.array.map {
                        $0.isEmpty ? "[]" : String(decoding: $0, as: UTF8.self)
                    } ?? "-"
                told.append("! \(name) \(String(decoding: reader.broken.raw, as: UTF8.self))")
            case .separatorComma: told.append(",")
            case .envelopeFailure:
                told.append("failure \(String(decoding: reader.failureText, as: UTF8.self))")
            case .needsBytes:
                let end = min(bytes.count, position + min(step, bytes.count))
                if position == end {
                    reader.finish()
                } else {
                    position += reader.fill(bytes[position..<end])
                }
            case .end: return told
            }
        }
    }

    private static let cases: [(name: String, input: String, told: [String])] = [
        (
            "the records of a page behind a broken one are of that page",
            "{\"data\":[{\"fooLogs\":[\n{\"a\":1},\n{\"a\":x},\n{\"a\":2},\n{\"a\":3}\n]}],\"fail\":[]}\n{\"a\":4}",
            [
                "fooLogs {\"a\":1}", "! fooLogs {\"a\":x},", "fooLogs {\"a\":2}",
                "fooLogs {\"a\":3}", "- {\"a\":4}",
            ]
        ),
        (
            "two broken ones in a row",
            "{\"data\":[{\"fooLogs\":[\n{\"a\":x},\n{\"a\":y},\n{\"a\":2}\n]}]}",
            ["! fooLogs {\"a\":x},", "! fooLogs {\"a\":y},", "fooLogs {\"a\":2}"]
        ),
        (
            "a plain array goes on, and its end is no piece",
            "[\n{\"a\":1},\n{\"a\":x},\n{\"a\":2},\n{\"a\":3}\n]\n",
            ["- {\"a\":1}", "! [] {\"a\":x},", "- {\"a\":2}", "- {\"a\":3}"]
        ),
        (
            "the elements of a page behind a broken one hold their records",
            "{\"data\":[\n{\"fooLogs\":[{\"a\":x}]},\n{\"barLogs\":[{\"a\":1}]},\n{\"a\":2}\n],\"fail\":[]}{\"a\":3}",
            ["! fooLogs {\"a\":x}]},", "barLogs {\"a\":1}", "- {\"a\":2}", "- {\"a\":3}"]
        ),
        (
            "the records of a page without lists behind a broken one",
            "{\"data\":[\n{\"a\":x},\n{\"a\":1},\n{\"fooLogs\":[{\"a\":2}]}\n]}",
            ["! data {\"a\":x},", "- {\"a\":1}", "fooLogs {\"a\":2}"]
        ),
        (
            "a page behind a page that was cut at a comma is a page",
            "{\"data\":[{\"fooLogs\":[{\"a\":1},{\"a\":2,\n{\"data\":[{\"barLogs\":[{\"a\":3}]}]}\n{\"a\":4}",
            ["fooLogs {\"a\":1}", "! fooLogs {\"a\":2,", "barLogs {\"a\":3}", "- {\"a\":4}"]
        ),
        (
            "records behind a page that was cut at a comma are of no page",
            "{\"data\":[{\"fooLogs\":[{\"a\":1},{\"a\":2,\n{\"a\":3}\n{\"a\":4}\n",
            ["fooLogs {\"a\":1}", "! fooLogs {\"a\":2,", "- {\"a\":3}", "- {\"a\":4}"]
        ),
        (
            "the pages of an array behind a broken one",
            "[{\"data\":[{\"fooLogs\":[{\"a\":x}]}]},\n{\"data\":[{\"fooLogs\":[{\"a\":1}]}]},\n{\"a\":2}\n]{\"a\":3}",
            ["! fooLogs {\"a\":x}]}]},", "fooLogs {\"a\":1}", "- {\"a\":2}", "- {\"a\":3}"]
        ),
        (
            "an array behind a broken piece is one of its own",
            "[\n{\"a\":x},\n[{\"a\":1}]",
            ["! [] {\"a\":x},", "- {\"a\":1}"]
        ),
        (
            "a page that ends behind a broken piece was cut",
            "{\"data\":[{\"fooLogs\":[\n{\"a\":x},\n{\"a\":1},",
            ["! fooLogs {\"a\":x},", "fooLogs {\"a\":1}", "! fooLogs "]
        ),
        (
            "a broken record may have lost its comma, too",
            "{\"data\":[{\"fooLogs\":[\n{\"a\":1},\n{\"a\":\"x\n{\"a\":2},\n{\"a\":3\n{\"a\":4}\n]}]}\n{\"a\":5}",
            [
                "fooLogs {\"a\":1}", "! fooLogs {\"a\":\"x", "fooLogs {\"a\":2}",
                "! fooLogs {\"a\":3",
                "fooLogs {\"a\":4}", "- {\"a\":5}",
            ]
        ),
        (
            "where neither a comma nor an end follows, the next record is of its own",
            "{\"data\":[{\"fooLogs\":[{\"a\":x}]}]}\n{\"a\":1}\n{\"a\":2}",
            ["! fooLogs {\"a\":x}]}]}", "- {\"a\":1}", "- {\"a\":2}"]
        ),
        (
            "a page that was cut behind its records costs none of the next",
            "{\"data\":[{\"fooLogs\":[{\"a\":1}]}],\"fail\":[]\n{\"data\":[{\"barLogs\":[{\"a\":2}]}]}\n{\"a\":3}",
            ["fooLogs {\"a\":1}", "! - ", "barLogs {\"a\":2}", "- {\"a\":3}"]
        ),
        (
            "a page that was cut in its records costs none of the next",
            "{\"data\":[{\"fooLogs\":[{\"a\":1}\n{\"data\":[{\"barLogs\":[{\"a\":2}]}]}\n{\"a\":3}",
            ["fooLogs {\"a\":1}", "! fooLogs ", "barLogs {\"a\":2}", "- {\"a\":3}"]
        ),
        (
            "an array without its end costs none of the lines behind it",
            "[{\"a\":1}\n{\"a\":2}\r\n{\"a\":3}\n[{\"a\":4}\n[{\"a\":5}]",
            [
                "- {\"a\":1}", "! [] ", "- {\"a\":2}", "- {\"a\":3}", "- {\"a\":4}", "! [] ",
                "- {\"a\":5}",
            ]
        ),
        (
            "where a comma is all that is missing, the array goes on",
            "{\"data\":[{\"fooLogs\":[\n{\"a\":1}\n{\"a\":2},\n{\"a\":3}\n]}]}\n{\"a\":4}",
            [
                "fooLogs {\"a\":1}", "! fooLogs ", "fooLogs {\"a\":2}", "fooLogs {\"a\":3}",
                "- {\"a\":4}",
            ]
        ),
        (
            "what stands in the middle of a line is of the piece",
            "[{\"a\":1} {\"a\":2}\n {\"a\":3}\n{\"a\":4}",
            ["- {\"a\":1}", "! [] {\"a\":2}\n {\"a\":3}", "- {\"a\":4}"]
        ),
        (
            "what a page says of failures counts when a broken piece was all it held",
            "{\"data\":[{\"fooLogs\":[\n{\"a\":x},\n{}\n]}],\"fail\":[1]}",
            ["! fooLogs {\"a\":x},", "fooLogs {}"]
        ),
    ]

    @Test(arguments: cases.map(\.name))
    func `the array continues after a broken piece where it should`(name: String) throws {
        let (_, input, expected) = try #require(Self.cases.first { $0.name == name })
        #expect(told(input) == expected)
        for step in [1, 2, 3, 7, 64] { #expect(told(input, step: step) == expected, "\(step)") }
    }

    @Test(arguments: [(10, true), (4000, true), (5000, false), (1 << 20, false)])
    func `white space after a record is examined up to a limit`(
        count: Int, goesOn: Bool
    ) {
        let space = String(repeating: " ", count: count)
        let input = "{\"data\":[{\"fooLogs\":[\n{\"a\":x},\n{\"a\":1}\(space),{\"a\":2}]}]}"
        let first = told(input)[1]
        #expect(first == (goesOn ? "fooLogs {\"a\":1}" : "- {\"a\":1}"))
        #expect(told(input, step: 1000) == told(input))
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `a plain counter counts the same pieces, whatever breaks where`(seed: UInt64) {
        let parts = [
            "{\"a\":1}", "{\"a\":2}", "{\"a\":x}", ",", ",\n", ",\n", ",\n", "\n", "]", "}", "]}",
            "]}]}", "[",
            "{\"data\":[", "{\"fooLogs\":[", "{\"data\":[{\"fooLogs\":[\n", ",\"b\":0", "{}", "1",
            " ",
        ]
        var generator = SeededRandom(seed)
        for _ in 0..<3000 {
            let count = Int.random(in: 1...14, using: &generator)
            let input = (0..<count).map { _ in parts.randomElement(using: &generator)! }.joined()
            let pieces = told(input).filter { $0 != "," && !$0.hasPrefix("failure") }
            #expect(
                UInt64(pieces.count) == PieceCounter.count(Array(input.utf8)),
                "\(input.debugDescription): \(pieces)")
        }
    }
}
