import ByteStreams
import TestSupport
import Testing

@testable import Accounts
@testable import Runs

@Suite struct ReplayTests {
    private func replay(
        _ rejects: Path, _ change: (inout ConvertOptions) -> Void = { _ in }
    ) throws -> (summary: Summary, tree: Tree) {
        let output = TemporaryDirectory()
        let directory = output.path.appending("out")
        var options = ConvertOptions()
        options.replays = true
        change(&options)
        let run = ConvertRun(
            try InputList([.path(rejects)], areQuarantine: true), to: .directory(directory),
            options)
        let summary = try run.run()
        return (summary, Tree(directory, leavingOut: ["run.json", "manifest.json"]))
    }

    private static let click =
        #"{"userEmailAddress":"a@example.com","url":"https://a.example/NUMBER","ttpDefinition":"t","scanResult":"malicious","date":"2024-11-17T17:02:30+0000","messageId":"<NUMBER@a>"}"#

    private static func clicks(_ range: Range<Int>) -> [String] {
        range.map { click.replacing("NUMBER", with: "\($0)") }
    }

    /// A page on one line, records on lines, and a page with one record per line.
    private static var clean: [String: String] {
        let page = #"{"meta":{},"data":[{"clickLogs":[R]}],"fail":[]}"#
        return [
            "page.json": page.replacing("R", with: clicks(0..<5).joined(separator: ",")),
            "lines.ndjson": clicks(5..<12).joined(separator: "\n"),
            "pretty.json": page.replacing(
                "R", with: "\n" + clicks(12..<20).joined(separator: ",\n") + "\n"),
        ]
    }

    private static func lines(_ tree: Tree, _ folder: String) -> [String] {
        tree.files.filter { $0.key.hasPrefix(folder) }.flatMap {
            String(decoding: $0.value, as: UTF8.self).split(separator: "\n").map(String.init)
        }.sorted()
    }

    @Test func `a piece without bytes stays rejected, once`() throws {
        let input = TemporaryDirectory()
        let page = #"{"data":[{"clickLogs":[R]}],"fail":[]}"#
        let cut = page.replacing("R]}],\"fail\":[]}", with: Self.click)
        let pages = [cut, page.replacing("R", with: Self.click), cut]
        _ = input.write(Array(pages.joined(separator: "\n").utf8), to: "a.json")
        let first = try convert(input.path)
        #expect(first.summary.total.converted == 3)
        let rejects = Self.lines(first.tree, "rejects")
        #expect(rejects.count == 2 && rejects.allSatisfy { $0.contains(#""length":0"#) })
        let folder = TemporaryDirectory()
        _ = folder.write(
            try #require(first.tree.files["rejects/a.json.ndjson"]), to: "a.json.ndjson")
        let (summary, tree) = try replay(folder.path)
        #expect(summary.total.seen == 2 && summary.total.rejected.total == 2)
        let again = Self.lines(tree, "rejects")
        #expect(again.count == 2 && again.allSatisfy { $0.contains("the piece has no bytes") })
        for key in ["reason", "record", "line", "offset"] {
            #expect(
                again.map { Self.value(of: key, in: $0) }
                    == rejects.map { Self.value(of: key, in: $0) })
        }
    }

    private static func value(of key: String, in line: String) -> Substring? {
        line.split(separator: "\"\(key)\":").last?.prefix { $0 != "," }
    }

    @Test func `fixed and replayed rejects complete the first run`() throws {
        let input = TemporaryDirectory()
        for (name, text) in Self.clean { _ = input.write(Array(text.utf8), to: name) }
        let whole = try convert(input.path)
        for (name, text) in Self.clean {
            var damaged = text.replacing(#""https://a.example/2""#, with: #"https://a.example/2""#)
            damaged = damaged.replacing(
                #""date":"2024-11-17T17:02:30+0000","messageId":"<7@a>""#,
                with: #""date":"soon","messageId":"<7@a>""#)
            damaged = damaged.replacing(
                #""scanResult":"malicious","date":"2024-11-17T17:02:30+0000","messageId":"<15@a>""#,
                with:
                    #""scanResult":["malicious"],"date":"2024-11-17T17:02:30+0000","messageId":"<15@a>""#
            )
            _ = input.write(Array(damaged.utf8), to: name)
        }
        let first = try convert(input.path)
        #expect(first.summary.total.rejected.total == 3)

        let mended = TemporaryDirectory()
        for (name, content) in first.tree.files where name.hasPrefix("rejects/") {
            var text = String(decoding: content, as: UTF8.self)
            text = text.replacing(#":https://a.example/2\""#, with: #":\"https://a.example/2\""#)
            text = text.replacing(
                #"\"date\":\"soon\""#, with: #"\"date\":\"2024-11-17T17:02:30+0000\""#)
            text = text.replacing(#"[\"malicious\"]"#, with: #"\"malicious\""#)
            _ = mended.write(Array(text.utf8), to: String(name.dropFirst("rejects/".count)))
        }
        let second = try replay(mended.path)
        #expect(second.summary.total.rejected.total == 0)
        let alerts = Self.lines(first.tree, "alerts/") + Self.lines(second.tree, "alerts/")
        #expect(alerts.sorted() == Self.lines(whole.tree, "alerts/"))
        #expect(
            Set(second.summary.files.map(\.file)).isSubset(of: Set(whole.summary.files.map(\.file)))
        )

        // Together the two summaries equal that of a run over intact inputs.
        var sum = first.summary
        try sum.add(replay: second.summary)
        #expect(sum.total.balances && sum.total.categories.values.allSatisfy(\.balances))
        sum.total.bytesRead = whole.summary.total.bytesRead
        sum.total.bytesDecompressed = whole.summary.total.bytesDecompressed
        #expect(sum.total == whole.summary.total)
        #expect(Set(sum.files) == Set(whole.summary.files))
        #expect(sum.firstRejects.isEmpty && !sum.isReplay)
    }

    @Test func `pieces rejected again stay where they were`() throws {
        let text = Self.clicks(0..<6).joined(separator: "\n")
            .replacing(
                "2024-11-17T17:02:30+0000\",\"messageId\":\"<2", with: "soon\",\"messageId\":\"<2"
            )
            .replacing("<4@a>\"}", with: "<4@a>\"x}")
        let first = try convert(text: text)
        #expect(first.summary.total.rejected.total == 2)
        let rejects = try #require(first.tree.files["rejects/in.ndjson.ndjson"])
        let directory = TemporaryDirectory()
        let second = try replay(directory.write(rejects, to: "in.ndjson.ndjson"))
        #expect(second.summary.total.replayed.total == 2)
        var sum = first.summary
        try sum.add(replay: second.summary)
        #expect(sum.total == first.summary.total)
        #expect(sum.files == first.summary.files)
        #expect(sum.firstRejects == first.summary.firstRejects)

        // Twice as many as were rejected.
        let twice = try replay(directory.write(rejects + rejects, to: "in.ndjson.ndjson"))
        let before = sum.total
        #expect(throws: ReplayMismatch.self) { try sum.add(replay: twice.summary) }
        #expect(sum.total == before)
        #expect(throws: ReplayMismatch.noReplay) { try sum.add(replay: first.summary) }
    }

    @Test(arguments: ["clickLogs", "dlpLogs"])
    func `records after a broken one have its page's kind, which their keys do not show`(
        array: String
    ) throws {
        let records = (1...5).map {
            // An attachment by its keys.
            #"{"result":"malicious","scanResult":"malicious","fileName":"\#($0)","aggregateId":"g","#
                + #""date":"2024-11-17T17:02:30+0000","messageId":"<\#($0)@a>"}"#
        }
        let page =
            "{\"data\":[{\"\(array)\":[\n\(records.joined(separator: ",\n"))\n]}],\"fail\":[]}\n"
        let input = TemporaryDirectory()
        _ = input.write(Array(page.utf8), to: "page.json")
        let whole = try convert(input.path)
        #expect(whole.summary.total.converted == (array == "clickLogs" ? 5 : 0))
        let broken = page.replacing(#""fileName":"2""#, with: #""fileName":2x"#)
        _ = input.write(Array(broken.utf8), to: "page.json")
        let first = try convert(input.path)
        #expect(first.summary.total.seen == 5)
        #expect(first.summary.total.rejected.total == 1)

        let mended = TemporaryDirectory()
        for (name, content) in first.tree.files where name.hasPrefix("rejects/") {
            let text = String(decoding: content, as: UTF8.self)
                .replacing(#"\"fileName\":2x"#, with: #"\"fileName\":\"2\""#)
            _ = mended.write(Array(text.utf8), to: String(name.dropFirst("rejects/".count)))
        }
        let second = try replay(mended.path)
        let alerts = Self.lines(first.tree, "alerts/") + Self.lines(second.tree, "alerts/")
        #expect(alerts.sorted() == Self.lines(whole.tree, "alerts/"))
    }

    /// `N` represents a click, `!` text that breaks the piece it is in.
    @Test(arguments: [
        "[N,N!,N]", "[!N,N,N]", "[\nN,\nN!,\nN\n]\n", "{\"data\":[N,N!,N]}",
        "{\"value\":[N,N!,N],\"x\":1}", "{\"data\":[{\"clickLogs\"!:[N,N]}]}",
        "{\"data\":[{\"resultCount\":2!,\"clickLogs\":[N,N]},{\"clickLogs\":[N]}]}",
        "{\"data\":[{\"clickLogs\":[N,N!,N]}]}",
    ])
    func `the surroundings of a broken piece are restored when it is replayed`(
        text: String
    ) throws {
        // Breaks inside a record, and after it.
        for mark in ["\"malicious\"BROKEN", "\"malicious\""] {
            var number = 0
            var damaged = ""
            for character in text {
                switch character {
                case "N":
                    damaged += Self.click.replacing("NUMBER", with: "\(number)")
                    number += 1
                case "!" where mark.hasSuffix("BROKEN") && damaged.hasSuffix("}"):
                    let click = Self.click.replacing("NUMBER", with: "\(number - 1)")
                    damaged.removeLast(click.count)
                    damaged += click.replacing("\"malicious\"", with: mark)
                case "!": damaged += "BROKEN"
                default: damaged.append(character)
                }
            }
            let whole = try convert(text: damaged.replacing("BROKEN", with: ""))
            #expect(Int(whole.summary.total.converted) == number)
            let first = try convert(text: damaged)
            #expect(first.summary.total.rejected.total == 1)
            let rejects = first.tree.files.filter { $0.key.hasPrefix("rejects/") }
            let mended = rejects.values.map { String(decoding: $0, as: UTF8.self) }.joined()
                .replacing("BROKEN", with: "")
            let directory = TemporaryDirectory()
            let second = try replay(
                directory.write(Array(mended.utf8), to: "in.ndjson.ndjson"))
            #expect(second.summary.total.rejected.total == 0)
            let alerts = Self.lines(first.tree, "alerts/") + Self.lines(second.tree, "alerts/")
            #expect(alerts.sorted() == Self.lines(whole.tree, "alerts/"))
        }
    }

    @Test func `a piece rejected again keeps its location`() throws {
        let input = TemporaryDirectory()
        for (name, text) in Self.clean {
            let damaged = text.replacing("\"2024-11-17T17:02:30+0000\"", with: "\"soon\"")
            _ = input.write(Array(damaged.utf8), to: name)
        }
        let first = try convert(input.path)
        let mended = TemporaryDirectory()
        for (name, content) in first.tree.files where name.hasPrefix("rejects/") {
            _ = mended.write(content, to: String(name.dropFirst("rejects/".count)))
        }
        let second = try replay(mended.path)
        #expect(second.summary.total.rejected[.badTimestamp] == 20)
        #expect(Self.lines(second.tree, "rejects/") == Self.lines(first.tree, "rejects/"))
    }

    @Test func `a piece of which only the beginning was kept is rejected again`() throws {
        let text = "{\"a\":\"" + String(repeating: "x", count: 2 << 20) + "\n"
        let first = try convert(text: text)
        let rejects = try #require(first.tree.files["rejects/in.ndjson.ndjson"])
        let directory = TemporaryDirectory()
        let second = try replay(directory.write(rejects, to: "in.ndjson.ndjson"))
        #expect(second.summary.total.rejected.total == 1)
        let line = String(
            decoding: second.tree.files["rejects/in.ndjson.ndjson"] ?? [], as: UTF8.self)
        #expect(line.contains("convert the input again"))
        // However the beginning was edited.
        for (old, new) in [("xxx", "xx"), ("xxx", "xxxx"), ("{", "{ "), ("xxxx", "")] {
            let mended = String(decoding: rejects, as: UTF8.self).replacing(old, with: new)
            let third = try replay(
                directory.write(Array(mended.utf8), to: "in.ndjson.ndjson"))
            #expect(third.summary.total.rejected.total == 1)
            #expect(
                Self.lines(third.tree, "rejects/").joined().contains("convert the input again"))
        }
    }

    private static func line(_ record: Int, raw: String, array: String? = nil) -> String {
        let raw = raw.replacing("\"", with: "\\\"")
        let array = array.map { #","array":"\#($0)""# } ?? ""
        return
            #"{"file":"f","record":\#(record),"line":1,"offset":0,"reason":"json-syntax"\#(array),"raw":"\#(raw)"}"#
    }

    @Test func `only arrays of records can surround a piece`() throws {
        let directory = TemporaryDirectory()
        let lines = ["clickLogs", "click", "Date"].enumerated().map {
            Self.line($0 + 1, raw: #"{"x":1}"#, array: $1) + "\n"
        }
        let second = try replay(
            directory.write(Array(lines.joined().utf8), to: "in.json.ndjson"))
        #expect(second.summary.total.rejected[.missingField] == 1)
        #expect(second.summary.total.rejected[.jsonSyntax] == 2)
        let rejects = Self.lines(second.tree, "rejects/").filter { !$0.contains("missing-field") }
        #expect(rejects.count == 2)
        #expect(rejects.allSatisfy { $0.contains("no line of a quarantine file") })
        #expect(rejects.allSatisfy { $0.contains(#"\"raw\":"#) }, "the line as it stood")
    }

    @Test func `a replay reports the same unknown names as a run`() throws {
        let clicks = (0..<300).map {
            Self.click.dropLast().replacing("NUMBER", with: "\($0)") + ",\"new\($0 / 2 * 3)\":0}"
        }
        let whole = try convert(text: clicks.joined(separator: "\n"))
        let lines = clicks.enumerated().map { Self.line($0 + 1, raw: String($1)) + "\n" }
        let directory = TemporaryDirectory()
        let second = try replay(
            directory.write(Array(lines.joined().utf8), to: "in.json.ndjson"))
        #expect(second.summary.total.converted == 300)
        #expect(second.summary.total.unknownFields == whole.summary.total.unknownFields)
        #expect(whole.summary.total.unknownFields.count == 150)

        let many = (0..<300).map {
            Self.click.dropLast().replacing("NUMBER", with: "\($0)") + ",\"new\($0)\":0}"
        }
        let rest = many.enumerated().map { Self.line($0 + 1, raw: String($1)) + "\n" }
        let third = try replay(directory.write(Array(rest.joined().utf8), to: "in.json.ndjson"))
        let told = try convert(text: many.joined(separator: "\n")).summary.total.unknownFields
        #expect(third.summary.total.unknownFields == told)
        let others = told[Tally.UnknownField(kind: "url", field: Array("*".utf8))] ?? 0
        #expect(others == 300 - 256)
    }

    @Test func `a line with impossible numbers is not from a quarantine file`() throws {
        let line =
            #"{"file":"a","record":1,"line":1,"offset":0,"length":2,"reason":"json-syntax","raw":"{x"}"#
        for key in ["record", "line", "offset", "length"] {
            for (number, isPossible) in [
                ("4611686018427387903", true), ("4611686018427387904", false),
                ("18446744073709551615", false),
            ] {
                let text = line.replacing(
                    try Regex("\"\(key)\":[0-9]+"), with: "\"\(key)\":\(number)")
                let directory = TemporaryDirectory()
                let (summary, tree) = try replay(
                    directory.write(Array(text.utf8), to: "in.ndjson.ndjson"))
                #expect(summary.total.rejected.total == 1)
                let rejects = Self.lines(tree, "rejects/").joined()
                #expect(
                    rejects.contains("no line of a quarantine file") != isPossible,
                    "\(key) \(number): \(rejects)")
            }
        }
    }

    @Test func `a line that no run wrote is rejected without affecting others`() throws {
        let first = try convert(text: "{1\n{2\n")
        let rejects = try #require(first.tree.files["rejects/in.ndjson.ndjson"])
        let directory = TemporaryDirectory()
        let text = Array("hello\n\n".utf8) + rejects + Array("{\"file\":1}".utf8)
        let second = try replay(directory.write(text, to: "in.ndjson.ndjson"))
        #expect(second.summary.total.seen == 4)
        #expect(second.summary.total.rejected.total == 4)
    }
}
