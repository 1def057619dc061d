import Accounts
import ByteStreams
import Reports
import Runs
import Sophos
import TestSupport
import Testing

@Suite struct CheckResultTests {
    let good =
        #"{"url":"https://a.example/","scanResult":"malicious","date":"2024-11-17T17:02:30+0000","ttpDefinition":"Default URL Protection"}"#

    private func check(_ text: String, _ change: (inout CheckLimits) -> Void = { _ in }) throws
        -> CheckResult
    {
        let directory = TemporaryDirectory()
        let input = directory.write(Array(text.utf8), to: "in.ndjson")
        var options = ConvertOptions()
        options.notesKept = .max
        var limits = CheckLimits()
        change(&limits)
        let run = ConvertRun(try InputList([.path(input)]), to: .nowhere, options)
        let (summary, files) = try run.collecting()
        return CheckResult(summary, files, limits)
    }

    private func fallen(_ result: CheckResult) -> [CheckResult.Threshold.Name] {
        result.thresholds.filter { !$0.holds }.map(\.name)
    }

    @Test func `good records meet the default limits`() throws {
        let result = try check(good + "\n" + good)
        #expect(result.holds && result.summary.total.seen == 2)
    }

    @Test func `one reject is too many unless allowed`() throws {
        #expect(fallen(try check(good + "\nx\n")) == [.maxRejected])
        #expect(try check(good + "\nx\n") { $0.rejected = .count(1) }.holds)
        #expect(
            fallen(try check(good + "\nx\n") { $0.rejected = .share(49_999) }) == [.maxRejected])
        #expect(try check(good + "\nx\n") { $0.rejected = .share(50_000) }.holds)
    }

    @Test func `every reject has a note`() throws {
        let result = try check("x\n{\ny\n{\n") { $0.rejected = .count(100) }
        let notes = result.files[0].notes
        #expect(notes.count == Int(result.summary.total.rejected.total))
        #expect(notes.map(\.record) == Array(1...UInt64(notes.count)))
    }

    @Test func `a damaged input is never tolerated`() throws {
        let archive = "PK\u{3}\u{4} an archive"
        #expect(fallen(try check(archive) { $0.minimumRecords = 0 }) == [.damaged])
    }

    @Test func `a stopped check does not pass`() throws {
        let whole = try check(good)
        var summary = whole.summary
        summary.isInterrupted = true
        #expect(fallen(CheckResult(summary, whole.files, CheckLimits())) == [.interrupted])
    }

    @Test func `unmapped names, warnings and missing volume have their own limits`() throws {
        let unmapped = good.replacing("Default URL Protection", with: "Our own rule")
        #expect(try check(unmapped).holds)
        #expect(fallen(try check(unmapped) { $0.unmapped = .count(0) }) == [.maxUnmapped])
        #expect(fallen(try check(good + "," + good) { $0.warnings = .count(0) }) == [.maxWarnings])
        #expect(fallen(try check(good) { $0.minimumRecords = 2 }) == [.minRecords])
    }

    @Test func `an empty export fails unless it is allowed`() throws {
        let nothing = try check("")
        #expect(fallen(nothing) == [.minRecords])
        #expect(
            nothing.thresholds.last.map { Sentences.sentence($0) }
                == "0 pieces seen; at least 1 expected, unless --min-records is 0")
        #expect(try check("") { $0.minimumRecords = 0 }.holds)
    }

    @Test func `unknown field names are counted once each, with the records that have them`() throws
    {
        let records =
            good.replacing("{", with: #"{"aiVerdict":1,"risk":2,"#) + "\n"
            + good.replacing("{", with: #"{"aiVerdict":1,"#) + "\n"
            + #"{"result":"x","fileName":"f","date":"2024-11-17T17:02:30Z","aiVerdict":0}"#
        #expect(try check(records) { $0.unknownFields = 2 }.holds)
        let result = try check(records) { $0.unknownFields = 1 }
        #expect(fallen(result) == [.maxUnknownFields])
        #expect(
            result.thresholds.first { !$0.holds }.map { Sentences.sentence($0) }
                == #"2 field names that no table knows ("aiVerdict" 3, "risk" 1); at most 1 allowed"#
        )
        #expect(try check(good) { $0.unknownFields = 0 }.holds)
    }

    @Test func `skipped files have a limit`() throws {
        let directory = TemporaryDirectory()
        _ = directory.write(Array(good.utf8), to: "in.ndjson")
        _ = directory.write([], to: "notes.txt")
        let run = ConvertRun(
            try InputList([.path(directory.path)]), to: .nowhere, ConvertOptions())
        let (summary, files) = try run.collecting()
        var limits = CheckLimits()
        limits.skipped = 1
        #expect(CheckResult(summary, files, limits).holds)
        limits.skipped = 0
        let result = CheckResult(summary, files, limits)
        #expect(fallen(result) == [.maxSkipped])
        #expect(
            result.thresholds.first { !$0.holds }.map { Sentences.sentence($0) }
                == "1 of 2 files skipped because of its name (.txt 1); at most 0 allowed")
    }

    @Test func `a count of one is in the singular`() throws {
        let other = good.replacing("Default URL Protection", with: "Rule")
        func sentences(_ text: String, _ change: (inout CheckLimits) -> Void) throws -> [String] {
            try check(text, change).thresholds.map { Sentences.sentence($0) }
        }
        let one = try sentences(other) {
            $0.unmapped = .count(0)
            $0.warnings = .count(0)
            $0.minimumRecords = 2
        }
        #expect(
            one == [
                "0 of 1 input damaged; none allowed", "0 of 1 piece rejected; at most 0 allowed",
                "1 of 1 alert has a name that no row of the mapping meets (\"Rule\" 1); at most 0 allowed",
                "0 warnings on 1 piece; at most 0 allowed", "1 piece seen; at least 2 expected",
            ])
        let names = (1...6).map { good.replacing("Default URL Protection", with: "Rule \($0)") }
        let six = try sentences(names.joined(separator: "\n")) { $0.unmapped = .count(0) }
        #expect(six.contains { $0.contains("\"Rule 5\" 1 and 1 other);") })
    }

    @Test func `a limit lists the parts of its number, the most frequent first`() throws {
        let other = good.replacing("Default URL Protection", with: "Our own rule")
        let result = try check("x\n{\n[0]\n{\n" + good + "," + other) {
            $0.warnings = .count(0)
            $0.unmapped = .count(0)
        }
        func parts(_ name: CheckResult.Threshold.Name) -> [CheckResult.Part] {
            result.thresholds.first { $0.name == name }?.parts ?? []
        }
        #expect(parts(.maxRejected).map(\.name) == ["json-syntax", "json-not-object"])
        #expect(parts(.maxRejected).map(\.count) == [3, 1])
        #expect(parts(.maxWarnings) == [.init(name: "separator-comma", count: 1)])
        #expect(parts(.maxUnmapped) == [.init(name: "Our own rule", count: 1)])
        let sentence = result.thresholds.first { !$0.holds }.map { Sentences.sentence($0) }
        #expect(
            sentence
                == "4 of 6 pieces rejected (json-syntax 3, json-not-object 1); at most 0 allowed")
    }
}
