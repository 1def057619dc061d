import JSONRecords
import TestSupport
import Testing

/// The keys of earlier records are guessed in later ones. A guess must never change what is read.
@Suite struct LearnedKeysTests {
    /// Names with the same beginning and end, of lengths around what is compared in one step.
    private static let names =
        [
            "a", "b", "aa", "ab", "aaa", "sub", "subj", "subject", "subjects", "Subject",
            "subjectLine",
            "subject2", "1subject", "url", "urlCategory", "urlCategories", "date", "datetime",
        ]
        + [7, 8, 9, 28, 29, 30, 31, 32, 33, 58, 59, 60, 61, 62, 63, 64, 65, 100].flatMap {
            let stem = String(repeating: "k", count: $0)
            return [stem, stem + "x", "x" + stem]
        }

    private static let table = FieldTable(
        read: names, documented: ["meta", "subjectMeta"], envelopeArrays: ["data"],
        recordArraySuffixes: ["Logs"], failures: ["fail"])

    private static let values = [
        "1", "-2.5e3", "true", "null", "\"\"", "\"x\"", #""\"""#, "[]", "{}", "[1,{\"a\":2}]",
        "{\"subject\":\"inner\"}", "\"\u{E9}\"", #""\ud83d\ude00""#, "\"a,b:c}\"", "0",
    ]

    private static let spaces = [
        "", " ", "\n", "\r\n\t", "  \n  ", String(repeating: " ", count: 70),
    ]

    /// A record with some of the names, in any order, and what should be read from it.
    private func record(
        using generator: inout SeededRandom, isSpaced: Bool
    ) -> (json: String, fields: [String: String], unknown: [String]) {
        let names = Self.names.shuffled(using: &generator).prefix(
            Int.random(in: 0...12, using: &generator))
        var fields: [String: String] = [:]
        var unknown: [String] = []
        var members: [String] = []
        let space = { (generator: inout SeededRandom) in
            isSpaced ? Self.spaces.randomElement(using: &generator)! : ""
        }
        for name in names {
            let value = Self.values.randomElement(using: &generator)!
            fields[name] = value
            members.append(
                "\(space(&generator))\"\(name)\"\(space(&generator)):\(space(&generator))\(value)"
                    + space(&generator))
        }
        for other in ["meta", "subjectx", "subjec", "kkkkkkkk2", "\u{E9}"]
        where Bool.random(using: &generator) {
            let value = Self.values.randomElement(using: &generator)!
            members.insert(
                "\"\(other)\":\(value)", at: Int.random(in: 0...members.count, using: &generator))
        }
        // The order in which unknown names are encountered.
        for member in members {
            for other in ["subjectx", "subjec", "kkkkkkkk2", "\u{E9}"]
            where member.hasPrefix("\"\(other)\":") {
                unknown.append(other)
            }
        }
        return ("{\(members.joined(separator: ","))}", fields, unknown)
    }

    @Test(arguments: [false, true], [1, 2, 3] as [UInt64])
    func `keys in any order, with any white space, are read correctly`(
        isSpaced: Bool, seed: UInt64
    ) {
        var generator = SeededRandom(seed)
        let expected = (0..<600).map { _ in record(using: &generator, isSpaced: isSpaced) }
        let records = ReadRecord.all(
            in: expected.map(\.json).joined(separator: "\n"), table: Self.table)
        #expect(records.count == expected.count)
        for (record, expected) in zip(records, expected) {
            #expect(record.text == expected.json)
            #expect(record.fields == expected.fields)
            #expect(record.unknown == expected.unknown)
            #expect(record.duplicate == nil)
        }
    }

    @Test func `reads split anywhere give the same events`() {
        var generator = SeededRandom(4)
        let input = (0..<60).map { _ in record(using: &generator, isSpaced: true).json }
            .joined(separator: " ")
        let whole = ReadRecord.all(in: Array(input.utf8), table: Self.table)
        for step in [1, 3, 7, 64] {
            #expect(ReadRecord.all(in: Array(input.utf8), table: Self.table, step: step) == whole)
        }
    }

    @Test func `each key's value may change its type from record to record`() {
        let order = Self.values + Self.values.reversed()
        let input = order.map { "{\"subject\":\($0),\"url\":\($0)}" }.joined(separator: "\n")
        let records = ReadRecord.all(in: input, table: Self.table)
        #expect(records.map { $0.fields["subject"] } == order)
        #expect(records.map { $0.fields["url"] } == order)
    }

    @Test func `a truncated key does not match a longer learned one`() {
        let learned = "{\"subjectLine\":\"x\",\"subjectLine\":1}"
        for bad in [
            "{\"subjectLine:\"x\"}", "{\"subjectLine\"\"x\"}", "{\"subjectLine\" :\"x}",
            "{\"subjectLin\":\"x\",}",
            "{subjectLine\":\"x\"}",
        ] {
            let records = ReadRecord.all(
                in: "\(learned)\n\(learned)\n\(bad)\n{}", table: Self.table)
            #expect(records.map { $0.fault != nil } == [false, false, true, false], "\(bad)")
        }
    }

    @Test
    func `up to 256 unknown names are distinguished, the others are reported without their name`() {
        let first = (0..<200).map { "\"n\($0)\":0" }.joined(separator: ",")
        let second = (100..<300).map { "\"n\($0)\":\"x\"" }.joined(separator: ",")
        let third = "\"n7\":1,\"n299\":1,\"m\":1,\"a\":1,\"n\\u0037\":1"
        let input = "{\(first)}\n{\(second)}\n{\(third)}\n{\(third)}"
        let records = ReadRecord.all(in: input, table: Self.table)
        #expect(records.map(\.fault) == [nil, nil, nil, nil])
        #expect(records[0].unknown == (0..<200).map { "n\($0)" })
        #expect(records[1].unknown == (100..<256).map { "n\($0)" } + (256..<300).map { _ in "" })
        #expect(records[2].unknown == ["n7", "", "", "n7"])
        #expect(records[2].fields == ["a": "1"])
        #expect(records[3] == records[2])
    }

    @Test func `only the first of many names chosen to collide are distinguished`() {
        // The hash depends on the length and both ends.
        let names = (100..<200).map { "aaaaaaaa\($0)bbbbbbbb" }
        let members = names.map { "\"\($0)\":0" }.joined(separator: ",")
        let input = "{\(members),\"subject\":\"x\"}\n{\"aaaaaaaa100bbbbbbbb\":1,\"url\":2}"
        let records = ReadRecord.all(in: input, table: Self.table)
        #expect(records.map(\.fault) == [nil, nil])
        let told = records[0].unknown.filter { !$0.isEmpty }
        #expect(told == Array(names.prefix(told.count)))
        #expect((8...24).contains(told.count))
        #expect(records[0].unknown.count == names.count)
        #expect(records[0].fields == ["subject": "\"x\""])
        #expect(records[1].unknown == ["aaaaaaaa100bbbbbbbb"])
        #expect(records[1].fields == ["url": "2"])
    }

    @Test func `documented names are not reported`() {
        let record = ReadRecord.all(
            in: "{\"meta\":1,\"subjectMeta\":2,\"subjectMet\":3}", table: Self.table)
        #expect(record.first?.unknown == ["subjectMet"])
        #expect(record.first?.fields == [:])
    }

    @Test func `what one reader encountered does not affect the next`() {
        var generator = SeededRandom(4)
        let spares = SpareKeys(Self.table)
        for round in 0..<40 {
            var lines = (0..<20).map { _ in record(using: &generator, isSpaced: round % 2 == 0).json
            }
            // More unknown names than are distinguished, different ones in every round.
            let strangers = round % 3 == 0 ? 300 : 3
            lines += (0..<strangers).map { "{\"stranger \(round) \($0)\":1,\"subject\":\"s\"}" }
            let input = Array(lines.joined(separator: "\n").utf8)
            let alone = ReadRecord.all(in: input, table: Self.table)
            #expect(alone.contains { $0.unknown == ["stranger \(round) 0"] })
            #expect(alone.contains { $0.unknown == [""] } == (strangers == 300))
            #expect(ReadRecord.all(in: input, table: Self.table, spares: spares) == alone)
        }
    }
}
