import TestSupport

/// What records say: their fields as in Mimecast's exports, and some of any other, with text that senders
/// may have chosen to do harm.
extension RecordGrammar {
    /// The exports: the word for what a record is about, the page's array, and the fields, the time first.
    private static let exports = """
        ttp ap|attachmentLogs|date senderAddress recipientAddress fileName fileType result \
        actionTriggered details route messageId subject fileHash definition
        ttp ip|impersonationLogs|eventTime id senderAddress recipientAddress subject definition hits \
        identifiers action taggedMalicious taggedExternal senderIpAddress messageId impersonationResults
        ttp url|clickLogs|date userEmailAddress fromUserEmailAddress url ttpDefinition subject action \
        scanResult category sendingIp messageId creationMethod route reason
        audit|auditLogs|eventTime auditType senderAddress
        url protect||timestamp processingId aggregateId senderEnvelope recipients subject messageId url \
        urlCategory action blockReason sourceIp direction
        attachment protect||timestamp processingId aggregateId senderEnvelope recipients subject \
        messageId fileName fileMime sha256 senderIp
        impersonation protect||timestamp processingId aggregateId sender recipients subject messageId \
        policyDefinition itemsDetected taggedMalicious action
        receipt||timestamp processingId aggregateId senderEnvelope recipients subject messageId action \
        rejectionInfo rejectionType
        process||timestamp processingId aggregateId acc senderEnvelope subject
        receipt||datetime aCode acc Sender Rcpt Subject MsgId IP Dir Act RejInfo RejType
        impersonation protect||datetime aCode acc Sender Recipient Subject msgid SourceIP Route Action \
        Definition Hits TaggedMalicious TaggedExternal
        """.split(separator: "\n").map { line in
            let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(
                String.init)
            return (
                word: parts[0], array: parts[1],
                fields: parts[2].split(separator: " ").map(String.init)
            )
        }

    static let typeFields = RecordModel.typeFields
    static let allFields = RecordModel.rows.flatMap(\.fields) + RecordModel.timeFields
    /// Text that a sender chose is never taken for missing.
    static let chosen: Set = [
        "subject", "Subject", "fileName", "url", "messageId", "MsgId", "msgid",
    ]

    /// - Parameter page: whether the record is to be in a page of get-logs.
    mutating func answer(in page: Bool) -> Answer {
        let export = pick(Self.exports.filter { !page || $0.array != "" })
        answerCount += 1
        var answer = Answer(number: answerCount, array: page ? export.array : nil)
        let range: ClosedRange<Int64> = 631_152_000_000...4_133_980_799_999
        answer.time = .random(in: range, using: &random)
        if chance(of: 20) { answer.time = pick([range.lowerBound, range.upperBound]) }
        if chance(of: 2) { answer.time -= answer.time % pick([1000, 100]) }
        answer.held[export.fields[0]] = .time(answer.time)
        for field in export.fields.dropFirst() where !chance(of: 7) {
            answer.held[field] = value(of: field, in: answer)
        }
        // Tables of several kinds have every column in every row, and some of them hold something.
        for field in Self.allFields where answer.held[field] == nil && chance(of: 20) {
            let places = [field, export.fields[0]].map { RecordModel.timeFields.firstIndex(of: $0) }
            if let here = places[0] {
                if here > places[1]! { answer.held[field] = .text("yesterday") }
            } else {
                answer.held[field] = value(of: field, in: answer)
            }
        }
        if RecordModel.kindByFields(of: answer) == nil || chance(of: 2) {
            answer.held[pick(Self.typeFields)] = .word(export.word)
        }
        // A collector's own classification, which decides nothing.
        let field = pick(["type", "Logtype", "mcType"])
        if answer.held[field] == nil, chance(of: 8) { answer.held[field] = .word("gateway") }
        // Where no SIEM export tells by its ids that it has no verdict, there is one.
        let verdict = ["attachment": "result", "url": "scanResult"][RecordModel.kind(of: answer)]
        if let verdict, answer.held[verdict] == nil, !RecordModel.isSIEM(answer) {
            answer.held[page ? verdict : "acc"] = .text("C1A1")
        }
        return answer
    }

    private mutating func value(of field: String, in answer: Answer) -> Held {
        let key = RecordModel.rows.first { $0.fields.contains(field) }?.key
        switch key {
        case "source_info":
            return .text(
                pick(RecordModel.addresses + ["Internal IP", "192.0.2.010", "1.2.3", "::1%eth0"]))
        case "verdict":
            return .text(
                pick([
                    "malicious", "Malicious ", "clean", " CLEAN", "safe", "Safe\n", "suspicious",
                    "unsafe", "cleaner", hostile(),
                ]))
        case "hits":
            return chance(of: 10) ? .text("many") : .number(pick(["0", "1", "42", "123456"]))
        case "tagged_malicious", "tagged_external":
            return chance(of: 10) ? .text("perhaps") : .boolean(chance(of: 2))
        case "recipient":
            if chance(of: 15) { return .number("7") }
            let address = "Grace.\(answer.number)@example.com"
            guard field == "recipients" || field == "Rcpt", chance(of: 2) else {
                return .text(chance(of: 6) ? hostile() : address)
            }
            let nobody: [String?] = chance(of: 4) ? [pick(["", nil])] : []
            return .list(nobody + [address] + (chance(of: 2) ? [hostile()] : []))
        case "identifiers":
            return .list((0..<Int.random(in: 1...3, using: &random)).map { _ in hostile() })
        case "message_id": return .text("<\(answer.number)@example.net>\(hostile())")
        default: break
        }
        switch field {
        case "ttpDefinition", "creationMethod", "reason":
            if chance(of: 8) { return .structure(structure()) }
            return .text(name())
        case "rejectionInfo", "RejInfo":
            return .text(
                name() + pick(["", " - https://community.example.com/docs/DOC-1369#550", " -http"]))
        case "action", "Act":
            return .text(chance(of: 2) ? pick(["Rej", "rej", " REJ "]) : hostile())
        case "acc", "aCode": return chance(of: 4) ? .number("12") : .text("C1A\(answer.number)")
        default: break
        }
        switch Int.random(in: 0..<16, using: &random) {
        case 0: return .number(pick(["5", "-0.5", "1e3", "12345678901234567890"]))
        case 1: return .boolean(chance(of: 2))
        case 2 where key != nil: return .structure(structure())
        default:
            return .text(Self.chosen.contains(field) && chance(of: 12) ? "null" : hostile())
        }
    }

    /// A name as in the threat table, or nearly.
    private mutating func name() -> String {
        let name = pick(SophosPage.threats).alertType
        return switch Int.random(in: 0..<8, using: &random) {
        case 0: name.uppercased()
        case 1: " \(name)\n"
        case 2: name + " Definition"
        case 3: name + pick(["x", "é", "5", "_", "\u{1D7D8}"])
        case 4: hostile()
        case 5: pick([" ", "\n\t"])
        default: name
        }
    }

    private static let hostileTexts = [
        "Invoice", "a \"b\" \\ c", "\\", "\"", "\\\"},{\"a\":1",
        "{\"url\":\"https://x.example/\"}", "null ", "true", "[", "}", "\u{0}\u{1}\u{1F}", "\r\n",
        "\u{7F}\u{85}\u{2028}\u{2029}", "日本語",
        "e\u{301}\u{E9}",
        "\u{1F600}\u{10FFFF}", "\u{202E}fdp.exe", "\u{5E9}\u{5DC}\u{5D5}", "\u{FEFF}", "\u{FFFD}",
        "\u{FFFD}\u{FFFD}\u{1D7D8}", "https://x.example/?a=b&c=<d>'", "\\u0041", "C:\\new\\table",
        " ", "\t",
        "${jndi:ldap://x}", "'; DROP TABLE x; --", "<script>alert(1)</script>", "=1+1|", "%00%s",
    ]

    mutating func hostile() -> String {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in pick(Self.hostileTexts) }.joined()
    }

    mutating func structure() -> [String] {
        pick([
            [
                "{", #""a b""#, ":", "[", "1", ",", "null", "]", ",", #""\u0041\"\\ {""#, ":",
                #"" x ""#, "}",
            ],
            ["[", #""a""#, ",", "{", "}", ",", "-1.5E3", "]"], ["{", #""\/""#, ":", "false", "}"],
        ])
    }
}
