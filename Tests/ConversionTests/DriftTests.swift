import Accounts
import ByteStreams
import Reports
import Runs
import Sophos
import TestSupport
import Testing

@Suite struct DriftTests {
    // MARK: One count

    private func drift(
        _ measure: Drift.Measure, _ count: UInt64, of whole: UInt64, from baseline: UInt64,
        of baselineWhole: UInt64
    ) -> Drift {
        Drift(
            measure: measure, count: count, whole: whole, baselineCount: baseline,
            baselineWhole: baselineWhole)
    }

    @Test func `a week as busy as its month passes, however many weeks the month has`() {
        let week = drift(.perDay, 70, of: 7, from: 300, of: 30)
        #expect(week.expected == 70)
        #expect(week.holds(.share(0), least: 0))
        #expect(!drift(.perDay, 85, of: 7, from: 300, of: 30).holds(.share(20_000), least: 10))
        #expect(drift(.perDay, 84, of: 7, from: 300, of: 30).holds(.share(20_000), least: 10))
    }

    @Test func `a difference of a few alerts passes, whatever its share`() {
        let double = drift(.share, 18, of: 100, from: 90, of: 1000)
        #expect(double.expected == 9)
        #expect(double.holds(.share(20_000), least: 10))
        #expect(!double.holds(.share(20_000), least: 9))
        #expect(double.holds(.share(100_000), least: 0))
    }

    @Test func `fewer alerts drift as far as more`() {
        #expect(!drift(.share, 40, of: 100, from: 60, of: 100).holds(.share(33_333), least: 10))
        #expect(drift(.share, 40, of: 100, from: 60, of: 100).holds(.share(33_334), least: 10))
    }

    @Test func `shares are compared exactly, even with the largest numbers`() {
        // A third of the old value is two thirds less.
        let third = drift(.share, 1, of: 9, from: 3, of: 9)
        #expect(third.holds(.share(66_667), least: 0) && !third.holds(.share(66_666), least: 0))
        let most: UInt64 = 1 << 62
        #expect(drift(.share, most, of: most, from: most, of: most).holds(.share(0), least: 0))
        #expect(
            !drift(.share, most, of: most, from: most - 1, of: most).holds(.share(0), least: 1))
        #expect(
            drift(.share, most, of: most, from: most - 1, of: most).holds(.share(1), least: 1))
        #expect(drift(.perDay, 0, of: 1, from: most, of: 1).expected == most)
    }

    // MARK: Two exports

    /// The given number of clicks per day with this definition, over days of November 2024.
    private func clicks(
        _ count: Int, days: ClosedRange<Int>, _ definition: String, verdict: String = "malicious",
        more: String = ""
    ) -> String {
        days.map { day in
            let record =
                #"{"url":"https://a.example/","scanResult":"\#(verdict)","action":"block","ttpDefinition":"\#(definition)","date":"2024-11-\#(day < 10 ? "0" : "")\#(day)T12:00:00Z"\#(more)}"#
            return String(repeating: record + "\n", count: count)
        }.joined()
    }

    private func summary(_ text: String) throws -> (Summary, [FileResult]) {
        let directory = TemporaryDirectory()
        let input = directory.write(Array(text.utf8), to: "in.ndjson")
        return try ConvertRun(
            try InputList([.path(input)]), to: .nowhere, ConvertOptions()
        ).collecting()
    }

    private func check(
        _ text: String, against baseline: String, _ change: (inout CheckLimits) -> Void = { _ in }
    ) throws -> [CheckResult.Threshold] {
        var limits = CheckLimits()
        limits.baseline = Baseline(try summary(baseline).0.total)
        change(&limits)
        let (now, files) = try summary(text)
        return CheckResult(now, files, limits).thresholds.filter { $0.name == .maxDrift }
    }

    private func fallen(_ thresholds: [CheckResult.Threshold]) -> [String] {
        thresholds.filter { !$0.holds }.map { Sentences.sentence($0) }
    }

    private var month: String {
        clicks(8, days: 1...28, "Default URL Protection") + clicks(2, days: 1...28, "Partners")
    }

    @Test func `a good week passes against its own month`() throws {
        let week =
            clicks(8, days: 8...14, "Default URL Protection") + clicks(2, days: 8...14, "Partners")
        let thresholds = try check(week, against: month) { $0.drift = .share(0) }
        #expect(fallen(thresholds) == [])
        #expect(
            thresholds.map { Sentences.title($0) } == [
                "max-drift category \"url\" share", "max-drift category \"url\" perDay",
                "max-drift alertType \"Default URL Protection\" share",
                "max-drift alertType \"Default URL Protection\" perDay",
                "max-drift alertType \"Partners\" share", "max-drift alertType \"Partners\" perDay",
            ])
    }

    @Test func `a different mix and a different volume are reported, each with its numbers`() throws
    {
        let week =
            clicks(4, days: 8...14, "Default URL Protection") + clicks(6, days: 8...14, "Partners")
        #expect(
            fallen(try check(week, against: month)) == [
                #"alertType "Default URL Protection": 40.0 % of the alerts, 80.0 % in the baseline (28 alerts, 56 expected); at most 20% apart allowed"#,
                #"alertType "Default URL Protection": 4.0 alerts a day, 8.0 in the baseline (28 alerts, 56 expected); at most 20% apart allowed"#,
                #"alertType "Partners": 60.0 % of the alerts, 20.0 % in the baseline (42 alerts, 14 expected); at most 20% apart allowed"#,
                #"alertType "Partners": 6.0 alerts a day, 2.0 in the baseline (42 alerts, 14 expected); at most 20% apart allowed"#,
            ])
        #expect(fallen(try check(week, against: month) { $0.minimumDrift = 29 }) == [])
        #expect(fallen(try check(week, against: month) { $0.drift = .share(200_000) }) == [])
    }

    @Test func `a missing alertType drifts, and a new one does from ten alerts on`() throws {
        let gone = try check(clicks(10, days: 8...14, "Default URL Protection"), against: month)
        #expect(
            fallen(gone).contains(
                #"alertType "Partners": 0.0 alerts a day, 2.0 in the baseline (0 alerts, 14 expected); at most 20% apart allowed"#
            ))
        let few = try check(month + clicks(9, days: 3...3, "VIP"), against: month)
        #expect(fallen(few) == [])
        #expect(
            few.filter(\.isNew).map { Sentences.sentence($0) } == [
                #"alertType "VIP": 9 alerts, none in the baseline"#
            ])
        let many = try check(month + clicks(10, days: 3...3, "VIP"), against: month)
        #expect(fallen(many) == [#"alertType "VIP": 10 alerts, none in the baseline"#])
    }

    @Test func `Mimecast words and field names that the baseline lacks are reported`()
        throws
    {
        let now =
            month + clicks(1, days: 2...2, "Default URL Protection", verdict: "Quarantined")
            + clicks(1, days: 2...2, "Partners", more: #","aiScore":1"#)
            .replacing(#""action":"block""#, with: #""action":"Hold \u001b""#)
        let thresholds = try check(now, against: month)
        #expect(fallen(thresholds) == [])
        #expect(
            thresholds.filter(\.isNew).map { Sentences.sentence($0) } == [
                #"verdict "quarantined" of url: 1 alert, none in the baseline"#,
                #"action "hold \x1b" of url: 1 alert, none in the baseline"#,
                #"field "aiScore" of url: 1 record, none in the baseline"#,
            ])
        let often = month + clicks(10, days: 2...2, "Default URL Protection", verdict: "new")
        #expect(
            fallen(try check(often, against: month)).contains(
                #"verdict "new" of url: 10 alerts, none in the baseline"#))
    }

    @Test func `words are not new if the baseline did not distinguish them`() throws {
        var limits = CheckLimits()
        var baseline = Baseline(try summary(month).0.total)
        baseline.verdicts[.init(category: .url, text: Array("(other)".utf8))] = 1
        limits.baseline = baseline
        let (now, files) = try summary(
            month + clicks(10, days: 2...2, "Default URL Protection", verdict: "new"))
        #expect(CheckResult(now, files, limits).thresholds.filter(\.isNew).isEmpty)
    }

    @Test func `an export without alerts drifts from one with some, but not vice versa`()
        throws
    {
        let clean = clicks(5, days: 1...2, "Partners", verdict: "clean")
        #expect(try !fallen(check(clean, against: month)).isEmpty)
        #expect(fallen(try check(clean, against: clean)) == [])
        let few = clicks(1, days: 1...1, "Partners")
        #expect(fallen(try check(few, against: clean)) == [])
    }

    @Test func `names that look the same but have different bytes drift separately`() throws {
        let (composed, decomposed) = ("R\u{E9}gle", "Re\u{301}gle")
        let thresholds = try check(
            clicks(10, days: 1...1, decomposed), against: clicks(10, days: 1...1, composed))
        let drifted = thresholds.filter { !$0.holds }
        #expect(drifted.map(\.found) == [10, 0])
        let names = drifted.compactMap(\.subject).map { Array(Sentences.subject($0).utf8) }
        #expect(names == [decomposed, composed].map { Array("alertType \"\($0)\"".utf8) })
    }

    @Test func `a summary of the same export is a baseline without drift`() throws {
        let (_, tree) = try convert(text: month)
        var sum: UInt64 = 0
        let read = try SummaryReader.read(tree.files["summary.json"] ?? [], sum: &sum)
        #expect(Baseline(read.total) == Baseline(try summary(month).0.total))
        #expect(Baseline(read.total).days == 28)
        #expect(fallen(try check(month, against: month) { $0.drift = .share(0) }) == [])
    }
}
