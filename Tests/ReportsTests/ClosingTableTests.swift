import Accounts
import ByteStreams
import JSONRecords
import Runs
import Sophos
import TestSupport
import Testing

@testable import Reports

@Suite struct ClosingTableTests {
    private func alertType(
        _ name: String, _ id: String? = nil, _ threat: String? = nil,
        _ matched: ThreatMatch.Manner = .none
    ) -> Tally.AlertType {
        Tally.AlertType(
            alertType: Array(name.utf8), threatID: id, threatName: threat, matched: matched)
    }

    private func span(_ count: UInt64) -> Tally.Span {
        var span = Tally.Span()
        span.count = count
        return span
    }

    private func file(_ name: String, _ change: (inout FileResult) -> Void = { _ in }) -> FileResult
    {
        var file = FileResult(relative: Path(name))
        change(&file)
        return file
    }

    private func note(_ file: String, record: UInt64, _ reason: RejectReason) -> RejectNote {
        RejectNote(
            file: Path(file), record: record, place: Place(line: record, offset: 88317),
            reason: reason, field: "date", found: .text(Array(#""yesterday""#.utf8)))
    }

    private func lines(_ summary: Summary, verbose: Bool = false) -> [String] {
        let text = ClosingTable(isVerbose: verbose).text(summary)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    // MARK: Whole tables

    @Test func `a run ends with exactly this table`() throws {
        let directory = TemporaryDirectory()
        let click = { (verdict: String) in
            """
            {"userEmailAddress":"a@example.com","url":"https://example.com","scanResult":"\(verdict)",\
            "ttpDefinition":"Default URL Protection Definition","date":"2024-11-17T17:02:30+0000"}

            """
        }
        let text =
            String(repeating: click("clean"), count: 4)
            + String(repeating: click("malicious"), count: 2)
            + #"{"url":"https://example.com","scanResult":"clean","date":"yesterday"}"# + "\n"
        let input = directory.write(Array(text.utf8), to: "clicks.ndjson")
        let run = ConvertRun(try InputList([.path(input)]), to: .nowhere, ConvertOptions())
        let table = ClosingTable().text(try run.run())
        #expect(
            table == """
                1 input, 1,110 bytes
                    seen       7  100.0 %
                  = converted  2   28.6 %
                  + filtered   4   57.1 %  clean-or-safe 4
                  + duplicate  0    0.0 %
                  + rejected   1   14.3 %  bad-timestamp 1

                  category  seen  converted  filtered  duplicate  rejected
                  url          7          2         4          0         1

                  alertType               alerts  threat
                  Default URL Protection       2  T1598.003 Spearphishing Link
                  named by: ttpDefinition 2

                clicks.ndjson:7: bad-timestamp: "date" is "yesterday"; \
                expected a date-time with offset (record 7, byte 1040)
                """)
    }

    private func troubledSummary() -> Summary {
        var summary = Summary()
        summary.skipped = [".txt": 2, ".tgz": 1]
        summary.firstSkipped = Path("old/a.tgz")
        summary.repeated = 2
        summary.isInterrupted = true
        summary.add(
            file("a.json") {
                $0.tally.seen = 1_000_000
                $0.tally.converted = 12_345
                $0.tally.filtered[.cleanOrSafe] = 987_000
                $0.tally.filtered[.otherKind] = 643
                $0.tally.rejected[.badTimestamp] = 12
                $0.tally.bytesRead = 400
                $0.tally.bytesDecompressed = 1_234_567_890
                $0.firstRejects[.badTimestamp] = note("a.json", record: 1042, .badTimestamp)
            })
        summary.add(
            file("b.json.gz") {
                $0.tally.seen = 3
                $0.tally.converted = 2
                $0.tally.unproven = 2
                $0.tally.rejected[.badTimestamp] = 1
                $0.tally.warnings[.loneSurrogate] = 5
                $0.tally.warnings[.gzipPadding] = 1
                $0.damage = StreamDamage(.gzipTruncated, at: 17, .member(1))
                $0.isWithheld = true
                $0.firstRejects[.badTimestamp] = note("b.json.gz", record: 1, .badTimestamp)
            })
        return summary
    }

    @Test func `problems are reported with their numbers and first locations`() {
        let table = lines(troubledSummary())
        #expect(
            table.prefix(10) == [
                "2 inputs, 2 other names of them, 400 bytes, 1,234,567,890 decompressed (interrupted)",
                "    seen       1,000,003  100.0 %",
                "  = converted     12,347    1.2 %  2 of them unproven",
                "  + filtered     987,643   98.8 %  other-kind 643, clean-or-safe 987,000",
                "  + duplicate          0    0.0 %",
                "  + rejected          13   <0.1 %  bad-timestamp 13",
                "    1 input damaged: gzip-truncated 1",
                "    3 other files skipped: .txt 2, .tgz 1; the first is old/a.tgz", "",
                "  warnings: lone-surrogate 5, gzip-padding 1",
            ])
        #expect(
            table.dropFirst(10).first == "")
        let troubles = table.dropFirst(11)
        #expect(troubles.count == 3)
        #expect(troubles.first?.hasPrefix("a.json:1042: bad-timestamp: ") == true)
        #expect(
            troubles.first?.hasSuffix(" offset (record 1042, byte 88317) (and 12 more)") == true)
        #expect(troubles.dropFirst().first?.hasPrefix("b.json.gz: gzip-truncated: ") == true)
        #expect(troubles.dropFirst().first?.hasSuffix(" (2 alerts unproven)") == true)
        #expect(troubles.last == "--strict withheld the alerts of 1 input")
    }

    @Test func `the head of a stopped run says how far it got, and how fast`() {
        var summary = troubledSummary()
        summary.thisRun = ThisRun(planned: 12)
        summary.thisRun?.seen = 1_000_000
        var table = ClosingTable()
        table.elapsed = 12_340
        let head = table.text(summary).split(separator: "\n")[0]
        #expect(head.hasPrefix("2 of 12 inputs, 2 other names of them, 400 bytes, "))
        #expect(head.hasSuffix(" decompressed, 12.3 s, 81 k records/s (interrupted)"))
        table.elapsed = 3_723_600
        #expect(table.text(summary).contains(", 1:02:04, 268 records/s (interrupted)"))
        #expect(
            table.brief(summary).hasPrefix("2 of 12 inputs: seen 1,000,003, converted 12,347, "))
    }

    @Test func `a resumed run says what it did itself`() {
        var summary = troubledSummary()
        var report = ResumeReport()
        (report.added, report.kept, report.gone) = (1, 40, 2)
        summary.thisRun = ThisRun(planned: 41)
        #expect(!lines(summary).contains { $0.contains("this run") })
        summary.thisRun?.resumed = report
        let quiet = "    this run: 1 new, 40 kept, 2 gone, results kept; nothing newly rejected"
        #expect(lines(summary).contains(quiet))
        summary.thisRun?.rejected = 3
        summary.thisRun?.damaged = 1
        #expect(lines(summary).contains { $0.hasSuffix("; 3 records rejected, 1 input damaged") })
    }

    @Test func `the verbose table explains reasons and warnings`() {
        let text = ClosingTable(isVerbose: true).text(troubledSummary())
        for reason in [FilterReason.otherKind, .cleanOrSafe] {
            #expect(text.contains(Sentences.sentence(reason)))
        }
        #expect(text.contains(Sentences.sentence(RejectReason.badTimestamp)))
        for warning in [Warning.loneSurrogate, .gzipPadding] {
            #expect(text.contains(Sentences.sentence(warning)))
        }
        #expect(!text.contains(Sentences.sentence(Warning.batchListing)))
    }

    @Test func `a run without inputs has a table`() {
        #expect(
            lines(Summary()) == [
                "0 inputs, 0 bytes", "    seen       0", "  = converted  0", "  + filtered   0",
                "  + duplicate  0", "  + rejected   0",
            ])
    }

    @Test func `colour changes no word`() {
        let plain = ClosingTable().text(troubledSummary())
        let colored = ClosingTable(style: TerminalStyle(isColored: true)).text(troubledSummary())
        let lines = colored.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines.prefix(9) == [
                "2 inputs, 2 other names of them, 400 bytes, 1,234,567,890 decompressed (interrupted)",
                "\u{1B}[1m    seen       1,000,003  100.0 %\u{1B}[0m",
                "\u{1B}[32m  = converted     12,347    1.2 %\u{1B}[0m  2 of them unproven",
                "  + filtered     987,643   98.8 %  other-kind 643, clean-or-safe 987,000",
                "  + duplicate          0    0.0 %",
                "\u{1B}[33m  + rejected          13   <0.1 %\u{1B}[0m  bad-timestamp 13",
                "    \u{1B}[1;31m1 input damaged\u{1B}[0m: gzip-truncated 1",
                "    \u{1B}[33m3 other files skipped\u{1B}[0m: .txt 2, .tgz 1; the first is old/a.tgz",
                "",
            ])
        var withoutCodes = ""
        var isCode = false
        for character in colored {
            if character == "\u{1B}" { isCode = true }
            if !isCode { withoutCodes.append(character) }
            if character == "m" { isCode = false }
        }
        #expect(withoutCodes == plain)
    }

    @Test func `the end says where everything is`() {
        let places = OutputPlaces(directory: Path("my out"), summaryFile: Path("s\u{1B}.json"))
        var withCommands = places
        withCommands.commands = ["explain", "replay", "mapping"]
        withCommands.decisions = ["--unmapped", "reject"]
        withCommands.opened = { Path("-my exports").appending($0) }
        var summary = troubledSummary()
        summary.total.alertTypes[alertType("Policy")] = span(2)
        #expect(!ClosingTable(places: places).text(summary).contains("see why"))
        let text = ClosingTable(places: withCommands).text(summary)
        #expect(
            text.hasSuffix(
                """


                  alerts    my out/alerts
                  unproven  my out/unproven: alerts of inputs with a bad checksum or end
                  rejects   my out/rejects: each with its location, reason and bytes
                  summary   my out/summary.html
                  summary   s\\x1b.json

                  see why      mimecast2sophos explain './-my exports/a.json' --record 1042 --unmapped reject
                  once fixed   mimecast2sophos replay 'my out/rejects' --output NEW-DIR
                  add threats  mimecast2sophos mapping template --from 'my out' > mapping.json
                """))
    }

    @Test func `locations of problems open from the current directory`() {
        var places = OutputPlaces(directory: Path("out"))
        places.opened = { $0 == Path("a.json") ? Path("exports/2024/a.json") : nil }
        let text = ClosingTable(places: places).text(troubledSummary())
        #expect(text.contains("\nexports/2024/a.json:1042: bad-timestamp: "))
        #expect(text.contains("\nb.json.gz: gzip-truncated: "))
        places.commands = ["explain"]
        places.opened = { _ in nil }
        #expect(!ClosingTable(places: places).text(troubledSummary()).contains("see why"))
    }

    @Test func `only written files have a location`() {
        let rows = OutputPlaces(directory: Path("out")).rows(Summary())
        #expect(rows == [["summary", "out/summary.html"]])
    }

    // MARK: Parts

    @Test func `the ten most frequent alertTypes are shown, and the rest are counted`() {
        var summary = Summary()
        for number in 1...12 {
            summary.total.alertTypes[alertType("Type \(number)")] = span(UInt64(number) * 1000)
        }
        summary.total.alertTypes[alertType("Type 12", "TA0001", "Initial Access", .exact)] = span(
            5)
        let table = lines(summary).dropFirst(7).prefix { !$0.isEmpty }
        #expect(table.first == "  alertType  alerts  threat")
        #expect(table.dropFirst(1).first == "  Type 12    12,000  no threat")
        #expect(table.dropFirst(10).first == "  Type 3      3,000  no threat")
        #expect(table.last == "  and 3 more alertTypes")
        #expect(table.count == 12)
    }

    @Test func `the branches of naming are shown if some are not the rule's`() {
        var summary = Summary()
        summary.total.alertTypes[alertType("Impersonation Attempt")] = span(7)
        summary.total.namedBy = [.rule: 7]
        #expect(!ClosingTable().text(summary).contains("named by"))
        summary.total.namedBy = [.constant: 1, .rule: 7, .creationMethod: 2_000]
        #expect(lines(summary).contains("  named by: rule 7, creationMethod 2,000, constant 1"))
    }

    @Test func `names without a row are listed, with advice`() {
        var summary = Summary()
        summary.total.alertTypes[alertType("Known", "TA0001", "Initial Access", .exact)] = span(9)
        summary.total.alertTypes[alertType("Given", "T1598.003", "Spearphishing Link")] = span(8)
        #expect(!ClosingTable().text(summary).contains("mapping template"))
        for number in 1...5 {
            summary.total.alertTypes[alertType("N\u{1B}\(number)\"")] = span(UInt64(number) * 1000)
        }
        let table = lines(summary)
        let start = table.firstIndex {
            $0 == "  15,000 alerts without a threat, because no mapping row matches their names:"
        }
        #expect(
            start.map { table[$0 + 1] }
                == #"    "N\x1b5\"" 5,000, "N\x1b4\"" 4,000, "N\x1b3\"" 3,000, and 2 more names"#)
        #expect(start.map { table[$0 + 2].contains("--unmapped category") } == true)
        #expect(start.map { table[$0 + 2].contains("mapping template") } == true)
    }

    @Test func `twenty damaged inputs are listed and the rest are counted`() {
        var summary = Summary()
        for number in 1...23 {
            summary.add(
                file("\(number).gz") { $0.damage = StreamDamage(.gzipData, at: 1, .member(1)) })
        }
        let table = lines(summary)
        #expect(table.count { $0.contains(".gz: gzip-data: ") } == 20)
        #expect(table.contains("    23 inputs damaged: gzip-data 23"))
        #expect(table.last == "and 3 more damaged inputs")
    }

    @Test func `a clean run fits on a screen`() {
        var summary = Summary()
        summary.total.seen = 100
        summary.total.warnings[.loneSurrogate] = 1
        for number in 0..<30 {
            let type = alertType("Type \(number)", "TA0001", "Initial Access", .exact)
            summary.total.alertTypes[type] = span(3)
        }
        summary.total.namedBy = [.rule: 1, .constant: 89]
        // The categories add a blank line, a header and at most four rows.
        #expect(lines(summary).count + 6 <= 28)
    }

    @Test func `nothing from an input reaches the terminal unescaped`() {
        let hostile = "\u{1B}[2J\u{9B}\u{202E}\u{2028}\u{200B}\r\n"
        var summary = Summary()
        summary.total.alertTypes[alertType(hostile, hostile, hostile)] = span(1)
        summary.add(
            file(hostile) {
                $0.damage = StreamDamage(.inputAPIError, at: 1, .named(hostile))
                $0.tally.rejected[.badTimestamp] = 1
                $0.firstRejects[.badTimestamp] = note(hostile, record: 1, .badTimestamp)
            })
        for verbose in [false, true] {
            let text =
                lines(summary, verbose: verbose).joined() + ClosingTable.line(summary.files[0])
            for scalar in text.unicodeScalars {
                #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
                #expect(!scalar.properties.isDefaultIgnorableCodePoint)
                #expect(scalar.value != 0x2028 && scalar.properties.generalCategory != .format)
            }
        }
    }

    @Test func `a file's line has its outcomes`() {
        #expect(
            ClosingTable.line(troubledSummary().files[1]) == """
                b.json.gz: seen 3, converted 2, filtered 0, duplicate 0, rejected 1, \
                damaged: gzip-truncated, withheld
                """)
    }

    // MARK: Numbers

    @Test(
        arguments: [
            (0, "0"), (999, "999"), (1000, "1,000"), (999_999, "999,999"), (1_000_000, "1,000,000"),
            (UInt64.max, "18,446,744,073,709,551,615"),
        ] as [(UInt64, String)])
    func `numbers are written in groups of three`(number: UInt64, text: String) {
        #expect(ClosingTable.grouped(number) == text)
    }
}
