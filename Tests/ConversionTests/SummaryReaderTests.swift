import Accounts
import JSONRecords
import Testing

@Suite struct SummaryReaderTests {
    /// A summary with one of everything that can have a problem.
    private static let text = #"""
        {
          "version": 2,
          "inputs": 1,
          "bytes": {"read": 10, "decompressed": 20},
          "seen": 2,
          "converted": 1,
          "unproven": 1,
          "filtered": {},
          "duplicate": 0,
          "rejected": {"json-syntax": 1},
          "damaged": [
            {"file": "a.gz", "reason": "gzip-crc", "offset": 5, "detail": "d", "unproven": 1}
          ],
          "warnings": {},
          "categories": {"url": {"seen": 1, "converted": 1, "filtered": 0, "duplicate": 0, "rejected": 0}},
          "alertTypes": [
            {"alertType": "A", "threatId": null, "threatName": null, "matched": "none", "count": 1, "first": "2024-11-17T12:00:00.000Z", "last": "2024-11-17T12:00:00.000Z"}
          ],
          "namedBy": {"rule": 1},
          "severities": {"high": 1},
          "verdicts": [],
          "actions": [],
          "unmapped": [{"alertType": "A", "count": 1}],
          "skipped": {".txt": 3},
          "unknownFields": [{"kind": "url", "field": "f", "count": 1}],
          "days": [{"date": "2024-11-17", "category": "url", "seen": 2, "alerts": 1}],
          "first": "2024-11-17T12:00:00.000Z",
          "last": "2024-11-17T12:00:00.000Z",
          "files": [
            {"file": "a.gz", "seen": 2, "converted": 1, "filtered": 0, "duplicate": 0, "rejected": 1, "damage": "gzip-crc"}
          ]
        }
        """#

    private func read(_ text: String) throws(SummaryProblem) -> Summary {
        var sum: UInt64 = 0
        return try SummaryReader.read(Array(text.utf8), sum: &sum)
    }

    @Test func `a summary with only the documented keys is read`() throws {
        let summary = try read(Self.text)
        #expect(summary.total.seen == 2 && summary.total.balances)
        #expect(summary.files.first?.damage?.detail == "d")
        #expect(summary.total.alertTypes.count == 1 && summary.total.days.count == 1)
        #expect(summary.skipped == [".txt": 3] && summary.repeated == 0 && !summary.isInterrupted)
    }

    struct Case: Sendable {
        let old: String
        let new: String
        let reason: SummaryProblem.Reason
        let line: Int

        init(_ old: String, _ new: String, _ reason: SummaryProblem.Reason, _ line: Int) {
            (self.old, self.new, self.reason, self.line) = (old, new, reason, line)
        }
    }

    static let cases: [Case] = [
        // What is replaced, the replacement, and the expected fault with its line.
        Case(#""version": 2"#, #""version": 3"#, .form(.unsupportedVersion("3", expected: "2")), 2),
        Case(#""version": 2"#, #""version": 1"#, .content(.earlierVersion("1")), 2),
        Case(
            #""url": {"seen": 1"#, #""url": {"seen": 2"#,
            .content(.unbalancedCategory("url")), 15
        ),
        Case(#""inputs": 1"#, #""inputs": 2"#, .content(.notTheSum(key: "inputs")), 3),
        Case(#""seen": 2,"#, #""seen": 3,"#, .content(.unbalanced), 5),
        Case(#""duplicate": 0,"#, "", .form(.missingKey("duplicate")), 1),
        Case(
            #""converted": 1,"#, #""converted": "1","#,
            .form(.wrongType(key: "converted", expected: .wholeNumber)), 6
        ),
        Case(
            #""converted": 1,"#, #""converted": -1,"#,
            .form(.wrongType(key: "converted", expected: .wholeNumber)), 6
        ),
        Case(
            #""converted": 1,"#, #""converted": 1.5,"#,
            .form(.wrongType(key: "converted", expected: .wholeNumber)), 6
        ),
        Case(#""read": 10"#, #""read": 4611686018427387904"#, .content(.tooGreat), 4),
        Case(
            #""read": 10"#, #""read": 99999999999999999999999"#,
            .form(.wrongType(key: "read", expected: .wholeNumber)), 4
        ),
        Case(
            #""json-syntax""#, #""json-sin""#,
            .content(.unknownWord(key: "rejected", "json-sin")), 10
        ),
        Case(
            #""filtered": {},"#, #""filtered": [],"#,
            .form(.wrongType(key: "filtered", expected: .object)), 8
        ),
        Case(
            #""filtered": {},"#, #""filtered": {"category": 0, "category": 0},"#,
            .form(.duplicateKey("category")), 8
        ),
        Case(
            #""date": "2024-11-17""#, #""date": "2024-11-31""#,
            .content(.badTime("2024-11-31")), 26
        ),
        Case(
            #""last": "2024-11-17T12:00:00.000Z","#, #""last": "2024-11-17T12:00:00Z","#,
            .content(.badTime("2024-11-17T12:00:00Z")), 28
        ),
        Case(#""damage": "gzip-crc""#, #""damage": "gzip-data""#, .content(.damageDiffers), 11),
        Case(#", "damage": "gzip-crc""#, "", .content(.damageDiffers), 11),
        Case(
            #""kind""#, #""Kind""#, .form(.unknownKey("Kind", known: ["kind", "field", "count"])),
            25),
        Case("// none", "// none", .form(.expected(.value)), 1),
    ]

    @Test(arguments: cases)
    func `anything but a summary of ours is reported with its line`(
        _ example: Case
    ) throws {
        let text =
            Self.text.contains(example.old)
            ? Self.text.replacing(example.old, with: example.new, maxReplacements: 1) : example.new
        let problem = #expect(throws: SummaryProblem.self) { try read(text) }
        #expect(problem?.reason == example.reason)
        #expect(problem?.line == example.line)
    }

    @Test func `a summary cut anywhere is refused`() {
        let bytes = Array(Self.text.utf8)
        for length in bytes.indices {
            var sum: UInt64 = 0
            #expect(throws: SummaryProblem.self) {
                try SummaryReader.read(Array(bytes[..<length]), sum: &sum)
            }
        }
    }

    @Test func `numbers whose sums could overflow are refused`() throws {
        let great = Self.text.replacing(#""read": 10"#, with: #""read": 2305843009213693952"#)
        var sum: UInt64 = 0
        _ = try SummaryReader.read(Array(great.utf8), sum: &sum)
        let problem = #expect(throws: SummaryProblem.self) {
            try SummaryReader.read(Array(great.utf8), sum: &sum)
        }
        #expect(problem?.reason == .content(.tooGreat))
    }
}
