import Accounts
import ByteStreams
import JSONRecords
import Mimecast
import TestSupport
import Testing

/// Wrappers change nothing: any wrapper, page, prefix or spelling of names, and any mixture of these in
/// one file, gives the alerts of the bare records (SPEC 3.0).
@Suite struct WrappingTests {
    private static let rounds = 25

    @Test(arguments: 0..<UInt64(8))
    func `any mixture of wrappers gives the alerts of the bare records, id for id`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed &* 7919 &+ 1)
        for round in 0..<Self.rounds {
            let records = (0..<Int.random(in: 1...24, using: &random)).map {
                RandomRecord(number: $0, &random)
            }
            let bare = try convert(text: records.map { $0.json() + "\n" }.joined())
            var disguise = Disguise(random)
            let text = disguise.file(of: records)
            random = disguise.random
            let readLimit = [1, 3, 7, 64, 1 << 20].randomElement(using: &random)!
            let wrapped = try convert(text: text) { $0.readLimit = readLimit }
            let difference = Self.difference(bare, wrapped)
            try #require(
                difference == nil,
                "round \(round): \(difference!)\n\(text)\nbare:\n\(records.map { $0.json() + "\n" }.joined())"
            )
        }
    }

    /// Empty if both runs agree on their records.
    private static func difference(
        _ bare: (summary: Summary, tree: Tree), _ other: (summary: Summary, tree: Tree)
    ) -> String? {
        let (a, b) = (bare.summary.total, other.summary.total)
        if !b.balances { return "the sum does not hold" }
        if a.seen != b.seen { return "seen \(b.seen), not \(a.seen)" }
        if a.filtered != b.filtered { return "filtered \(b.filtered), not \(a.filtered)" }
        if a.rejected != b.rejected { return "rejected \(b.rejected), not \(a.rejected)" }
        let (left, right) = (alerts(bare.tree), alerts(other.tree))
        if left == right { return nil }
        return "alerts \(Set(right).subtracting(left)), not \(Set(left).subtracting(right))"
    }

    private static func alerts(_ tree: Tree) -> [String] {
        tree.files.filter { $0.key.hasPrefix("alerts/") }
            .flatMap { String(decoding: $0.value, as: UTF8.self).split(separator: "\n") }
            .map(String.init).sorted()
    }

    @Test(arguments: 0..<UInt64(4))
    func `the text of a record under any other name never becomes an alert`(seed: UInt64) throws {
        var random = SeededRandom(seed &* 104729 &+ 5)
        for _ in 0..<Self.rounds {
            let record = RandomRecord(number: 1, &random).json()
            let text = Disguise.quoted(record)
            let name = ["subject", "title", "fileName", "url", "x", "details", "user_message"]
                .randomElement(using: &random)!
            var carriers = [
                #"{"\#(name)":\#(text)}"#, #"{"email":{"subject":\#(text)}}"#,
                #"{"a":{"b":{"c":{"d":{"e":\#(record)}}}}}"#,
                #"{"event":{"subject":\#(text),"host":"h"}}"#, #"{"list":[\#(text)]}"#,
                #"{"message":"Subject: \#(text.dropFirst())}"#,
                "2025-07-17 08:42:23 mx warning: header Subject: \(record)",
                "Jul 17 08:42:23 mx postfix/cleanup[1]: Subject=\(record)",
                "2025-07-17T08:42:23Z subject \(record)", "x \(record)",
                "2025-07-17T08:42:23Z \"quoted\" \(record)",
                "2025-07-17T08:42:23Z \(record) trailing",
            ]
            carriers.shuffle(using: &random)
            let result = try convert(text: carriers.joined(separator: "\n"))
            #expect(result.summary.total.converted == 0, "\(carriers)")
            #expect(result.summary.total.filtered.total == 0, "\(carriers)")
            #expect(result.summary.total.balances)
        }
    }

    @Test func `a sender's JSON in a real record gives only that record's alert`() throws {
        var random = SeededRandom(3)
        for hostile in ["{", "}{", "[{", #"{"type":"url protect"}"#] {
            for name in ["subject", "url", "fromUserEmailAddress"] {
                var record = RandomRecord(click: 1, &random)
                record.members.removeAll { $0.name == name }
                record.members.append((name, Disguise.quoted(hostile)))
                let result = try convert(text: record.json() + "\n" + record.json())
                #expect(result.summary.total.converted == 2)
            }
        }
        // A member with a wrapper's name in an actual record.
        var record = RandomRecord(click: 1, &random)
        let other = RandomRecord(click: 2, &random).json()
        record.members.append(("message", Disguise.quoted(other)))
        record.members.append(("event", other))
        let result = try convert(text: record.json())
        #expect(result.summary.total.converted == 1)
        #expect(result.summary.total.unwrapped.isEmpty)
    }

    @Test func `a raw copy takes precedence over the object around it, and the first of two wins`()
        throws
    {
        var random = SeededRandom(4)
        let (a, b) = (RandomRecord(click: 1, &random), RandomRecord(click: 2, &random))
        var outer = RandomRecord(click: 3, &random)
        outer.members.append(("event.original", Disguise.quoted(b.json())))
        outer.members.append(("_raw", Disguise.quoted(a.json())))
        let result = try convert(text: outer.json())
        #expect(Self.alerts(result.tree) == Self.alerts(try convert(text: a.json()).tree))
        #expect(result.summary.total.unwrapped == [Array("_raw".utf8): 1])
    }

    /// The walk records the positions of the first ones; the search continues after these.
    @Test(arguments: [1, 1023, 1024, 1025, 3000])
    func `a record is found after any number of other objects`(count: Int) throws {
        var random = SeededRandom(11)
        let record = RandomRecord(click: 1, &random).json()
        let others = (0..<count).map { "\"other \($0)\":{\"a\":1}" }.joined(separator: ",")
        let bare = try convert(text: record)
        let wrapped = try convert(text: "{\(others),\"event\":\(record)}")
        #expect(Self.difference(bare, wrapped) == nil)
        #expect(wrapped.summary.total.unwrapped.values.reduce(0, +) == 1)
    }

    @Test func `with --unwrap never nothing is unwrapped, and the detail says so`() throws {
        var random = SeededRandom(5)
        let record = RandomRecord(click: 1, &random).json()
        let texts = [
            #"{"event":\#(record)}"#, #"{"_raw":\#(Disguise.quoted(record))}"#,
            "2025-07-17T08:42:23Z \(record)",
        ]
        for text in texts {
            let result = try convert(text: text) { $0.unwrap = .never }
            #expect(result.summary.total.converted == 0, "\(text)")
            #expect(result.summary.total.rejected.total > 0, "\(text)")
        }
        let result = try convert(text: texts[0]) { $0.unwrap = .never }
        #expect(
            result.summary.firstRejects[.unknownShape]?.detail.hasSuffix("without --unwrap never")
                == true)
    }

    @Test func `text under an additional name is followed on request`() throws {
        var random = SeededRandom(6)
        let record = RandomRecord(click: 1, &random).json()
        let text = #"{"my_text":\#(Disguise.quoted(record)),"b":1}"#
        let without = try convert(text: text)
        #expect(
            without.summary.firstRejects[.unknownShape]?.detail.contains("--unwrap-field my_text")
                == true)
        let with = try convert(text: text) { $0.unwrapFields = ["my_text"] }
        #expect(Self.alerts(with.tree) == Self.alerts(try convert(text: record).tree))
    }

    @Test func `a wrapped reject keeps the outer object, and its replay gives the alert`() throws {
        var random = SeededRandom(7)
        var bad = RandomRecord(click: 1, &random)
        let good = bad.json()
        bad.members.removeAll { $0.name == "date" }
        bad.members.append(("date", #""yesterday""#))
        for form in [
            "{\"event\":RECORD}", "{\"logEvents\":[{\"message\":TEXT},{\"message\":TEXT}]}",
        ] {
            let text = form.replacing("RECORD", with: bad.json())
                .replacing("TEXT", with: Disguise.quoted(bad.json()))
            let first = try convert(text: text)
            let lines =
                first.tree.files.first { $0.key.hasPrefix("rejects/") }.map {
                    String(decoding: $0.value, as: UTF8.self)
                } ?? ""
            let count = first.summary.total.rejected.total
            #expect(lines.split(separator: "\n").count == count)
            let mended = lines.replacing("yesterday", with: "2025-07-17T08:42:23Z")
            let directory = TemporaryDirectory()
            let again = try convert(directory.write(Array(mended.utf8), to: "in.ndjson")) {
                $0.replays = true
            }
            #expect(again.summary.total.converted == count, "\(form): \(mended)")
            #expect(try convert(text: good).summary.total.converted == 1)
        }
    }

    @Test func `a large response is streamed, and its path is reported`() throws {
        var random = SeededRandom(8)
        let hits = (0..<6000).map { number in
            #"{"_index":"i","_id":"\#(number)","_source":\#(RandomRecord(click: number, &random).json())}"#
        }
        let text =
            #"{"took":1,"_shards":{"total":1},"hits":{"total":{"value":6000},"hits":[\#(hits.joined(separator: ","))]}}"#
        #expect(text.utf8.count > 1 << 20)
        for limit in [1 << 16, 16 << 20] {
            let result = try convert(text: text) { $0.recordLimit = limit }
            let total = result.summary.total
            #expect(total.seen == 6000 && total.rejected.total == 0)
            #expect(total.unwrapped == [Array("hits.hits[]._source".utf8): 6000])
        }
    }

    @Test(arguments: [
        (#"{"data":[]}"#, 0), (#"{"logEvents":[]}"#, 0), (#"{"hits":{"hits":[]}}"#, 0),
        (#"{"data":{"clickLogs":[]}}"#, 0), (#"{"clickLogs":[]}"#, 0), (#"{"rows":[1]}"#, 1),
        (#"{"type":"url protect","timestamp":1752741743000,"processingId":"p","data":[]}"#, 1),
        (#"{"auditType":"x","value":[],"eventTime":"2025-07-17T08:42:23Z"}"#, 1),
        (#"{"rows":[],"event":{"auditType":"x","eventTime":"2025-07-17T08:42:23Z"}}"#, 1),
        (#"{"message":"[]"}"#, 1), (#"{"message":"{}"}"#, 1), (#"{"event":{}}"#, 1),
    ])
    func `an empty page is ignored, and a record with an empty array is a record`(
        text: String, seen: UInt64
    ) throws {
        #expect(try convert(text: text).summary.total.seen == seen)
    }

    /// Whatever these records look like, their array says that they are no alerts, and a page is no wrapper
    /// (SPEC 3, 3.1).
    @Test(arguments: [
        "{LOGS}", #"{"resultCount":1,LOGS}"#, "[{LOGS}]", #"[{"clickLogs":[RECORD],LOGS}]"#,
        #"{"clickLogs":[RECORD],LOGS}"#, #"{LOGS,"clickLogs":[RECORD]}"#,
        #"{"clickLogs":[],"url":"u",LOGS}"#,
    ])
    func `any array of logs in data is one of a page, also where data is one object`(
        data: String
    ) throws {
        var random = SeededRandom(10)
        let record = RandomRecord(click: 1, &random).json()
        let text = data.replacing("LOGS", with: #""audit_logs":[RECORD,RECORD]"#)
            .replacing("RECORD", with: record)
        for page in [#"{"data":\#(text),"fail":[]}"#, #"{"result":{"data":\#(text)}}"#] {
            let total = try convert(text: page).summary.total
            #expect(total.filtered[.otherKind] == 2, "\(page)")
            #expect(total.seen == (data.contains("RECORD") ? 3 : 2), "\(page)")
            #expect(total.rejected.total == 0 && total.balances, "\(page)")
            #expect(total.unwrapped.isEmpty == page.hasPrefix(#"{"data""#), "\(page)")
        }
    }

    /// A page inside another object once counted as empty if nothing in it was a record.
    @Test(arguments: [
        #"{"x":1}"#, #"[{"x":1}]"#, #"{"data":[{"x":1}]}"#, #"{"data":["x"]}"#,
        #"{"Data":[{"x":1}]}"#,
        #"{"value":[{"x":1}]}"#, #"[{"data":[{"x":1}]}]"#, #"{"hits":[{"x":1}]}"#,
        #"{"data":[{"type":"process"}]}"#, #"{"data":[{},{"x":1}]}"#, #"{"clickLogs":[{"x":1}]}"#,
    ])
    func `what is no record is not lost, whatever is around it`(thing: String) throws {
        for wrapper in [
            "THING", #"{"r":THING}"#, #"{"a":{"b":THING}}"#, #"{"a":[THING]}"#, #"{"data":THING}"#,
            #"{"rows":[{"c":THING}]}"#, #"{"message":TEXT}"#,
            #"{"host":"h","result":THING,"offset":1}"#,
        ] {
            let text = wrapper.replacing("THING", with: thing)
                .replacing("TEXT", with: Disguise.quoted(thing))
            let total = try convert(text: text).summary.total
            #expect(total.seen > 0 && total.converted == 0 && total.balances, "\(text)")
        }
    }

    /// Where an object's array begins, the walk ends; the position of an earlier object's value was read.
    @Test(arguments: ["Data", "data", "Value", "click_logs"])
    func `a page's array is no value, whatever an earlier object had there`(name: String) throws {
        let long = String(repeating: "x", count: 300)
        for first in [
            #"{"a":{"x":"\#(long)","\#(name)":"y"}}"#, #"{"x":"\#(long)","\#(name)":"y"}"#,
        ] {
            for second in [
                #"{"a":{"\#(name)":[{"y":1}]}}"#, #"{"\#(name)":[{"y":1}]}"#,
                #"{"a":{"data":"","Data":"","\#(name)":[{"y":1}]}}"#,
            ] {
                let total = try convert(text: first + "\n" + second).summary.total
                #expect(total.rejected.total == 2 && total.seen == 2, "\(first)\n\(second)")
            }
        }
    }

    @Test func `a wrapped listing of batch files is told like a bare one`() throws {
        let listing = #"{"value":[{"url":"https://x.example/1.json.gz","expiry":"e","size":9}]}"#
        for text in [listing, #"{"response":\#(listing)}"#] {
            let total = try convert(text: text).summary.total
            #expect(total.warnings[.batchListing] == 1, "\(text)")
            #expect(total.seen == 0, "\(text)")
        }
    }

    @Test func `an object whose members are all records is read like an array of them`() throws {
        var random = SeededRandom(12)
        let records = (0..<1030).map { RandomRecord(click: $0, &random).json() }
        let bare = try convert(text: records.joined(separator: "\n"))
        for count in [2, 3, 1023, 1024, 1025, 1030] {
            let members = records[..<count].enumerated().map { "\"\($0.offset)\": \($0.element)" }
            let map = "{" + members.joined(separator: " , ") + " }"
            for text in [map, #"{"logs":\#(map)}"#] {
                let result = try convert(text: text)
                #expect(result.summary.total.seen == UInt64(count))
                #expect(
                    Set(Self.alerts(result.tree)).isSubset(of: Self.alerts(bare.tree)))
                #expect(result.summary.total.rejected.total == 0)
            }
        }
        // With anything else beside it, a record is the content of a wrapper.
        for other in [#""x":1"#, #""x":{"y":1}"#, #""x":[]"#] {
            let total = try convert(text: #"{"event":\#(records[0]),\#(other)}"#).summary.total
            #expect(total.seen == 1 && total.rejected.total == 0, "\(other)")
        }
    }

    @Test(arguments: [
        (#"{"value":[RECORD]}"#, 0), (#"{"data":[{"clickLogs":[RECORD]}]}"#, 0),
        (#"{"value":[{"clickLogs":[RECORD]}]}"#, 0), (#"{"value":[{"auditLogs":[RECORD]}]}"#, 1),
        (#"{"auditLogs":[{}],"value":[{"clickLogs":[RECORD]}]}"#, 0),
    ])
    func `a page as the data of a page is still a page`(data: String, others: UInt64) throws {
        var random = SeededRandom(11)
        let record = RandomRecord(click: 1, &random).json()
        let total = try convert(text: #"{"data":\#(data.replacing("RECORD", with: record))}"#)
            .summary.total
        #expect(total.seen == 1 && total.filtered[.otherKind] == others)
        #expect(total.rejected.total == 0 && total.unwrapped.isEmpty)
    }

    @Test(arguments: [
        #"{"data":OBJECT}"#, #"{"meta":{"status":200},"data":OBJECT,"fail":[]}"#,
        #"{"result":{"data":OBJECT,"x":1},"y":2}"#, #"[{"data":OBJECT}]"#,
    ])
    func `a large object in data is read like a small one`(page: String) throws {
        var random = SeededRandom(13)
        let padding = #"{"tagMap":"\#(String(repeating: "x", count: 1500))","#
        let records = (0..<800).map {
            padding + RandomRecord(click: $0, &random).json().dropFirst()
        }
        func total(_ count: Int, _ object: String) throws -> (Tally, length: Int) {
            let logs = "[" + records[..<count].joined(separator: ",") + "]"
            let text = page.replacing("OBJECT", with: object.replacing("LOGS", with: logs))
            return (try convert(text: text).summary.total, text.utf8.count)
        }
        for (object, others) in [
            (#"{"clickLogs":LOGS}"#, 0), (#"{"clickLogs":LOGS,"auditLogs":[{"x":1},{}]}"#, 2),
            (#"{"auditLogs":[{"x":1}],"clickLogs":LOGS,"auditLogs":[{"x":1}]}"#, 2),
            (#"{"resultCount":1,"value":LOGS}"#, 0),
        ] as [(String, UInt64)] {
            let (small, _) = try total(3, object)
            let (large, length) = try total(800, object)
            #expect(length > 1 << 20)
            #expect(small.seen == 3 + others && large.seen == 800 + others, "\(object)")
            #expect(small.filtered[.otherKind] == others, "\(object)")
            #expect(large.filtered[.otherKind] == others, "\(object)")
            #expect(small.rejected.total == 0 && large.rejected.total == 0, "\(object)")
            #expect(Set(small.unwrapped.keys) == Set(large.unwrapped.keys), "\(object)")
        }
    }

    @Test func `an unknown shape lists its names and is counted by them`() throws {
        let text = #"{"b":1,"a":{"c":2}}"# + "\n" + #"{"a":3,"b":4}"# + "\n" + #"{"z":1}"#
        let summary = try convert(text: text).summary
        let shapes = summary.total.unknownShapes
        #expect(shapes[[Array("a".utf8), Array("b".utf8)]]?.count == 2)
        #expect(shapes[[Array("a".utf8), Array("b".utf8)]]?.place.line == 1)
        #expect(shapes[[Array("z".utf8)]]?.count == 1)
        #expect(
            summary.firstRejects[.unknownShape]?.detail.contains(#"with "b", "a""#) == true)
    }

    @Test func `a broken line with a prefix affects no other line`() throws {
        var random = SeededRandom(9)
        let good = (1...6).map { RandomRecord(click: $0, &random).json() }
        let prefix = "2025-07-17T08:42:23.000Z "
        let lines = [
            prefix + good[0], prefix + good[1].dropLast(20), prefix + good[2],
            "2025-07-17 08:42:23 INFO collector started", prefix + good[3], "# a remark",
            "<134>Jul 17 08:42:23 host mimecast[12]: " + good[4], good[5],
        ]
        let total = try convert(text: lines.joined(separator: "\n")).summary.total
        #expect(total.converted == 5)
        #expect(total.rejected.total == 3)
        #expect(total.warnings[.linePrefix] == 4)
    }

    @Test func `a cut-off line is not a prefix, and neither is text after cut-off JSON`() throws {
        var random = SeededRandom(10)
        let record = RandomRecord(click: 1, &random).json()
        let cut = #"{"type":"url protect","subject":"x"#
        let total = try convert(text: cut + "\n2025-07-17T08:42:23Z host \(record)\n").summary.total
        #expect(total.converted == 0)
        #expect(total.rejected.total == 1)
    }
}
