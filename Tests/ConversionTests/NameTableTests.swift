import Accounts
import JSONRecords
import Pipeline
import Sophos
import Testing

@Suite struct NameTableTests {
    private func table(usesCategoryThreat: Bool = false) -> NameTable {
        NameTable(.builtIn, usesCategoryThreat: usesCategoryThreat)
    }

    /// Looks up a name as in a record, and counts it.
    @discardableResult
    private func count(
        _ name: String, _ category: Sophos.Category = .url, by branch: NamedBy = .rule,
        at time: Int64 = 0,
        in table: inout NameTable
    ) -> NameEntry {
        JSONText.withText(of: Array(name.utf8)) {
            let index = table.index(of: .slice($0), in: category)
            table.count(index, namedBy: branch, eventTime: time)
            return table[index]
        }
    }

    /// The counts, one line per name, sorted.
    private func counted(_ table: NameTable) -> [String] {
        table.counted.map {
            let type = String(decoding: $0.type, as: UTF8.self)
            return "\(type) \($0.category) \($0.threat?.id ?? "-") \($0.manner) \($0.span.count)"
        }.sorted()
    }

    @Test func `a name is matched once and counted each time it occurs`() {
        var table = table()
        for _ in 0..<3 { count("Default URL Protection Definition", in: &table) }
        count("URL Protection", in: &table)
        count("Default URL Protection Definition", in: &table)
        count("Mine", in: &table)
        #expect(
            counted(table) == [
                "Default URL Protection url T1598.003 prefix 4", "Mine url - none 1",
                "URL Protection url T1598.003 exact 1",
            ])
    }

    @Test func `a constant and the same words in a record are one name`() {
        var table = table()
        for _ in 0..<2 {
            let index = table.index(of: .text("URL Protection"), in: .url)
            table.count(index, namedBy: .constant, eventTime: 0)
            count("URL Protection", in: &table)
            count("Other", in: &table)
        }
        #expect(counted(table) == ["Other url - none 2", "URL Protection url T1598.003 exact 4"])
    }

    @Test func `each category has its own names`() {
        var table = table(usesCategoryThreat: true)
        for category in Sophos.Category.allCases { count("Mine", category, in: &table) }
        #expect(
            counted(table) == [
                "Mine attachment T1598.002 none 1", "Mine impersonation T1598.003 none 1",
                "Mine rejection - none 1", "Mine url T1598.003 none 1",
            ])
    }

    @Test
    func `a category's threat is assigned only on request, and the name stays unmapped`() {
        var plain = table()
        var generous = table(usesCategoryThreat: true)
        let without = count("Mine", in: &plain)
        let with = count("Mine", in: &generous)
        #expect(without.isUnmapped && without.name.threat == nil)
        #expect(
            with.isUnmapped
                && with.name.threat == Threat(id: "T1598.003", name: "Spearphishing Link"))
        #expect(!count("url protection", in: &plain).isUnmapped)
    }

    @Test func `the alert has the row's name, or its own verbatim`() {
        var table = table()
        let name = { (entry: NameEntry) in String(decoding: entry.name.typeText, as: UTF8.self) }
        #expect(name(count("  url PROTECTION ", in: &table)) == "URL Protection")
        #expect(name(count(#"\u0055RL Protection\n"#, in: &table)) == "URL Protection")
        #expect(name(count(#" Mine \u0041\/\"q\" "#, in: &table)) == #" Mine \u0041\/\"q\" "#)
        #expect(
            name(count(#"Mine \ud800 \ud83d\ude00"#, in: &table)) == #"Mine \ufffd \ud83d\ude00"#)
    }

    @Test func `a row's own severity is passed on`() throws {
        let file = try MappingFile(
            Array(
                #"{"version":1,"threats":[{"alertType":"Mine","threatId":"T1001","threatName":"N","severity":"low"}]}"#
                    .utf8))
        var table = NameTable(ThreatMapping.builtIn.overridden(by: file), usesCategoryThreat: false)
        #expect(count("mine", in: &table).severity == .low)
        #expect(count("URL Protection", in: &table).severity == nil)
        #expect(count("Other", in: &table).severity == nil)
    }

    @Test func `the first and the last time are kept, in any order`() {
        var table = table()
        for time in [50, -3, 900, 7] as [Int64] { count("Mine", at: time, in: &table) }
        #expect(table.counted.map(\.span.first) == [-3])
        #expect(table.counted.map(\.span.last) == [900])
    }

    @Test func `every branch of the rule is counted separately`() {
        var table = table()
        for (times, branch) in NamedBy.allCases.enumerated() {
            for _ in 0...times { count("Mine", by: branch, in: &table) }
        }
        #expect(NamedBy.allCases.map { table.count(namedBy: $0) } == [1, 2, 3, 4])
    }

    @Test func `a name that is too long is matched like any other but not kept`() {
        var table = table()
        let ending = String(repeating: "x", count: NameTable.longest)
        for name in ["URL Protection - \(ending)", ending, "\(ending)y"] {
            count(name, in: &table)
            count("Short", in: &table)
        }
        #expect(
            counted(table) == [
                "(other) url - none 1", "(other) url T1598.003 prefix 1", "Short url - none 3",
                "\(ending) url - none 1",
            ])
    }

    @Test func `names past the limit are matched like any other and counted together`() {
        var table = table()
        for number in 0..<NameTable.limit { count("Name \(number)", in: &table) }
        for number in 0..<10 { count("Late \(number)", at: Int64(number), in: &table) }
        let late = count("URL Protection - late", in: &table)
        #expect(late.manner == .prefix && late.name.threat?.id == "T1598.003")
        #expect(String(decoding: late.name.typeText, as: UTF8.self) == "URL Protection")
        count("Late 3", .attachment, at: 77, in: &table)
        for number in stride(from: 0, to: NameTable.limit, by: 97) {
            count("Name \(number)", in: &table)
        }
        let others = table.counted.filter { $0.type == Array(NameTable.otherName.utf8) }
        #expect(
            Set(others.map { "\($0.category) \($0.manner) \($0.span.count) \($0.span.last)" })
                == ["url none 10 9", "url prefix 1 0", "attachment none 1 77"])
        let known = table.counted.filter { $0.type != Array(NameTable.otherName.utf8) }
        #expect(known.count == NameTable.limit)
        #expect(known.filter { $0.span.count == 2 }.count == (NameTable.limit + 96) / 97)
        #expect(table.counted.reduce(0) { $0 + $1.span.count } == 4096 + 12 + 43)
    }
}
