import Accounts
import ByteStreams
import Foundation
import FoundationXML
import JSONRecords
import Runs
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

    @Test func `alert types past the chart's limit are split by whether they have a threat`() {
        var summary = Summary()
        for number in 0..<30 {
            var span = Tally.Span()
            span.add(1_731_844_800_000)
            let type = Tally.AlertType(
                alertType: Array("Policy \(number < 10 ? "0" : "")\(number)".utf8),
                threatID: number < 27 ? "T1566" : nil, threatName: nil, matched: .exact)
            summary.total.alertTypes[type] = span
            summary.total.converted += 1
            summary.total.seen += 1
        }
        let text = page(summary)
        #expect(text.contains("3 more alert types"))
        let all = text.components(separatedBy: " more alert type").count - 1
        #expect(all >= 2)
    }

    @Test func `people are listed only if they were asked for, and as many`() {
        var summary = Summary()
        var file = FileResult(relative: Path("a.json"))
        for (name, count) in [("grace@example.com", 3), ("<b>\u{202E}alan", 2), ("c@x", 1)] {
            file.tally.people.recipients.add(Array(name.utf8), UInt64(count))
        }
        summary.add(file)
        #expect(!page(summary).contains("grace"))
        var buffer = ByteBuffer()
        SummaryPage.append(summary, topPeople: 2, to: &buffer)
        let text = String(decoding: buffer.bytes, as: UTF8.self)
        #expect(text.contains("grace@example.com"))
        #expect(text.contains("alan") && !text.contains("<b>\u{202E}") && !text.contains("c@x"))
        _ = PageOutline(text)
    }

    /// Alerts on each of a number of days, in a number of inputs.
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
        // Every second day of the last category is missing, which gives the maximum number of gaps.
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
                matched: .none)
            summary.total.alertTypes[type] = span
        }
        return summary
    }

    @Test func `the head reports what was not read`() {
        var summary = summary(days: 1, inputs: 2)
        #expect(!page(summary).contains("name of them") && !page(summary).contains("skipped"))
        summary.repeated = 1
        summary.skipped = [".txt": 2]
        #expect(page(summary).contains(", 1 other name of them, 2 other files skipped</dd>"))
        #expect(page(summary).contains("because of their names: 2 <code>.txt</code>."))
        for ending in [".a", ".b", ".c", ".d", ".e", ".f"] { summary.skipped[ending] = 1 }
        #expect(page(summary).contains("1 <code>.d</code> and 2 with other names."))
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
            // Within the page, and to MITRE's pages on a click.
            for link in outline.links {
                #expect(
                    outline.ids.contains(String(link.dropFirst())) && link.hasPrefix("#")
                        || link.hasPrefix("https://attack.mitre.org/t"), "\(link)")
            }
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

    @Test func `text from an input is text wherever it appears`() {
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
                    alertType: Array(hostile.utf8), threatID: id, threatName: id, matched: .none)
            ] = span
        }
        file.tally.unknownFields[.init(kind: hostile, field: Array(hostile.utf8))] = 1
        file.tally.verdicts[.init(category: .url, text: Array(hostile.utf8))] = 1
        file.tally.actions[.init(category: .url, text: Array(hostile.utf8))] = 1
        summary.add(file)
        // As in a summary that was read back: not escaped by us.
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

    @Test func `the page of the samples has all its parts and numbers`() {
        let text = page(Self.samples)
        for id in [
            "attention", "flow", "days", "types", "techniques", "severity", "verdicts", "actions",
            "unmapped",
            "rejected", "damaged", "warnings", "gaps", "fields", "categories", "inputs",
        ] {
            #expect(text.contains("<h2 id=\"\(id)\">"), "\(id)")
        }
        let total = Self.samples.total
        for count in [total.seen, total.converted, total.rejected.total, total.unproven] {
            #expect(text.contains(">\(ClosingTable.grouped(count))"))
        }
        // On a phone each reject is a block, not a column next to two others.
        #expect(text.contains("data-l=\"first location\""))
        for (_, first) in Self.samples.firstRejects {
            #expect(text.contains(":\(first.place.line): "))
            #expect(text.contains("(record \(first.record), byte "))
        }
    }

    @Test func `no records and one record have a page that says so`() throws {
        #expect(page(Summary()).contains("No record was seen"))
        let directory = TemporaryDirectory()
        let input = directory.write(
            Array(#"{"url":"u","scanResult":"malicious","date":"2024-11-17T17:02:30Z"}"#.utf8),
            to: "one.json")
        let summary = try ConvertRun(
            try InputList([.path(input)]), to: .nowhere, ConvertOptions()
        ).run()
        let text = page(summary)
        #expect(text.contains("nothing was rejected, and no input is damaged"))
        #expect(text.contains("<dd>1, at 2024-11-17 17:02 UTC</dd>"))
        #expect(!text.contains("id=\"gaps\"") && !text.contains("id=\"rejected\""))
    }

    @Test func `ten years of days and thousands of inputs make a page that a browser opens`() {
        let text = page(summary(days: 3653, inputs: 5000))
        #expect(text.utf8.count < 800_000)
        #expect(text.contains("Alerts per month"))
        #expect(text.contains("and 4,000 more"))
        #expect(PageOutline(text).problem == nil)
    }

    @Test func `the same summary gives the same page`() throws {
        var buffer = ByteBuffer()
        SummaryJSON.append(Self.samples, to: &buffer)
        var sum: UInt64 = 0
        #expect(page(try SummaryReader.read(buffer.bytes, sum: &sum)) == page(Self.samples))
    }

    // MARK: Guidance

    private func troubled() -> Summary {
        var summary = Summary()
        var damaged = FileResult(relative: Path("-b 'c'.json.gz"))
        damaged.tally.seen = 10
        damaged.tally.converted = 10
        damaged.tally.unproven = 10
        damaged.damage = StreamDamage(.gzipCRC, at: 7, .none)
        var withheld = FileResult(relative: Path("a.json"))
        withheld.tally.seen = 9
        withheld.tally.converted = 7
        withheld.tally.rejected[.badTimestamp] = 2
        withheld.isWithheld = true
        withheld.firstRejects[.badTimestamp] = RejectNote(
            file: Path("a.json"), record: 5, place: Place(line: 6, offset: 7),
            reason: .badTimestamp, field: "date", found: .nothing)
        var sound = FileResult(relative: Path("0.json"))
        sound.tally.seen = 1
        sound.tally.converted = 1
        for file in [sound, withheld, damaged] { summary.add(file) }
        summary.total.warnings[.loneSurrogate] = 3
        summary.skipped = [".tgz": 1, ".txt": 1]
        summary.firstSkipped = Path("notes.txt")
        var span = Tally.Span()
        span.add(1_731_844_800_000)
        summary.total.alertTypes[
            .init(alertType: Array("Mine".utf8), threatID: nil, threatName: nil, matched: .none)
        ] = span
        summary.total.unknownFields[.init(kind: "url", field: Array("aiScore".utf8))] = 4
        summary.isInterrupted = true
        return summary
    }

    @Test func `what needs attention comes first, the worst at the top`() {
        let summary = troubled()
        let items = Attention.items(summary, PageDays(summary.total.days))
        #expect(
            items.map(\.level) == [
                .problem, .problem, .problem, .problem, .problem, .check, .check, .check, .note,
            ])
        #expect(
            items.flatMap(\.commands) == [
                #"gzip -tv './-b '\''c'\''.json.gz'"#,
                "mimecast2sophos explain a.json --outcome rejected",
                "mimecast2sophos explain a.json --record 5",
                "mimecast2sophos replay . --output ../replayed",
                "mimecast2sophos mapping template --from summary.json > mapping.json",
                "mimecast2sophos check . --max-unknown-fields 0",
                "mimecast2sophos check . --include '*.txt'",
            ])
        let text = page(summary)
        #expect(!text.contains("All records accounted for"))
        #expect(text.contains("'\\''c'\\''.json.gz'</code>".replacing("'", with: "&#39;")))
        let places = ["id=\"attention\"", "class=\"cards\"", "id=\"flow\""].map {
            text.firstRange(of: $0)?.lowerBound
        }
        #expect(places.compactMap(\.self).count == 3 && places.compactMap(\.self).isSorted)
    }

    @Test
    func `an interruption alone is a problem, and a note alone leaves all records accounted for`() {
        var summary = Summary()
        summary.total.seen = 1
        summary.total.filtered[.cleanOrSafe] = 1
        #expect(page(summary).contains("All records accounted for"))
        #expect(!page(summary).contains("id=\"attention\""))
        summary.total.warnings[.gzipPadding] = 1
        #expect(page(summary).contains("All records accounted for"))
        #expect(page(summary).contains("id=\"attention\""))
        summary.isInterrupted = true
        #expect(!page(summary).contains("All records accounted for"))
    }

    @Test func `commands include the options that affect decisions`() throws {
        let directory = TemporaryDirectory()
        let input = directory.write(
            Array(
                #"{"url":"u","scanResult":"malicious","ttpDefinition":"Mine","date":"2024-11-17T17:02:30Z"}"#
                    .utf8), to: "one.json")
        var options = ConvertOptions()
        options.unmapped = .reject
        options.categories = [.url]
        let summary = try ConvertRun(
            try InputList([.path(input)]), to: .nowhere, options
        ).run()
        let text = page(summary)
        #expect(
            text.contains(
                "mimecast2sophos explain one.json --record 1 --category url --unmapped reject</code>"
            ))
        #expect(
            text.contains("<dt>Options</dt><dd><code>--category url</code> <code>--unmapped reject")
        )
    }

    @Test func `unpublished alerts appear in the cards and in the flow`() {
        let text = page(troubled())
        #expect(text.contains("10 of them unproven") && text.contains("7 of them withheld"))
        for (label, count) in [("converted, unproven", 10), ("converted, withheld", 7)] {
            #expect(text.contains("<title>\(label): \(count)</title>"))
            #expect(text.contains("<th scope=\"row\">\(label)</th><td class=\"n\">\(count)</td>"))
        }
        #expect(text.contains("<title>converted: 1</title>"))
    }

    @Test func `inputs with problems come first, and the worst of them at the top`() {
        let text = page(troubled())
        let inputs = text[
            (text.firstRange(of: "<h2 id=\"inputs\">")?.lowerBound ?? text.startIndex)...]
        let names = inputs.matches(of: #/<bdi dir="ltr">([^<]*)</#).map { String($0.output.1) }
        #expect(names == ["-b &#39;c&#39;.json.gz", "a.json", "0.json"])
    }

    @Test func `one more is in the singular, and grey is explained`() {
        var summary = summary(days: 1, inputs: 1)
        summary.total.alertTypes = [:]
        for number in 0..<13 {
            var span = Tally.Span()
            span.add(1_731_844_800_000)
            summary.total.alertTypes[
                .init(
                    alertType: Array("Policy \(number)".utf8), threatID: nil, threatName: nil,
                    matched: .none)
            ] = span
        }
        #expect(page(summary).contains("and 1 more alert type</p>"))
        #expect(page(summary).contains("</svg> no threat</p>"))
        #expect(page(summary).contains("Grey alert types have no threat."))
        for number in 8..<13 {
            summary.total.alertTypes[
                .init(
                    alertType: Array("Policy \(number)".utf8), threatID: nil, threatName: nil,
                    matched: .none)
            ] = nil
        }
        #expect(page(summary).contains(">1 more alert type<"))
    }

    @Test(
        arguments: [
            ("T1598.003", "techniques/T1598/003/"), ("T1078", "techniques/T1078/"),
            ("TA0001", "tactics/TA0001/"), ("T1598.03", nil), ("TA01", nil), ("T1598/../x", nil),
            ("", nil), ("T", nil), ("T1598.", nil), ("javascript:alert(1)", nil),
        ] as [(String, String?)])
    func `ATT&CK ids link to their pages, and nothing else is a link`(id: String, page: String?) {
        #expect(AlertSections.attackPage(id) == page.map { "https://attack.mitre.org/" + $0 })
    }

    @Test func `a given baseline is compared with the alerts`() {
        var baseline = Baseline(Self.samples.total)
        baseline.days = 1
        baseline.alertTypes = [Array("Impersonation Attempt".utf8): 5, Array("Gone".utf8): 3]
        baseline.alerts = 8
        var buffer = ByteBuffer()
        SummaryPage.append(Self.samples, baseline: baseline, to: &buffer)
        let text = String(decoding: buffer.bytes, as: UTF8.self)
        #expect(PageOutline(text).problem == nil)
        #expect(text.contains("<h2 id=\"baseline\">"))
        #expect(text.contains("<bdi>Gone</bdi></th><td class=\"n z\" data-l=\"alerts\">0</td>"))
        #expect(!page(Self.samples).contains("id=\"baseline\""))
    }

    // MARK: For everybody

    @Test func `every scroll area can be reached with the keyboard and is labelled`() {
        let outline = outline(Self.samples)
        let areas = outline.withClass["scroll"] ?? []
        #expect(areas.count > 8)
        for area in areas {
            #expect(area["tabindex"] == "0" && area["role"] == "region")
            #expect(area["aria-label"]?.isEmpty == false)
        }
    }

    @Test func `text and charts have contrast, in light and dark`() throws {
        let sheet = PageStyle.text
        let dark = try #require(sheet.firstRange(of: "prefers-color-scheme:dark"))
        for part in [sheet[..<dark.lowerBound], sheet[dark.lowerBound...]] {
            var colors: [String: Double] = [:]
            for match in part.matches(of: #/--([a-z]+):#([0-9a-f]{6}|[0-9a-f]{3})[;}]/#) {
                colors[String(match.output.1)] = try luminance(String(match.output.2))
            }
            #expect(colors.count == 25)
            func contrast(_ first: String, _ second: String) throws -> Double {
                let pair = [try #require(colors[first]), try #require(colors[second])].sorted()
                return (pair[1] + 0.05) / (pair[0] + 0.05)
            }
            for ground in ["bg", "card", "box"] {
                for text in ["ink", "soft", "link", "good", "bad", "warn"] {
                    #expect(try contrast(text, ground) >= 4.5, "\(text) on \(ground)")
                }
                for drawn in colors.keys where !["bg", "card", "box", "line"].contains(drawn) {
                    #expect(try contrast(drawn, ground) >= 3, "\(drawn) on \(ground)")
                }
            }
        }
    }

    /// WCAG 2.2, relative luminance.
    private func luminance(_ color: String) throws -> Double {
        let digits = color.count == 3 ? color.map { "\($0)\($0)" }.joined() : color
        let number = try #require(UInt32(digits, radix: 16))
        let parts = [16, 8, 0].map { shift -> Double in
            let part = Double(number >> UInt32(shift) & 0xFF) / 255
            return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    // MARK: Days

    /// Days from 2024-11-11, a Monday, by category.
    private func days(_ categories: [Sophos.Category: [Int]]) -> PageDays {
        var counts: [Tally.Day: Tally.DayCounts] = [:]
        for (category, days) in categories {
            for day in days {
                counts[.init(number: Int32(20_038 + day), category: category)] = .init(
                    seen: 5, alerts: 0)
            }
        }
        return PageDays(counts)
    }

    @Test func `a gap on working days is listed, a weekend is counted separately`() throws {
        let gaps = try #require(DayGaps(days([.url: [0, 1, 4, 7, 8, 10]])))
        #expect(PageDates.day(gaps.span.lowerBound) == "2024-11-11")
        #expect(
            gaps.common.ranges.map(PageDates.range) == [
                "2024-11-13 to 2024-11-14", "2024-11-20",
            ])
        #expect(gaps.common.weekendDays == 2 && gaps.common.dayCount == 3)
        #expect(gaps.categories.isEmpty)
        #expect(DayGaps(days([.url: [0, 1, 2]])) == nil)
        #expect(DayGaps(days([:])) == nil)
    }

    @Test func `a weekend that a gap continues from belongs to the gap`() throws {
        let gaps = try #require(DayGaps(days([.url: [0, 1, 2, 3, 4, 8]])))
        #expect(gaps.common.ranges.map(\.count) == [3] && gaps.common.weekendDays == 0)
    }

    @Test func `days missing from all categories are separate from those missing from one`() throws
    {
        let gaps = try #require(
            DayGaps(days([.url: [0, 1, 3, 4], .attachment: [0, 4], .impersonation: [1]])))
        #expect(gaps.common.ranges.map(PageDates.range) == ["2024-11-13"])
        #expect(gaps.categories.map(\.category) == [.attachment])
        #expect(
            gaps.categories[0].holes.ranges.map(PageDates.range) == ["2024-11-12", "2024-11-14"])
        #expect(gaps.holeCount == 3)
    }

    @Test func `days with records but without alerts are not gaps, and are drawn as seen`() {
        var page = HTML()
        let days = days([.url: [0, 1, 2]])
        GapSection.append(days, to: &page)
        #expect(page.source.isEmpty && days.tellsSeen)
        DayChart.append(Tally(), days, to: &page)
        #expect(page.source.contains("Records seen per day"))
        #expect(page.source.contains("<title>2024-11-12: 5</title>"))
        #expect(page.source.contains("No record became an alert."))
        #expect(page.source.contains("peak 5, 2024-11-11"))
    }

    // MARK: Parts

    @Test(
        arguments: [
            (1, "day", 1), (130, "day", 130), (131, "week", 19), (910, "week", 130),
            (911, "month", 31), (3653, "month", 121), (4000, "year", 12),
        ])
    func `time is divided into as many parts as can be seen`(days: Int, unit: String, count: Int)
        throws
    {
        let buckets = try #require(DayBuckets(PageDays(summary(days: days, inputs: 0).total.days)))
        #expect(buckets.unit == unit && buckets.buckets.count == count)
        #expect(
            buckets.buckets.reduce(0) { $0 + $1.total }
                == summary(days: days, inputs: 0).total.days.values.reduce(0) { $0 + $1.alerts })
    }

    @Test(
        arguments: [(1, 1), (4, 1), (5, 2), (9, 2), (10, 5), (24, 5), (25, 10), (16_820, 5000)]
            as [(UInt64, UInt64)])
    func `lines are at round numbers`(greatest: UInt64, step: UInt64) {
        #expect(DayChart.roundStep(greatest) == step)
    }

    @Test func `lines are at round numbers even for the largest counts`() {
        #expect(DayChart.roundStep(.max) == 5_000_000_000_000_000_000)
    }

    @Test(
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (1999, "1.9 kB"),
            (999_999, "999.9 kB"), (8_563_196_600, "8.5 GB"), (.max, "18.4 EB"),
        ] as [(UInt64, String)])
    func `sizes are in decimal units`(bytes: UInt64, text: String) {
        #expect(ByteSize.text(bytes) == text)
    }

    @Test func `labels are cut by their drawn width`() {
        #expect(ChartText.cut("abcdef", to: 6) == "abcdef")
        #expect(ChartText.cut("abcdefg", to: 6) == "abcdef…")
        #expect(ChartText.cut("客户保护策略", to: 6) == "客户保…")
        #expect(ChartText.cut("ab cdefg", to: 3) == "ab…")
        let marks = "e" + String(repeating: "\u{301}", count: 1000)
        #expect(ChartText.cut(marks, to: 6).unicodeScalars.count == 4)
    }
}

extension [String.Index] {
    fileprivate var isSorted: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }
}
