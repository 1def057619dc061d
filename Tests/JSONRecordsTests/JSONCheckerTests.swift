import JSONRecords
import TestSupport
import Testing

/// Two readers, one fast and one plain, must agree on what is JSON: on texts that readers are known to
/// disagree about, and on modified records.
@Suite struct JSONCheckerTests {
    /// A table without envelopes, so that every object is a record.
    private static let table = FieldTable(
        read: ["a", "b", "url", "subject"], documented: [], envelopeArrays: [],
        recordArraySuffixes: [], failures: [])
    /// Created once, because that takes longer than reading a record.
    private static let spares = SpareKeys(table)

    /// The reader's result for `text` if all of it is one record.
    private static func read(_ text: [UInt8]) -> ReadRecord? {
        let records = ReadRecord.all(in: text, table: table, spares: spares)
        guard records.count == 1, records[0].fault == nil else { return nil }
        let spaces: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
        let kept = text.drop { spaces.contains($0) }.reversed().drop { spaces.contains($0) }
        return records[0].text.utf8.count == kept.count ? records[0] : nil
    }

    private static func nested(_ count: Int) -> String {
        String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }

    @Test(arguments: [
        "{}", " { } ", "\t{\r\n}\n", #"{"":0}"#, #"{"a":1,"a":2}"#, #"{"a":[]}"#,
        #"{"a":[[],[{}]]}"#,
        #"{"a":-0}"#, #"{"a":-0.0e-0}"#, #"{"a":1E400}"#, #"{"a":0e1}"#, #"{"a":[1e+2,1E-2]}"#,
        #"{"a":20E1}"#, #"{"a":123456789012345678901234567890.0}"#, #"{"a":[0 , 0]}"#,
        #"{"a":"\u0000"}"#, #"{"a":"\uD834\uDd1e"}"#, #"{"a":"\uDFAA"}"#, #"{"a":"\ud888\u1234"}"#,
        #"{"a":"\"\\\/\b\f\n\r\t"}"#, "{\"a\":\"\u{7F}\"}", "{\"a\":\"\u{2028}\u{2029}\u{FEFF}\"}",
        "{\"a\":\"\u{10FFFF}\u{FFFF}\"}", #"{"\u0061":1}"#, #"{"a\"b":1}"#,
        #"{"a" : true , "b" : null}"#,
        #"{"a":"https://example.com/\\"}"#, "{\"a\":\(nested(127))}", #"{"a":false}"#,
    ])
    func `both accept this`(text: String) {
        let bytes = Array(text.utf8)
        #expect(JSONChecker.members(of: bytes) != nil)
        #expect(Self.read(bytes) != nil)
    }

    @Test(arguments: [
        "", " ", "{", "}", "{}}", "{},", "{}{}", "[{}]", "1", #""a""#, "null", "{]", "{,}",
        #"{"a"}"#,
        #"{"a":}"#, #"{:1}"#, #"{"a":1,}"#, #"{"a":1,,"b":2}"#, #"{,"a":1}"#, #"{"a" 1}"#,
        #"{"a"::1}"#,
        #"{"a":1 "b":2}"#, #"{'a':1}"#, "{a:1}", "{1:1}", #"{"a":[1,]}"#, #"{"a":[,1]}"#,
        #"{"a":[1,,2]}"#,
        #"{"a":[1 2]}"#, #"{"a":[}"#, #"{"a":[1}"#, #"{"a":{]}"#, #"{"a":/**/1}"#, "{\"a\":1}//",
        "{\"a\":1}#",
        #"{"a":+1}"#, #"{"a":01}"#, #"{"a":-01}"#, #"{"a":1.}"#, #"{"a":.1}"#, #"{"a":1e}"#,
        #"{"a":1e+}"#,
        #"{"a":1.e1}"#, #"{"a":1e1.5}"#, #"{"a":0x1}"#, #"{"a":1_0}"#, #"{"a":-}"#, #"{"a":--1}"#,
        #"{"a":- 1}"#,
        #"{"a":NaN}"#, #"{"a":Infinity}"#, #"{"a":-Infinity}"#, #"{"a":True}"#, #"{"a":nul}"#,
        #"{"a":nulll}"#,
        #"{"a":truee}"#, #"{"a":"b}"#, #"{"a":"\"}"#, #"{"a":"\x00"}"#, #"{"a":"\u00"}"#,
        #"{"a":"\u00G0"}"#,
        #"{"a":"\'"}"#, #"{"a":"\a"}"#, #"{"a":"\uD800\u1"}"#, "{\"a\":\"\t\"}", "{\"a\":\"\n\"}",
        "{\"a\":\"\0\"}",
        "{\"a\":\"\u{1F}\"}", "{\"\n\":1}", "{\"a\":\u{A0}1}", "\u{A0}{}", "{\"a\":1}\u{0C}",
        "{\u{FEFF}}", "{\"a\":\0}",
        "{\0}", "{}\0", "{\"a\":\(nested(128))}", "{\"a\":\u{661}}", "{\"a\":“b”}", "{\"a\":[\"b]}",
        "{\"a\":{\"b\":1}",
    ])
    func `both reject this`(text: String) {
        let bytes = Array(text.utf8)
        #expect(JSONChecker.members(of: bytes) == nil)
        #expect(Self.read(bytes) == nil)
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0xAF], [0xE2, 0x82],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF],
            [0xE2, 0x28, 0xA1],
            [0xC3, 0xA9, 0xA9],
        ] as [[UInt8]])
    func `both reject bytes that are not UTF-8, anywhere`(bytes: [UInt8]) {
        for text in [(#"{"a":""#, #""}"#), (#"{""#, #"":1}"#), (#"{"a":["x"#, #""]}"#), ("{", "}")]
        {
            let whole = Array(text.0.utf8) + bytes + Array(text.1.utf8)
            #expect(JSONChecker.members(of: whole) == nil)
            #expect(Self.read(whole) == nil)
        }
    }

    @Test(arguments: [
        #"{"a":"\u0061"}"#, #"{"a":["x","\n"]}"#, #"{"a":{"\u0062":0}}"#, #"{"a":[{"\u0062":0}]}"#,
        #"{"a":{"b":{"\u0062":"x"},"c":"y"}}"#, #"{"\u0061":"x"}"#, #"{"a":{"b":"x"},"b":"\t"}"#,
    ])
    func `they agree on which values contain an escape`(text: String) throws {
        let record = try #require(Self.read(Array(text.utf8)))
        let members = try #require(JSONChecker.members(of: Array(text.utf8)))
        #expect(record.escaped == Set(members.filter(\.hasEscapes).map(\.name)))
    }

    @Test func `they agree on records with changed bytes`() throws {
        var random = SeededRandom(7)
        let seeds = [
            #"{"url":"https://example.com/a?b=c","subject":"\u00e9 \"q\" é","a":[1,{"b":null}],"b":-1.5e3}"#,
            #"{ "a" : { "a" : [ true , false , null , "x\\y" ] } , "zz" : "" , "b" : 0 }"#,
        ]
        var taken = 0
        for _ in 0..<20_000 {
            var bytes = Array(seeds[Int.random(in: 0..<seeds.count, using: &random)].utf8)
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                let other = bytes[Int.random(in: 0..<bytes.count, using: &random)]
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = other
                case 1: bytes.insert(other, at: place)
                default: bytes.remove(at: place)
                }
            }
            let members = JSONChecker.members(of: bytes)
            let record = Self.read(bytes)
            if (members == nil) != (record == nil) {
                Issue.record("one takes \(String(decoding: bytes, as: UTF8.self))")
                return
            }
            guard let members, let record, record.duplicate == nil else { continue }
            taken += 1
            for name in Self.table.read {
                // Another spelling of a field also sets its value.
                let isSpelled = members.contains {
                    $0.name != name && FieldTable.folded($0.name.utf8) == Array(name.utf8)
                }
                if isSpelled { continue }
                let member = members.first { $0.name == name }
                let value = member.map { String(decoding: $0.value, as: UTF8.self) }
                let agrees =
                    record.fields[name] == value
                    && record.escaped.contains(name) == (member?.hasEscapes ?? false)
                // An expectation for every value would take longer than reading it.
                if agrees { continue }
                Issue.record("\(name) in \(String(decoding: bytes, as: UTF8.self))")
                return
            }
        }
        #expect(taken > 1000, "some changes leave a record")
    }
}
