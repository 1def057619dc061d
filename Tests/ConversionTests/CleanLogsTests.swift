import Accounts
import JSONRecords
import Mimecast
import Sophos
import TestSupport
import Testing

@testable import Pipeline

/// What is filtered at a glance would be filtered by the whole sequence of decisions, too.
@Suite struct CleanLogsTests {
    private static let names = [
        "type", "eventType", "logtype", "Date", "eventTime", "timestamp", "hits", "definition",
        "impersonationResults", "taggedMalicious", "scanResults", "virusFound", "auditType",
        "aCode", "processingId", "event", "_raw", "message", "scan_result", "URL", "subject",
        "subject",
        "action", "actions", "emailPartsDescription", "newName", "fileHash",
    ]
    private static let values = [
        "null", #""""#, #""null""#, "[]", "{}", "1", "true", #""x""#, #"["Body"]"#, #"{"a":1}"#,
        #""url protect""#, #""impersonation protect""#, #""clean""#, #""malicious""#,
        #""2024-11-17T17:02:30+0000""#, #""\ud800 is half of it""#, #""with an \u0065scape""#,
        #""{\"scanResult\":\"malicious\",\"url\":\"x\",\"date\":\"2024-11-17T17:02:30Z\"}""#,
    ]
    private static let verdicts = [
        #""clean""#, #""clean""#, #""clean""#, #""safe""#, #""safe""#, #""safe""#, #""Clean""#,
        #"" clean""#, #""cle\u0061n""#, #""cleane""#, #""malicious""#, "null", #""""#, "[]",
    ]
    private static let texts = [
        #""https://a.example/""#, #""invoice.pdf""#, #""null""#, #""x""#, #""abcde""#, "12345678",
        #"["https://a.example/"]"#, "null",
    ]
    private static let times = [
        #""2024-11-17T17:02:30+0000""#, #""2024-11-17T17:02:30+0000""#, #""2024-11-17T17:02:30""#,
        #""2024-11-17 17:02:30 Z""#, #""2024-02-30T17:02:30Z""#, "1752741743000", "null", #""""#,
        #"{"$date":"2024-11-17T17:02:30Z"}"#, #""1752741743000""#, #""1889-11-17T17:02:30Z""#,
    ]

    private func record(using generator: inout SeededRandom) -> String {
        func one(_ texts: [String], _ generator: inout SeededRandom) -> String {
            texts.randomElement(using: &generator) ?? ""
        }
        var members: [String] = []
        for (name, values, percent) in [
            ("url", Self.texts, 60), ("fileName", Self.texts, 60),
            ("scanResult", Self.verdicts, 60), ("result", Self.verdicts, 60),
            ("date", Self.times, 95),
        ] where Int.random(in: 0..<100, using: &generator) < percent {
            // Mostly what a log has.
            let usual = name == "result" ? #""safe""# : values[0]
            let isUsual = Int.random(in: 0..<3, using: &generator) > 0
            members.append("\"\(name)\":\(isUsual ? usual : one(values, &generator))")
        }
        for _ in 0..<Int.random(in: 0...2, using: &generator) {
            let name = one(Self.names, &generator)
            members.append("\"\(name)\":\(one(Self.values, &generator))")
        }
        if Int.random(in: 0..<40, using: &generator) == 0, let first = members.first {
            members.append(first)
        }
        return "{\(members.shuffled(using: &generator).joined(separator: ","))}"
    }

    @Test(arguments: [(nil, false), (nil, true), ("clickLogs", false), ("attachmentLogs", false)])
    func `a record that is clean at a glance is filtered as clean`(
        array: String?, assumesUTC: Bool
    ) throws {
        var options = ConvertOptions()
        options.assumesUTC = assumesUTC
        let cleanLogs = CleanLogs(options, copies: Unwrapper.copies)
        var generator = SeededRandom(array == nil ? 1 : 2)
        var found: [Kind: Int] = [:]
        let records = (0..<20_000).map { _ in record(using: &generator) }
        let opening = array.map { "{\"data\":[{\"\($0)\":[" } ?? ""
        let separator = array == nil ? "\n" : ","
        let input = Array(
            (opening + records.joined(separator: separator) + (array == nil ? "" : "]}]}")).utf8)

        var reader = RecordReader(MimecastFields.table, limit: 1 << 20)
        var converter = RecordConverter(options, mapping: .builtIn)
        var alerts = ByteBuffer()
        var position = 0
        var count = 0
        loop: while true {
            switch reader.next() {
            case .record:
                let kind = reader.arrayName.map { Kind(arrayName: $0) }
                #expect((kind == nil) == (array == nil))
                let decision = converter.convert(reader.current(), in: kind, to: &alerts)
                count += 1
                let ordinal = reader.arrayOrdinal
                guard let clean = cleanLogs.find(in: &reader, array: kind, ordinal: ordinal) else {
                    continue
                }
                guard case .filtered(.cleanOrSafe) = decision.outcome else {
                    Issue.record("\(reader.keptText)")
                    continue
                }
                #expect(decision.category == clean.category)
                #expect(decision.eventTime == clean.eventTime)
                found[try #require(decision.kind?.kind), default: 0] += 1
            case .needsBytes: position += reader.fill(input[position...])
            case .end: break loop
            default: Issue.record("\(array ?? "no array"): record \(count)")
            }
            if position == input.count { reader.finish() }
        }
        #expect(count == records.count)
        if array != "attachmentLogs" { #expect(found[.url, default: 0] > 500) }
        if array != "clickLogs" { #expect(found[.attachment, default: 0] > 500) }
    }

    @Test func `nothing is clean at a glance if its category was not requested`() {
        var options = ConvertOptions()
        options.categories = [.impersonation]
        let json =
            #"{"url":"https://a.example/","scanResult":"clean","date":"2024-11-17T17:02:30Z"}"#
        for (categories, isFound) in [([Category.impersonation], false), ([.url], true)] {
            options.categories = Set(categories)
            var reader = RecordReader(MimecastFields.table, limit: 1 << 20)
            _ = reader.fill(Array(json.utf8)[...])
            reader.finish()
            guard case .record = reader.next() else {
                Issue.record("no record")
                return
            }
            let found = CleanLogs(options, copies: Unwrapper.copies).find(
                in: &reader, array: nil, ordinal: 0)
            #expect((found != nil) == isFound)
        }
    }
}
