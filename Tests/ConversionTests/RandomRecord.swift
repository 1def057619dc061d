import JSONRecords
import Mimecast
import TestSupport

/// A record of one of Mimecast's exports with random values: its members in order, as names and JSON
/// values.
struct RandomRecord {
    /// The page's array it may be in.
    enum Export: CaseIterable {
        case clicks, attachments, impersonations, siem2, siem1, audit
    }

    var members: [(name: String, value: String)] = []
    var export = Export.clicks

    init(number: Int, _ random: inout SeededRandom) {
        export = Export.allCases.randomElement(using: &random)!
        fill(number, &random)
    }

    /// A click that becomes an alert.
    init(click number: Int, _ random: inout SeededRandom) {
        fill(number, &random)
        members.removeAll { ["date", "scanResult"].contains($0.name) }
        members.append(("date", #""2025-07-17T08:42:23+0000""#))
        members.append(("scanResult", #""malicious""#))
    }

    private mutating func fill(_ number: Int, _ random: inout SeededRandom) {
        let subject = ["Invoice", "a \"b\" \\ c", "日本語", "{\"x\":1}", "null", "a\nb"]
            .randomElement(using: &random)!
        // One in six has an invalid time; all others differ, so that no two ids are equal.
        let isBad = Int.random(in: 0..<6, using: &random) == 0
        let minute = number % 60
        let time =
            isBad
            ? #""yesterday""# : #""2025-07-17T08:\#(minute < 10 ? "0" : "")\#(minute):23+0000""#
        let millis = isBad ? "5" : String(1_752_741_743_000 + number * 1000)
        add("subject", Disguise.quoted(subject), &random)
        add("messageId", #""<m\#(number)@example.net>""#, &random)
        switch export {
        case .clicks:
            members += [
                ("userEmailAddress", #""grace\#(number)@example.com""#),
                ("url", #""https://bad.example.net/\#(number)""#),
                ("scanResult", Self.verdict(&random)), ("date", time),
            ]
            add("ttpDefinition", #""Default Inbound URL Protect Definition""#, &random)
            add("action", #""block""#, &random)
            add("sendingIp", #""192.0.2.10""#, &random)
            add("emailPartsDescription", #"["Body"]"#, &random)
        case .attachments:
            members += [
                ("recipientAddress", #""grace@example.com""#), ("fileName", #""f\#(number).docm""#),
                ("result", Self.verdict(&random)), ("date", time),
            ]
            add("fileHash", #""00ff""#, &random)
            add("details", #""Malicious""#, &random)
        case .impersonations:
            members += [
                ("id", #""MTOKEN:\#(number)""#), ("definition", #""IP - 1 hit""#), ("hits", "1"),
                ("identifiers", #"["internal_user_name"]"#), ("eventTime", time),
                ("taggedMalicious", "true"),
            ]
            add("impersonationResults", #"[{"checkerResult":"hit"}]"#, &random)
            add("recipientAddress", #""grace@example.com""#, &random)
        case .siem2:
            let word = ["url protect", "attachment protect", "impersonation protect", "process"]
                .randomElement(using: &random)!
            members += [
                ("type", #""\#(word)""#), ("processingId", #""p\#(number)""#),
                ("aggregateId", #""a""#), ("timestamp", millis),
            ]
            add("recipients", #"["grace@example.com","b@example.com"]"#, &random)
            add("url", #""https://x.example/\#(number)""#, &random)
            add("blockReason", #""malicious""#, &random)
        case .siem1:
            members.removeAll()
            members += [
                ("datetime", time), ("aCode", #""c\#(number)""#), ("acc", #""C1""#),
                ("Definition", #""IP""#), ("Hits", #""2""#), ("Sender", #""a@b.example""#),
            ]
            add("Subject", Disguise.quoted(subject), &random)
            add("MsgId", #""<m\#(number)@example.net>""#, &random)
        case .audit:
            members.removeAll()
            members += [("auditType", #""Logon""#), ("eventTime", time), ("user", #""u""#)]
        }
        members.shuffle(using: &random)
    }

    private mutating func add(_ name: String, _ value: String, _ random: inout SeededRandom) {
        if Bool.random(using: &random) { members.append((name, value)) }
    }

    private static func verdict(_ random: inout SeededRandom) -> String {
        [#""malicious""#, #""clean""#, #""safe""#, #""suspicious""#].randomElement(using: &random)!
    }

    func json() -> String {
        "{" + members.map { Disguise.quoted($0.name) + ":" + $0.value }.joined(separator: ",") + "}"
    }
}

/// Writes records like collectors, data lakes and scripts.
struct Disguise {
    var random: SeededRandom

    init(_ random: SeededRandom) { self.random = random }

    /// A JSON string.
    static func quoted(_ text: String) -> String {
        var buffer = ByteBuffer()
        JSONStrings.append(text.utf8, to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    /// All records, in groups, each in some form.
    mutating func file(of records: [RandomRecord]) -> String {
        var rest = records[...]
        var parts: [String] = []
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 1...4, using: &random))
            parts.append(group(Array(rest.prefix(count))))
            rest = rest.dropFirst(count)
        }
        return parts.joined(separator: "\n") + "\n"
    }

    private mutating func group(_ records: [RandomRecord]) -> String {
        if Int.random(in: 0..<8, using: &random) == 0, let page = page(records) { return page }
        return group(of: records.map { styled($0) })
    }

    /// The texts of records, each possibly with wrappers around it, in some form but a page of get-logs.
    mutating func group(of records: [String]) -> String {
        let texts = records.map { wrapped($0, depth: Int.random(in: 0...2, using: &random)) }
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return "[" + texts.joined(separator: ",") + "]"
        case 1: return #"{"type":"MTA","data":[\#(texts.joined(separator: ","))]}"#
        case 2: return #"{"Value":[\#(texts.joined(separator: ","))],"@nextPage":"x"}"#
        case 3:
            let name = ["results", "logEvents", "Records", "rows", "whatever"]
                .randomElement(using: &random)!
            return #"{"took":3,"\#(name)":[\#(texts.joined(separator: ","))],"n":1}"#
        // Only an object on one line may follow a prefix.
        case 4 where !texts.contains { $0.utf8.contains(0x0A) }:
            let prefix = [
                "2025-07-17T08:42:23.000Z ", "<134>Jul 17 08:42:23 host mimecast[1]: ",
                "2025-07-17T08:42:23+00:00\tmimecast.ttp\t", "Jul 17 08:42:23 host tag: ",
                "<134>1 2025-07-17T08:42:23Z host app 1 ID - ",
            ].randomElement(using: &random)!
            return texts.map { prefix + $0 }.joined(separator: "\n")
        default: return texts.joined(separator: "\n")
        }
    }

    /// The page forms of get-logs, for records of one array.
    private mutating func page(_ records: [RandomRecord]) -> String? {
        let names: [RandomRecord.Export: [String]] = [
            .clicks: ["clickLogs", "click_logs", "CLICKLOGS"],
            .attachments: ["attachmentLogs", "attachment_logs"],
            .impersonations: ["impersonationLogs", "ImpersonationLogs"],
        ]
        guard let first = records.first, records.allSatisfy({ $0.export == first.export }),
            let name = names[first.export]?.randomElement(using: &random)
        else { return nil }
        let list =
            #"{"\#(name)":[\#(records.map { styled($0) }.joined(separator: ","))],"resultCount":9}"#
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return list
        case 1: return "[\(list)]"
        case 2: return #"{"data":\#(list),"fail":[]}"#
        case 3: return #"{"meta":{"status":200},"data":[\#(list)],"fail":[]}"#
        case 4: return #"{"response":{"fail":[],"data":[\#(list)]}}"#
        default: return #"{"_raw":\#(Self.quoted("{\"data\":[\(list)]}"))}"#
        }
    }

    /// The record with names in some spelling, possibly with the columns of all other kinds.
    private mutating func styled(_ record: RandomRecord) -> String {
        var members = record.members
        if Int.random(in: 0..<3, using: &random) == 0 {
            let nothing = ["null", #""""#].randomElement(using: &random)!
            let known = Set(members.map { FieldTable.folded($0.name.utf8) })
            for name in Self.columns where !known.contains(FieldTable.folded(name.utf8)) {
                members.append((name, nothing))
            }
            members.shuffle(using: &random)
        }
        let style = Int.random(in: 0..<8, using: &random)
        return "{"
            + members.map { Self.quoted(Self.spelled($0.name, style)) + ":" + $0.value }
            .joined(separator: ",") + "}"
    }

    /// The columns of a table of all kinds.
    private static let columns = [
        "userEmailAddress", "url", "scanResult", "date", "ttpDefinition", "recipientAddress",
        "fileName",
        "result", "fileHash", "sha256", "id", "definition", "hits", "impersonationResults",
        "eventTime",
        "type", "processingId", "aggregateId", "timestamp", "taggedMalicious", "auditType",
        "virusFound",
        "policy", "TenantId", "someColumn",
    ]

    private static func spelled(_ name: String, _ style: Int) -> String {
        switch style {
        case 0: return name.uppercased()
        case 1: return name.lowercased()
        case 2:
            return name.reduce("") {
                $0 + ($1.isUppercase && !$0.isEmpty ? "_" : "") + $1.lowercased()
            }
        case 3: return name + "_s"
        default: return name
        }
    }

    /// An object with wrappers around it.
    private mutating func wrapped(_ text: String, depth: Int) -> String {
        guard depth > 0 else { return text }
        let inner = wrapped(text, depth: depth - 1)
        let structure = ["event", "result", "_source", "payload", "anything", "x-y"]
        let texts =
            WrapperMember.texts.map(\.name) + WrapperMember.copies.map(\.name)
            + ["Message", "FULL_LOG"]
        let member =
            Bool.random(using: &random)
            ? "\(Self.quoted(structure.randomElement(using: &random)!)):\(inner)"
            : "\(Self.quoted(texts.randomElement(using: &random)!)):\(Self.quoted(inner))"
        var others = [
            #""host":"h""#, #""@timestamp":"2025-07-17T08:50:00Z""#, #""tags":["a"]"#,
            #""sourcetype":"x""#, #""agent":{"name":"a"}"#, #""time":1752741743"#,
        ].shuffled(using: &random)
        others.removeLast(Int.random(in: 0...6, using: &random))
        others.insert(member, at: Int.random(in: 0...others.count, using: &random))
        return "{" + others.joined(separator: ",") + "}"
    }
}
