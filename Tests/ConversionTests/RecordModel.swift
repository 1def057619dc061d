import TestSupport

/// What SPEC 3.1, 5 and 6.1 say of a record, for comparison with the converter. It shares no code with
/// it: it knows what the fields hold, and is plain and slow.
enum RecordModel {
    typealias Answer = RecordGrammar.Answer

    // MARK: SPEC 6.1

    /// The keys of `data` that fields feed, in order, and the fields in order of preference.
    static let rows: [(key: String, fields: [String])] = [
        ("source_info", "sendingIp senderIpAddress senderIp sourceIp IP SourceIP"),
        ("verdict", "result scanResult"),
        ("action", "action actionTriggered Action Act"),
        ("reason", "reason blockReason rejectionInfo RejInfo"),
        ("sender", "senderAddress fromUserEmailAddress senderEnvelope sender Sender"),
        ("recipient", "recipientAddress userEmailAddress recipients recipient Recipient Rcpt"),
        ("subject", "subject Subject"), ("message_id", "messageId MsgId msgid"),
        ("direction", "route direction Route Dir"), ("url", "url"),
        ("url_category", "category urlCategory"), ("file_name", "fileName"),
        ("file_type", "fileType fileMime"), ("file_sha256", "fileHash sha256"),
        ("definition", "ttpDefinition definition policyDefinition Definition"),
        ("creation_method", "creationMethod"), ("details", "details"),
        ("identifiers", "identifiers"),
        ("hits", "hits Hits itemsDetected"),
        ("tagged_malicious", "taggedMalicious TaggedMalicious"),
        ("tagged_external", "taggedExternal TaggedExternal"),
        ("mimecast_id", "id processingId aggregateId aCode"),
    ].map { ($0, $1.split(separator: " ").map(String.init)) }
    static let numbers = fields(of: "hits")
    static let booleans = fields(of: "tagged_malicious") + fields(of: "tagged_external")
    static let timeFields = ["date", "eventTime", "timestamp", "datetime"]
    static let typeFields = [
        "type", "eventType", "Logtype", "mimecastLogtype", "mimecastEventType", "mcType",
    ]
    /// Those of the texts that are IP addresses.
    static let addresses = ["192.0.2.10", "2001:db8::1", "::ffff:192.0.2.1"]

    private static func fields(of key: String) -> [String] { rows.first { $0.key == key }!.fields }

    /// The members of the alert, in order, those of `data` with their path; the values as ``seen(_:)``
    /// shows them. Nil for a record that is filtered.
    static func alert(of answer: Answer) -> [(key: String, value: String)]? {
        let kind = kind(of: answer)
        let verdict = text("verdict", answer).map(folded)
        guard kind != "other", verdict != "clean", verdict != "safe" else { return nil }
        let (type, threat) = name(of: answer, kind)
        let isTagged = first("tagged_malicious", answer) == .boolean(true)
        let severity =
            verdict == "malicious" || isTagged ? "high" : kind == "rejection" ? "low" : "medium"
        let parts = civil(answer.time)
        let when = "\"\(parts.date)T\(parts.time).\(parts.fraction)Z"
        let source: String =
            switch first("recipient", answer) {
            case .list(let list):
                list.compactMap(\.self).first { $0 != "" } ?? "n/a"
            case .text(let text), .number(let text): text
            default: "n/a"
            }
        var members: [(key: String, value: String)] = [
            ("alertType", "\"" + type), ("threatId", threat.map { "\"" + $0.id } ?? "null"),
            ("threatName", threat.map { "\"" + $0.name } ?? "null"), ("severity", "\"" + severity),
            (
                "type",
                "\"Event::Integration::Mimecast::" + kind.prefix(1).uppercased() + kind.dropFirst()
            ),
            ("when", when), ("created_at", when), ("description", "\"\(type) for \(source)"),
            ("source", "\"" + source), ("threat", threat.map { "\"" + $0.name } ?? "null"),
            ("threat_cleanable", "false"), ("data.endpoint_type", "\"mailbox"),
            ("data.category", "\"" + kind),
        ]
        for row in rows where row.key != "url_category" || kind == "url" {
            guard let held = first(row.key, answer) else { continue }
            let name = row.key == "source_info" ? "data.source_info.ip" : "data." + row.key
            switch (row.key, held) {
            case ("source_info", .text(let text)) where !addresses.contains(text): continue
            case ("hits", .text), ("tagged_malicious", .text), ("tagged_external", .text): continue
            case (_, .text(let text)): members.append((name, "\"" + text))
            case (_, .number(let number)): members.append((name, number))
            case (_, .boolean(let isTrue)): members.append((name, "\(isTrue)"))
            case (_, .list(let list)):
                let elements = list.map { $0.map { "\"" + $0 } ?? "null" }
                members.append((name, "[" + elements.joined(separator: separator)))
            case (_, .structure(let tokens)): members.append((name, "\"" + tokens.joined()))
            case (_, .word), (_, .time): continue
            }
        }
        return members + [
            ("data.vendor", "\"Mimecast"), ("data.product", "\"Email Security Cloud Gateway"),
        ]
    }

    /// Between the elements of a list.
    static let separator = "\u{0}, \u{0}"

    private static func first(_ key: String, _ answer: Answer) -> RecordGrammar.Held? {
        fields(of: key).lazy.compactMap { answer.held[$0] }.first
    }

    private static func text(_ key: String, _ answer: Answer) -> String? {
        if case .text(let text)? = first(key, answer) { text } else { nil }
    }

    // MARK: SPEC 3.1

    static func kind(of answer: Answer) -> String {
        if let array = answer.array {
            return [
                "attachmentLogs": "attachment", "impersonationLogs": "impersonation",
                "clickLogs": "url",
            ][
                array] ?? "other"
        }
        for field in typeFields {
            guard case .word(let word)? = answer.held[field] else { continue }
            switch word {
            case "url protect", "ttp url": return "url"
            case "attachment protect", "ttp ap": return "attachment"
            case "impersonation protect", "ttp ip": return "impersonation"
            case "receipt":
                let isRefused =
                    says("rej", "action", answer) || holdsText("rejectionInfo", answer)
                    || holdsText("rejectionType", answer)
                return isRefused ? "rejection" : "other"
            case "audit", "process": return "other"
            default: continue
            }
        }
        return kindByFields(of: answer) ?? "none"
    }

    static func kindByFields(of answer: Answer) -> String? {
        func all(_ fields: String...) -> Bool { fields.allSatisfy { answer.held[$0] != nil } }
        func any(_ fields: String...) -> Bool { fields.contains { answer.held[$0] != nil } }
        if all("impersonationResults") || all("definition", "hits") || all("Definition", "Hits")
            || all("taggedMalicious") && any("policyDefinition", "itemsDetected")
        {
            return "impersonation"
        }
        if any("auditType", "virusFound", "Virus", "scanResults", "monitoredDomainSource") {
            return "other"
        }
        if all("url"),
            any("scanResult", "ttpDefinition", "userEmailAddress", "urlCategory", "blockReason")
        {
            return "url"
        }
        if all("result") && any("fileName", "fileHash") || all("fileName", "sha256") {
            return "attachment"
        }
        if any("RejType", "RejInfo"), says("rej", "Act", answer) { return "rejection" }
        if any("aCode", "acc", "processingId", "aggregateId") { return "other" }
        return all("policy", "eventTime", "senderAddress") ? "other" : nil
    }

    /// SPEC 3.2: a record of the SIEM exports, which have no verdict.
    static func isSIEM(_ answer: Answer) -> Bool {
        answer.array == nil
            && ["processingId", "aggregateId", "aCode", "acc", "eventType"].contains {
                answer.held[$0] != nil
            }
    }

    /// SPEC 6.5: the id is made from a few fields, and not from everything as it is written.
    static func isIdentified(_ answer: Answer) -> Bool {
        let isByIDs = isSIEM(answer) || kind(of: answer) == "rejection"
        return first("message_id", answer) != nil
            && (!isByIDs
                || ["processingId", "aggregateId", "aCode"].contains { answer.held[$0] != nil })
    }

    private static func says(_ word: String, _ field: String, _ answer: Answer) -> Bool {
        if case .text(let text)? = answer.held[field] { folded(text) == word } else { false }
    }

    /// True for more than white space; anything but text reads as some.
    private static func holdsText(_ field: String, _ answer: Answer) -> Bool {
        if case .text(let text)? = answer.held[field] {
            folded(text) != ""
        } else {
            answer.held[field] != nil
        }
    }

    // MARK: SPEC 5

    private static func name(of answer: Answer, _ kind: String) -> (String, SophosPage.Threat?) {
        var fields: [String] = []
        var name =
            [
                "attachment": "Unsafe Email Attachment", "impersonation": "Impersonation Attempt",
                "url": "URL Protection",
            ][kind] ?? "Message Rejected"
        if kind == "url" {
            fields = [answer.held["ttpDefinition"] == nil ? "creationMethod" : "reason"]
            fields += ["ttpDefinition", "creationMethod"]
        } else if kind == "rejection" {
            fields = ["rejectionInfo", "RejInfo", "rejectionType", "RejType"]
        }
        for field in fields {
            var text: String
            switch answer.held[field] {
            case .text(let held), .number(let held): text = held
            case .boolean(let isTrue): text = "\(isTrue)"
            default: continue
            }
            if kind == "rejection" {
                let tail = text.firstRange(of: " - http")
                text = trimmed(String(text[..<(tail?.lowerBound ?? text.endIndex)]))
            }
            if folded(text) == "" { continue }
            name = text
            break
        }
        let key = folded(name)
        let row = SophosPage.threats.filter {
            let type = folded($0.alertType)
            guard key.unicodeScalars.starts(with: type.unicodeScalars) else { return false }
            guard let next = key.unicodeScalars.dropFirst(type.unicodeScalars.count).first else {
                return true
            }
            return !next.properties.isAlphabetic && next.properties.numericType == nil
        }.max { $0.alertType.count < $1.alertType.count }
        return (row?.alertType ?? name, row)
    }

    /// Trimmed, and with ASCII letters in lower case.
    private static func folded(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in trimmed(text).unicodeScalars {
            let isCapital = scalar >= "A" && scalar <= "Z"
            folded.append(isCapital ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
        }
        return String(folded)
    }

    /// Without ASCII white space at both ends. By scalars, because a line end of two is one character.
    private static func trimmed(_ text: String) -> String {
        let space: [Unicode.Scalar] = [" ", "\t", "\n", "\r"]
        let rest = text.unicodeScalars.drop { space.contains($0) }
        let end =
            rest.lastIndex { !space.contains($0) }.map { rest.index(after: $0) } ?? rest.startIndex
        return String(String.UnicodeScalarView(rest[..<end]))
    }

    // MARK: Times

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: width - digits.count) + digits
    }

    /// The date and the time of day, counted year by year, and the milliseconds.
    static func civil(_ milliseconds: Int64) -> (date: String, time: String, fraction: String) {
        var (days, rest) = Int(milliseconds).quotientAndRemainder(dividingBy: 86_400_000)
        var year = 1970
        func isLeap() -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
        while days >= (isLeap() ? 366 : 365) {
            days -= isLeap() ? 366 : 365
            year += 1
        }
        var month = 0
        let months = [31, isLeap() ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        while days >= months[month] {
            days -= months[month]
            month += 1
        }
        let fraction = rest % 1000
        rest /= 1000
        return (
            "\(padded(year, 4))-\(padded(month + 1, 2))-\(padded(days + 1, 2))",
            "\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))",
            padded(fraction, 3)
        )
    }
}
