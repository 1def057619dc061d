import Accounts
import ByteStreams
import JSONRecords
import Sophos
import Testing

@Suite struct SummaryJSONTests {
    private func json(_ summary: Summary) -> String {
        var buffer = ByteBuffer()
        SummaryJSON.append(summary, to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    private static let noon: Int64 = 1_731_844_800_000  // 2024-11-17T12:00:00Z
    private static let day: Int32 = 20044
    private static let link = "Spearphishing Link"

    /// Adds the entries in any order, which must not affect the summary.
    private func fill<Key: Hashable, Value>(
        _ table: inout [Key: Value], _ entries: [(Key, Value)], isReversed: Bool
    ) {
        table = [:]
        if isReversed { table.reserveCapacity(1000) }
        for (key, value) in isReversed ? entries.reversed() : entries { table[key] = value }
    }

    private func span(_ count: UInt64, _ first: Int64, _ last: Int64) -> Tally.Span {
        var span = Tally.Span()
        (span.count, span.first, span.last) = (count, first, last)
        return span
    }

    private func type(
        _ alertType: String, _ id: String?, _ name: String?, _ matched: ThreatMatch.Manner
    ) -> Tally.AlertType {
        Tally.AlertType(
            alertType: Array(alertType.utf8), threatID: id, threatName: name, matched: matched)
    }

    private func fullTally(isReversed: Bool) -> Tally {
        var tally = Tally()
        tally.seen = 100
        tally.converted = 24
        tally.unproven = 4
        tally.duplicate = 1
        tally.filtered[.afterUntil] = 2
        tally.filtered[.cleanOrSafe] = 70
        tally.rejected[.badTimestamp] = 1
        tally.rejected[.jsonSyntax] = 2
        tally.warnings[.batchListing] = 1
        tally.warnings[.loneSurrogate] = 3
        tally.bytesRead = 1000
        tally.bytesDecompressed = UInt64(Int64.max) + 1
        tally.span = span(24, Self.noon, Self.noon + 86_400_000)
        var counts = Tally.CategoryCounts()
        (counts.seen, counts.converted, counts.filtered) = (98, 24, 72)
        (counts.duplicate, counts.rejected) = (1, 1)
        tally.categories = [.url: counts]
        let later = Self.noon + 1
        fill(
            &tally.alertTypes,
            [
                (type("URL Protection", "T1598.003", Self.link, .prefix), span(5, 0, 0)),
                (type("URL Protection", "T1598.003", Self.link, .exact), span(5, 0, 1)),
                (type("Tab\tand \"quotes\"", nil, nil, .none), span(5, Self.noon, later)),
                (type("Often", nil, nil, .none), span(8, Self.noon, Self.noon)),
                (type("Often", "T1598.003", Self.link, .none), span(1, 1, 1)),
            ], isReversed: isReversed)
        fill(
            &tally.namedBy, [(.constant, 1), (.rule, 20), (.ttpDefinition, 3)],
            isReversed: isReversed)
        fill(&tally.severities, [(.high, 4), (.low, 1), (.medium, 19)], isReversed: isReversed)
        fill(
            &tally.unknownFields,
            [
                (.init(kind: "url", field: Array("newField".utf8)), 9),
                (.init(kind: "attachment", field: Array("b".utf8)), 2),
                (.init(kind: "attachment", field: Array("a".utf8)), 2),
                (.init(kind: "attachment", field: Array("z".utf8)), 3),
            ], isReversed: isReversed)
        fill(
            &tally.days,
            [
                (
                    .init(number: Self.day + 1, category: .attachment),
                    Tally.DayCounts(seen: 20, alerts: 1)
                ),
                (
                    .init(number: Self.day, category: .rejection),
                    Tally.DayCounts(seen: 20, alerts: 2)
                ),
                (
                    .init(number: Self.day, category: .attachment),
                    Tally.DayCounts(seen: 20, alerts: 3)
                ),
                (.init(number: Self.day, category: .url), Tally.DayCounts(seen: 20, alerts: 18)),
            ], isReversed: isReversed)
        fill(
            &tally.unwrapped, [(Array("_raw".utf8), 2), (Array("event".utf8), 7)],
            isReversed: isReversed)
        tally.oddTypes = ["blockReason": 1]
        tally.add(
            Tally.UnknownShape(
                count: 2, file: Path("x"), record: 3, place: Place(line: 4, offset: 5)),
            of: [Array("a".utf8), Array("b\"".utf8)])
        tally.verdicts = [.init(category: .url, text: Array("malicious".utf8)): 4]
        fill(
            &tally.actions,
            [
                (.init(category: .url, text: Array("warn".utf8)), 2),
                (.init(category: .url, text: Array("allow".utf8)), 2),
                (.init(category: .url, text: Array("block".utf8)), 9),
                (.init(category: .attachment, text: Array("none".utf8)), 1),
            ], isReversed: isReversed)
        return tally
    }

    private func fullSummary(isReversed: Bool = false) -> Summary {
        var summary = Summary()
        summary.skipped = [".txt": 2, SkippedFiles.special: 1]
        summary.firstSkipped = Path(bytes: [0x61, 0xFF])
        summary.repeated = 2
        summary.isInterrupted = true
        var whole = FileResult(relative: Path("2024/clicks.json.gz"))
        whole.tally.seen = 96
        whole.tally.converted = 20
        whole.tally.duplicate = 1
        whole.tally.filtered[.cleanOrSafe] = 70
        whole.tally.filtered[.afterUntil] = 2
        whole.tally.rejected[.jsonSyntax] = 2
        whole.tally.rejected[.badTimestamp] = 1
        var damaged = FileResult(relative: Path(bytes: [0x62, 0xFF, 0x1B, 0x22]))
        damaged.tally.seen = 4
        damaged.tally.converted = 4
        damaged.damage = StreamDamage(.gzipCRC, at: 88317)
        damaged.isWithheld = true
        damaged.tally.unproven = 4
        damaged.firstRejects[.jsonSyntax] = reject("z.json", record: 1)
        whole.firstRejects[.jsonSyntax] = reject("2024/clicks.json.gz", record: 7)
        for file in isReversed ? [damaged, whole] : [whole, damaged] { summary.add(file) }
        summary.total = fullTally(isReversed: isReversed)
        return summary
    }

    private func reject(_ file: String, record: UInt64) -> RejectNote {
        RejectNote(
            file: Path(file), record: record, place: Place(line: 8, offset: 99),
            reason: .jsonSyntax, found: .byte(0x1B), faultOffset: 101)
    }

    @Test func `a full summary is written in exactly this form`() {
        #expect(
            json(fullSummary()) == #"""
                {
                  "version": 2,
                  "inputs": 2,
                  "bytes": {"read": 1000, "decompressed": 9223372036854775808},
                  "seen": 100,
                  "converted": 24,
                  "unproven": 4,
                  "filtered": {"clean-or-safe": 70, "after-until": 2},
                  "duplicate": 1,
                  "rejected": {"json-syntax": 2, "bad-timestamp": 1},
                  "damaged": [
                    {"file": "b\#u{FFFD}\u001b\"", "reason": "gzip-crc", "offset": 88317, "detail": "the checksum is wrong", "unproven": 4}
                  ],
                  "warnings": {"lone-surrogate": 3, "batch-listing": 1},
                  "categories": {
                    "attachment": {"seen": 0, "converted": 0, "filtered": 0, "duplicate": 0, "rejected": 0},
                    "impersonation": {"seen": 0, "converted": 0, "filtered": 0, "duplicate": 0, "rejected": 0},
                    "url": {"seen": 98, "converted": 24, "filtered": 72, "duplicate": 1, "rejected": 1},
                    "rejection": {"seen": 0, "converted": 0, "filtered": 0, "duplicate": 0, "rejected": 0}
                  },
                  "alertTypes": [
                    {"alertType": "Often", "threatId": null, "threatName": null, "matched": "none", "count": 8, "first": "2024-11-17T12:00:00.000Z", "last": "2024-11-17T12:00:00.000Z"},
                    {"alertType": "Tab\tand \"quotes\"", "threatId": null, "threatName": null, "matched": "none", "count": 5, "first": "2024-11-17T12:00:00.000Z", "last": "2024-11-17T12:00:00.001Z"},
                    {"alertType": "URL Protection", "threatId": "T1598.003", "threatName": "Spearphishing Link", "matched": "exact", "count": 5, "first": "1970-01-01T00:00:00.000Z", "last": "1970-01-01T00:00:00.001Z"},
                    {"alertType": "URL Protection", "threatId": "T1598.003", "threatName": "Spearphishing Link", "matched": "prefix", "count": 5, "first": "1970-01-01T00:00:00.000Z", "last": "1970-01-01T00:00:00.000Z"},
                    {"alertType": "Often", "threatId": "T1598.003", "threatName": "Spearphishing Link", "matched": "none", "count": 1, "first": "1970-01-01T00:00:00.001Z", "last": "1970-01-01T00:00:00.001Z"}
                  ],
                  "namedBy": {"rule": 20, "ttpDefinition": 3, "constant": 1},
                  "severities": {"low": 1, "medium": 19, "high": 4},
                  "verdicts": [
                    {"category": "url", "verdict": "malicious", "count": 4}
                  ],
                  "actions": [
                    {"category": "attachment", "action": "none", "count": 1},
                    {"category": "url", "action": "block", "count": 9},
                    {"category": "url", "action": "allow", "count": 2},
                    {"category": "url", "action": "warn", "count": 2}
                  ],
                  "unmapped": [
                    {"alertType": "Often", "count": 9},
                    {"alertType": "Tab\tand \"quotes\"", "count": 5}
                  ],
                  "unwrapped": {"event": 7, "_raw": 2},
                  "oddTypes": {"blockReason": 1},
                  "unknownShapes": [
                    {"keys": ["a", "b\""], "count": 2, "first": {"file": "x", "record": 3, "line": 4, "offset": 5}}
                  ],
                  "skipped": {".txt": 2, "(special file)": 1},
                  "unknownFields": [
                    {"kind": "attachment", "field": "z", "count": 3},
                    {"kind": "attachment", "field": "a", "count": 2},
                    {"kind": "attachment", "field": "b", "count": 2},
                    {"kind": "url", "field": "newField", "count": 9}
                  ],
                  "days": [
                    {"date": "2024-11-17", "category": "attachment", "seen": 20, "alerts": 3},
                    {"date": "2024-11-17", "category": "url", "seen": 20, "alerts": 18},
                    {"date": "2024-11-17", "category": "rejection", "seen": 20, "alerts": 2},
                    {"date": "2024-11-18", "category": "attachment", "seen": 20, "alerts": 1}
                  ],
                  "first": "2024-11-17T12:00:00.000Z",
                  "last": "2024-11-18T12:00:00.000Z",
                  "files": [
                    {"file": "2024/clicks.json.gz", "seen": 96, "converted": 20, "filtered": 72, "duplicate": 1, "rejected": 3},
                    {"file": "b\#u{FFFD}\u001b\"", "seen": 4, "converted": 4, "filtered": 0, "duplicate": 0, "rejected": 0, "damage": "gzip-crc", "withheld": true}
                  ],
                  "firstSkipped": "a\#u{FFFD}",
                  "repeated": 2,
                  "gone": 0,
                  "firstRejects": [
                    {"reason": "json-syntax", "file": "2024/clicks.json.gz", "record": 7, "line": 8, "offset": 99, "detail": "found \"\\x1b\" at byte 101; expected JSON (RFC 8259)"}
                  ],
                  "interrupted": true
                }

                """#)
    }

    @Test func `a summary of nothing has all its keys`() {
        let text = json(Summary())
        #expect(text.hasPrefix("{\n  \"version\": 2,\n  \"inputs\": 0,\n  \"bytes\""))
        #expect(text.contains("\n  \"filtered\": {},\n"))
        #expect(text.contains("\n  \"damaged\": [],\n"))
        #expect(
            text.hasSuffix(
                "  \"days\": [],\n  \"first\": null,\n  \"last\": null,\n  \"files\": [],\n  \"repeated\": 0,\n  \"gone\": 0,\n  \"firstRejects\": []\n}\n"
            ))
    }

    @Test func `the order of tables does not matter`() {
        let text = json(fullSummary())
        for _ in 0..<20 { #expect(json(fullSummary(isReversed: true)) == text) }
    }

    @Test func `each entry of a list is on its own line`() {
        let lines = json(fullSummary()).split(separator: "\n").filter { $0.hasPrefix("    {") }
        #expect(lines.count == 1 + 5 + 2 + 4 + 4 + 2 + 1 + 1 + 4 + 1)
        #expect(lines.allSatisfy { $0.hasSuffix("}") || $0.hasSuffix("},") })
    }
}
