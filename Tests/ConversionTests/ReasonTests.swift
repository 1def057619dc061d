import Accounts
import ByteStreams
import Sophos
import TestSupport
import Testing

/// A reason that nothing gives is a promise in the docs that nobody keeps.
@Suite struct ReasonTests {
    private static let date = #""date":"2024-11-17T17:02:30Z""#
    private static let click = #"{"url":"u","scanResult":"malicious",\#(date)}"#

    /// A piece with the reason. The switch is exhaustive, so that a new reason needs one.
    private static func piece(_ reason: RejectReason) -> [UInt8] {
        switch reason {
        case .jsonSyntax: Array(#"{"url" 1}"#.utf8)
        case .jsonControlCharacter: Array("{\"url\":\"\u{1}\"}".utf8)
        case .jsonDuplicateKey: Array(#"{"url":"a","url":"b"}"#.utf8)
        case .jsonNotObject: Array((click + "\n5").utf8)
        case .jsonTruncated: Array((click + "\n{").utf8)
        case .invalidUTF8: Array(#"{"url":""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        case .limitDepth:
            Array(
                (#"{"url":"# + String(repeating: "[", count: 200)
                    + String(repeating: "]", count: 200) + "}").utf8)
        case .limitRecordBytes:
            Array(#"{"url":"\#(String(repeating: "x", count: 5000))"}"#.utf8)
        case .unknownShape: Array(#"{"x":1}"#.utf8)
        case .missingField: Array(#"{"url":"u","scanResult":"malicious"}"#.utf8)
        case .wrongType: Array(#"{"url":"u","scanResult":["x"],\#(date)}"#.utf8)
        case .badTimestamp: Array(#"{"url":"u","scanResult":"x","date":"yesterday"}"#.utf8)
        case .unmapped:
            Array(#"{"url":"u","scanResult":"x","ttpDefinition":"no row",\#(date)}"#.utf8)
        }
    }

    @Test(arguments: RejectReason.allCases)
    func `every reason to reject is given`(reason: RejectReason) throws {
        let directory = TemporaryDirectory()
        let input = directory.write(Self.piece(reason), to: "in.ndjson")
        let total = try convert(input) { options in
            options.recordLimit = 4096
            options.unmapped = .reject
        }.summary.total
        #expect(
            RejectReason.allCases.filter { total.rejected[$0] > 0 } == [reason],
            "\(total.rejected)")
        #expect(total.balances)
    }

    private static func record(_ reason: FilterReason) -> String {
        switch reason {
        case .otherKind: #"{"auditType":"Logon",\#(date)}"#
        case .category: #"{"fileName":"f","result":"malicious",\#(date)}"#
        case .cleanOrSafe: #"{"url":"u","scanResult":"clean",\#(date)}"#
        case .beforeSince: #"{"url":"u","scanResult":"x","date":"2023-01-01T00:00:00Z"}"#
        case .afterUntil: #"{"url":"u","scanResult":"x","date":"2025-06-01T00:00:00Z"}"#
        }
    }

    @Test(arguments: FilterReason.allCases)
    func `every reason to filter is given`(reason: FilterReason) throws {
        let total = try convert(text: Self.record(reason)) { options in
            options.categories = [.url]
            options.window = 1_704_067_200_000..<1_735_689_600_000
        }.summary.total
        #expect(FilterReason.allCases.filter { total.filtered[$0] > 0 } == [reason])
        #expect(total.balances)
    }
}
