import Conversion
import JSONRecords
import Testing

@Suite struct SummaryReaderTests {
    /// A summary with one of everything that a problem may be about.
    private static let text = #"""
        {
          "version": 1,
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
          "categories": {"url": {"seen": 1, "converted": 1, "filtered": 0, "rejected": 0}},
          "alertTypes": [
            {"alertType": "A", "threatId": null, "threatName": null, "matched": "none", "count": 1, "first": "2024-11-17T12:00:00.000Z", "last": "2024-11-17T12:00:00.000Z"}
          ],
          "namedBy": {"rule": 1},
          "severities": {"high": 1},
          "unmapped": [{"alertType": "A", "count": 1}],
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

    @Test func `a summary with the keys of the contract alone is read`() throws {
        let summary = try read(Self.text)
        #expect(summary.total.seen == 2 && summary.total.balances)
        #expect(summary.files.first?.damage?.detail == "d")
        #expect(summary.total.alertTypes.count == 1 && summary.total.days.count == 1)
        #expect(summary.skipped == 0 && summary.repeated == 0 && !summary.isInterrupted)
    }

    @Test(
        arguments: [
            // What is replaced, by what, and the fault with the line it is told at.
            (#""version": 1"#, #""version": 2"#, .form(.unsupportedVersion("2")), 2),
            (#""inputs": 1"#, #""inputs": 2"#, .content(.notTheSum(key: "inputs")), 3),
            (#""seen": 2,"#, #""seen": 3,"#, .content(.unbalanced), 5),
            (#""duplicate": 0,"#, "", .form(.missingKey("duplicate")), 1),
            (
                #""converted": 1,"#, #""converted": "1","#,
                .form(.wrongType(key: "converted", expected: .wholeNumber)), 6
            ),
            (
                #""converted": 1,"#, #""converted": -1,"#,
                .form(.wrongType(key: "converted", expected: .wholeNumber)), 6
            ),
            (
                #""converted": 1,"#, #""converted": 1.5,"#,
                .form(.wrongType(key: "converted", expected: .wholeNumber)), 6
            ),
            (#""read": 10"#, #""read": 4611686018427387904"#, .content(.tooGreat), 4),
            (
                #""read": 10"#, #""read": 99999999999999999999999"#,
                .form(.wrongType(key: "read", expected: .wholeNumber)), 4
            ),
            (
                #""json-syntax""#, #""json-sin""#,
                .content(.unknownWord(key: "rejected", "json-sin")), 10
            ),
            (
                #""filtered": {},"#, #""filtered": [],"#,
                .form(.wrongType(key: "filtered", expected: .object)), 8
            ),
            (
                #""filtered": {},"#, #""filtered": {"category": 0, "category": 0},"#,
                .form(.duplicateKey("category")), 8
            ),
            (
                #""date": "2024-11-17""#, #""date": "2024-11-31""#,
                .content(.badTime("2024-11-31")), 23
            ),
            (
                #""last": "2024-11-17T12:00:00.000Z","#, #""last": "2024-11-17T12:00:00Z","#,
                .content(.badTime("2024-11-17T12:00:00Z")), 25
            ),
            (#""damage": "gzip-crc""#, #""damage": "gzip-data""#, .content(.damageDiffers), 11),
            (#", "damage": "gzip-crc""#, "", .content(.damageDiffers), 11),
            (#""kind""#, #""Kind""#, .form(.unknownKey("Kind")), 22),
            ("// none", "// none", .form(.expected(.value)), 1),
        ] as [(String, String, SummaryProblem.Reason, Int)])
    func `what is no summary of ours is told with its line`(
        old: String, new: String, reason: SummaryProblem.Reason, line: Int
    ) throws {
        let text =
            Self.text.contains(old) ? Self.text.replacing(old, with: new, maxReplacements: 1) : new
        let problem = #expect(throws: SummaryProblem.self) { try read(text) }
        #expect(problem?.reason == reason)
        #expect(problem?.line == line)
    }

    @Test func `cut anywhere it is no summary`() {
        let bytes = Array(Self.text.utf8)
        for length in bytes.indices {
            var sum: UInt64 = 0
            #expect(throws: SummaryProblem.self) {
                try SummaryReader.read(Array(bytes[..<length]), sum: &sum)
            }
        }
    }

    @Test func `numbers that could not be added up are refused before they are`() throws {
        let great = Self.text.replacing(#""read": 10"#, with: #""read": 2305843009213693952"#)
        var sum: UInt64 = 0
        _ = try SummaryReader.read(Array(great.utf8), sum: &sum)
        let problem = #expect(throws: SummaryProblem.self) {
            try SummaryReader.read(Array(great.utf8), sum: &sum)
        }
        #expect(problem?.reason == .content(.tooGreat))
    }
}
