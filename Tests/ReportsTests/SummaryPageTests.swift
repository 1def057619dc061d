import ByteStreams
import Conversion
import Foundation
import FoundationXML
import JSONRecords
import Sophos
import TestSupport
import Testing

@testable import Reports

@Suite struct SummaryPageTests {
    private func page(_ summary: Summary) -> String {
        var buffer = ByteBuffer()
        SummaryPage.append(summary, to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    private func outline(_ summary: Summary) -> PageOutline { PageOutline(page(summary)) }

    private static let samples: Summary = {
        guard let list = try? InputList([.path(Sample.root)]),
            let summary = try? ConvertRun(list, to: .nowhere, ConvertOptions()).run()
        else { preconditionFailure("the samples can be converted") }
        return summary
    }()

    /// Alerts on each of so many days, in so many inputs.
    private func summary(days: Int, inputs: Int) -> Summary {
        var summary = Summary()
        for number in 0..<inputs {
            var file = FileResult(relative: Path("2024/clicks-\(number).json.gz"))
            file.tally.seen = 9
            file.tally.converted = 3
            file.tally.filtered[.cleanOrSafe] = 6
            summary.add(file)
        }
        var counts = Tally.CategoryCounts()
        counts.seen = UInt64(days)
        counts.converted = UInt64(days)
        // Every second day of the last category is missing: as many gaps as there can be.
        for day in 0..<days {
            for category in Category.allCases where category != .rejection || day % 2 == 0 {
                summary.total.days[.init(number: Int32(16_000 + day), category: category)] =
                    Tally.DayCounts(seen: 9, alerts: 7)
                summary.total.categories[category] = counts
            }
        }
        for number in 0..<2000 {
            var span = Tally.Span()
            span.add(1_731_844_800_000)
            let type = Tally.AlertType(
                alertType: Array("Policy \(number)".utf8), threatID: nil, threatName: nil,
                matched: "none")
            summary.total.alertTypes[type] = span
        }
        return summary
    }

    @Test func `the head tells what was not read`() {
        var summary = summary(days: 1, inputs: 2)
        #expect(!page(summary).contains("of them") && !page(summary).contains("skipped"))
        summary.repeated = 1
        summary.skipped = [".txt": 2]
        #expect(page(summary).contains(", 1 other name of them, 2 other files skipped</p>"))
    }

    // MARK: Safe

    @Test func `the page is well formed, runs nothing and loads nothing`() {
        for outline in [
            outline(Summary()), outline(Self.samples), outline(summary(days: 9, inputs: 2)),
        ] {
            #expect(outline.problem == nil)
            #expect(outline.elements.isSubset(of: PageOutline.known))
            #expect(outline.attributes.isDisjoint(with: ["style", "src", "srcset", "action"]))
            #expect(!outline.attributes.contains { $0.hasPrefix("on") })
            #expect(outline.links.allSatisfy { $0.hasPrefix("#") })
            #expect(outline.links.allSatisfy { outline.ids.contains(String($0.dropFirst())) })
        }
    }

    @Test func `the policy names the digest of the only style sheet`() throws {
        let text = page(Summary())
        let sheet = try #require(
            text.firstMatch(of: #/<style>([^<]*)</style>/#).map { String($0.output.1) })
        var digest = ByteBuffer()
        Base64.append(SHA256.digest(of: Array(sheet.utf8)).bytes, to: &digest)
        let policy =
            "default-src 'none'; style-src 'sha256-"
            + String(decoding: digest.bytes, as: UTF8.self) + "'; base-uri 'none'"
        #expect(text.contains(policy))
        #expect(text.components(separatedBy: "<style").count == 2)
    }

    @Test func `what an input says is text wherever it stands`() {
        let hostile =
            "</title></style><script>alert(1)</script><img src=x onerror='y'>\"&\u{1B}\u{202E}"
        var summary = Summary()
        var file = FileResult(relative: Path(hostile))
        file.damage = StreamDamage(.inputAPIError, at: 1, .named(hostile))
        file.tally.seen = 2
        file.tally.converted = 1
        file.tally.rejected[.badTimestamp] = 1
        file.firstRejects[.badTimestamp] = RejectNote(
            file: Path(hostile), record: 1, place: Place(line: 1, offset: 0),
            reason: .badTimestamp, field: hostile, found: .text(Array(hostile.utf8)))
        var span = Tally.Span()
        span.add(1_731_844_800_000)
        for id in [nil, hostile] {
            file.tally.alertTypes[
                .init(
                    alertType: Array(hostile.utf8), threatID: id, threatName: id, matched: "none")
            ] = span
        }
        file.tally.unknownFields[.init(kind: hostile, field: Array(hostile.utf8))] = 1
        file.tally.verdicts[.init(category: .url, text: Array(hostile.utf8))] = 1
        file.tally.actions[.init(category: .url, text: Array(hostile.utf8))] = 1
        summary.add(file)
        // As one that was read back may have it: not escaped by us.
        summary.files[0].damage?.detail = hostile
        summary.firstRejects[.badTimestamp]?.detail = hostile
        let text = page(summary)
        let outline = PageOutline(text)
        #expect(outline.problem == nil)
        #expect(outline.elements.isSubset(of: PageOutline.known))
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
        #expect(text.contains("&lt;script&gt;alert(1)"))
    }

    // MARK: Complete

    @Test func `the page of the samples has all its parts, and tells the numbers`() {
        let text = page(Self.samples)
        for id in [
            "flow", "days", "types", "techniques", "severity", "verdicts", "actions", "unmapped",
            "rejected", "damaged", "warnings", "gaps", "fields", "categories", "inputs",
        ] {
            #expect(text.contains("<h2 id=\"\(id)\">"), "\(id)")
        }
        let total = Self.samples.total
        for count in [total.seen, total.converted, total.rejected.total, total.unproven] {
            #expect(text.contains(">\(ClosingTable.grouped(count))"))
        }
        for (_, first) in Self.samples.firstRejects {
            #expect(text.contains("record \(first.record), line \(first.place.line), byte "))
        }
    }

    @Test func `nothing and one record have a page that says so`() throws {
        #expect(page(Summary()).contains("No piece was seen"))
        let directory = TemporaryDirectory()
        let input = directory.write(
            Array(#"{"url":"u","scanResult":"malicious","date":"2024-11-17T17:02:30Z"}"#.utf8),
            to: "one.json")
        let summary = try ConvertRun(
            try InputList([.path(input)]), to: .nowhere, ConvertOptions()
        ).run()
        let text = page(summary)
        #expect(text.contains("nothing was rejected, and no input is damaged"))
        #expect(text.contains("Alerts at 2024-11-17 17:02 UTC"))
        #expect(!text.contains("id=\"gaps\"") && !text.contains("id=\"rejected\""))
    }

    @Test func `ten years of days and thousands of inputs make a page that a browser opens`() {
        let text = page(summary(days: 3653, inputs: 5000))
        #expect(text.utf8.count < 700_000)
        #expect(text.contains("Alerts a month by category"))
        #expect(text.contains("and 4,000 more"))
        #expect(PageOutline(text).problem == nil)
    }

    @Test func `the same summary gives the same page`() throws {
        var buffer = ByteBuffer()
        SummaryJSON.append(Self.samples, to: &buffer)
        var sum: UInt64 = 0
        #expect(page(try SummaryReader.read(buffer.bytes, sum: &sum)) == page(Self.samples))
    }

    // MARK: Parts

    @Test(
        arguments: [
            (1, "day", 1), (130, "day", 130), (131, "week", 19), (910, "week", 130),
            (911, "month", 31), (3653, "month", 121), (4000, "year", 12),
        ])
    func `time is cut into as many parts as can be seen`(days: Int, unit: String, count: Int) throws
    {
        let buckets = try #require(DayBuckets(summary(days: days, inputs: 0).total))
        #expect(buckets.unit == unit && buckets.buckets.count == count)
        #expect(
            buckets.buckets.reduce(0) { $0 + $1.total }
                == summary(days: days, inputs: 0).total.days.values.reduce(0) { $0 + $1.alerts })
    }

    @Test(
        arguments: [(1, 1), (4, 1), (5, 2), (9, 2), (10, 5), (24, 5), (25, 10), (16_820, 5000)]
            as [(UInt64, UInt64)])
    func `lines stand at round numbers`(greatest: UInt64, step: UInt64) {
        #expect(DayChart.roundStep(greatest) == step)
    }

    @Test func `lines stand at round numbers even where none can be greater`() {
        #expect(DayChart.roundStep(.max) == 5_000_000_000_000_000_000)
    }

    @Test(
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (1999, "1.9 kB"),
            (999_999, "999.9 kB"), (8_563_196_600, "8.5 GB"), (.max, "18.4 EB"),
        ] as [(UInt64, String)])
    func `sizes are told in decimal units`(bytes: UInt64, text: String) {
        #expect(ByteSize.text(bytes) == text)
    }

    @Test func `labels are cut by how wide they are drawn`() {
        #expect(ChartText.cut("abcdef", to: 6) == "abcdef")
        #expect(ChartText.cut("abcdefg", to: 6) == "abcdef…")
        #expect(ChartText.cut("客户保护策略", to: 6) == "客户保…")
        #expect(ChartText.cut("ab cdefg", to: 3) == "ab…")
        let marks = "e" + String(repeating: "\u{301}", count: 1000)
        #expect(ChartText.cut(marks, to: 6).unicodeScalars.count == 4)
    }
}
