import JSONRecords
import Mimecast
import Pipeline
import Sophos
import TestSupport
import Testing

@Suite struct IdentityTests {
    private func json(_ members: [String: String]) -> String {
        "{\(members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}"
    }

    private static let attachment = [
        "date": #""2024-11-17T17:02:30+0000""#, "messageId": #""<m@x>""#,
        "recipientAddress": #""r@x""#,
        "fileHash": #""00ff""#, "fileName": #""f.doc""#,
    ]
    private static let impersonation = [
        "eventTime": #""2024-11-17T17:02:30+0000""#, "messageId": #""<m@x>""#, "id": #""MTOKEN:1""#,
    ]
    private static let impersonationWithoutID = [
        "eventTime": #""2024-11-17T17:02:30+0000""#, "messageId": #""<m@x>""#,
        "recipientAddress": #""r@x""#,
        "definition": #""d""#,
    ]
    private static let url = [
        "date": #""2024-11-17T17:02:30+0000""#, "messageId": #""<m@x>""#,
        "userEmailAddress": #""r@x""#,
        "url": #""https://x""#, "creationMethod": #""User Click""#, "action": #""allow""#,
    ]
    private static let siem = [
        "timestamp": "1731862950000", "type": #""url protect""#, "processingId": #""p""#,
        "aggregateId": #""a""#, "aCode": #""c""#, "recipients": #""r@x""#, "url": #""https://x""#,
        "messageId": #""<m@x>""#,
    ]
    private static let tuples: [(name: String, Kind, [String: String])] = [
        ("attachment", .attachment, attachment), ("impersonation", .impersonation, impersonation),
        ("impersonation without id", .impersonation, impersonationWithoutID), ("url", .url, url),
        ("SIEM", .url, siem),
        ("refused", .rejection, siem),
    ]

    @Test func `an alert's identity has exactly these bytes`() throws {
        let instant: [UInt8] = (0..<8).map { UInt8(truncatingIfNeeded: identityTime >> ($0 * 8)) }
        let text = { (text: String) in [UInt8(text.utf8.count)] + Array(text.utf8) }
        #expect(
            try identity(json(Self.attachment)) == [1, 1] + instant + text("<m@x>") + text("r@x")
                + text("00ff") + text("f.doc"))
        #expect(
            try identity(json(Self.impersonation), .impersonation) == [2, 2] + instant
                + text("MTOKEN:1")
                + text("<m@x>"))
        #expect(
            try identity(json(Self.impersonationWithoutID), .impersonation) == [2, 1] + instant
                + text("<m@x>") + text("r@x") + text("d"))
        #expect(
            try identity(json(Self.url), .url) == [3, 1] + instant + text("r@x") + text("https://x")
                + text("<m@x>") + text("User Click") + text("allow"))
        #expect(
            try identity(json(Self.siem), .url) == [3, 3] + instant + text("url protect")
                + text("p")
                + text("a") + text("c") + text("r@x") + text("https://x"))
    }

    @Test(arguments: tuples.map(\.name))
    func `each field of a tuple distinguishes two alerts`(name: String) throws {
        let (_, kind, members) = try #require(Self.tuples.first { $0.name == name })
        let original = try identity(json(members), kind)
        for (field, value) in members {
            // A SIEM record must have one, but its value does not matter.
            if field == "messageId", members.keys.contains("aCode") { continue }
            // The kind's word is there, however the kind was recognised.
            if ["type", "eventType"].contains(field) { continue }
            var changed = members
            changed[field] = "\"\(value.filter { $0 != "\"" })0\""
            if value.contains("T17") { changed[field] = #""2024-11-17T17:02:31Z""# }
            if field == "timestamp" { changed[field] = "1731862950001" }
            #expect(try identity(json(changed), kind) != original, "\(field)")
            var without = members
            without[field] = nil
            if field != "date", field != "eventTime", field != "timestamp" {
                #expect(try identity(json(without), kind) != original, "without \(field)")
                let isChosen = ["messageId", "url", "fileName", "subject"].contains(field)
                for missing in ["null", "\"\""] + (isChosen ? [] : ["\"null\""]) {
                    var empty = members
                    empty[field] = missing
                    #expect(try identity(json(empty), kind) == identity(json(without), kind))
                }
            }
        }
        for other in Kind.allCases where other != kind {
            #expect(try identity(json(members), other) != original)
        }
    }

    @Test(arguments: tuples.map(\.name))
    func `fields outside the tuple do not matter`(name: String) throws {
        let (_, kind, members) = try #require(Self.tuples.first { $0.name == name })
        let original = try identity(json(members), kind)
        for field in [
            "subject", "senderAddress", "details", "route", "unheardOf", "_offset", "hits",
        ] {
            var more = members
            more[field] = "\"x\""
            #expect(try identity(json(more), kind) == original, "\(field)")
        }
    }

    @Test func `spellings of the same value are equal`() throws {
        let original = try identity(json(Self.attachment))
        let same: [(String, String)] = [
            ("messageId", #""\u003cm@x\u003e""#), ("messageId", #""  <m@x>\r\n""#),
            ("fileName", #""\u0066.doc""#),
            ("recipientAddress", #""R@X""#), ("recipientAddress", #""\u0052@x ""#),
            ("date", #""2024-11-17T18:02:30.000+01:00""#), ("date", "1731862950000"),
            ("date", #""1731862950000""#), ("date", #""2024-11-17T17:02:30\u002b0000""#),
        ]
        for (field, value) in same {
            var members = Self.attachment
            members[field] = value
            #expect(try identity(json(members)) == original, "\(field) \(value)")
        }
        // Case matters unless it is an address.
        for (field, value) in [
            ("messageId", #""<M@x>""#), ("fileName", #""F.doc""#), ("fileHash", #""00FF""#),
        ] {
            var members = Self.attachment
            members[field] = value
            #expect(try identity(json(members)) != original, "\(field) \(value)")
        }
    }

    /// Of any length: an address is searched for capitals eight bytes at a time.
    @Test(arguments: ["a@b.c", "ab@ex.c", "other@ex.com", "someone.or.other@ex"])
    func `case does not matter anywhere in an address`(address: String) throws {
        func identityOf(sender: String) throws -> [UInt8] {
            try identity(#"{"date":"2024-11-17T17:02:30Z","senderAddress":"\#(sender)"}"#)
        }
        let plain = Array(address.utf8)
        for (capital, letter) in [("A", "a"), ("M", "m"), ("Z", "z")] {
            for index in plain.indices {
                let with = { (text: String) in
                    String(
                        decoding: plain[..<index] + Array(text.utf8) + plain[index...],
                        as: UTF8.self)
                }
                #expect(try identityOf(sender: with(capital)) == identityOf(sender: with(letter)))
                #expect(try identityOf(sender: with(capital)) != identityOf(sender: with("@")))
            }
        }
        for (one, other) in [("[", "{"), ("@", "`"), ("É", "é")] {
            #expect(
                try identityOf(sender: "some.one@\(one)") != identityOf(sender: "some.one@\(other)")
            )
        }
    }

    @Test func `different exports' names for the same field are equal`() throws {
        func renamed(_ members: [String: String], _ names: [String: String]) -> String {
            json(
                Dictionary(
                    uniqueKeysWithValues: members.map { (names[$0.key] ?? $0.key, $0.value) }))
        }
        let attachment = try identity(json(Self.attachment))
        for names in [
            ["recipientAddress": "recipient"], ["recipientAddress": "Rcpt"], ["fileHash": "sha256"],
            ["messageId": "MsgId"], ["messageId": "msgid"], ["date": "timestamp"],
        ] {
            #expect(try identity(renamed(Self.attachment, names)) == attachment, "\(names)")
        }
        #expect(
            try identity(
                renamed(Self.siem, ["type": "eventType", "recipients": "recipient"]), .url)
                == identity(json(Self.siem), .url))
        #expect(
            try identity(
                renamed(Self.impersonationWithoutID, ["definition": "policyDefinition"]),
                .impersonation)
                == identity(json(Self.impersonationWithoutID), .impersonation))
    }

    @Test func `the order of keys and the white space between them do not matter`() throws {
        let members = Self.url.sorted { $0.key > $1.key }.map { "\"\($0.key)\" :\n \($0.value)" }
        #expect(
            try identity("{ \(members.joined(separator: " , ")) }", .url)
                == identity(json(Self.url), .url))
    }

    // MARK: Everything

    @Test(arguments: [
        ("attachment", Kind.attachment, "messageId"),
        ("impersonation", .impersonation, "messageId"),
        ("url", .url, "messageId"), ("SIEM", .url, "messageId"),
        ("refused", .rejection, "messageId"),
    ])
    func `without a message id, all fields that matter distinguish alerts`(
        name: String, kind: Kind, missing: String
    ) throws {
        var members = try #require(Self.tuples.first { $0.name == name }).2
        members[missing] = nil
        let original = try identity(json(members), kind)
        let category = Category(kind)
        // A verdict, a subject, a list, a tag: none of these is in any tuple.
        for field in Field.allCases where !members.keys.contains(field.name) {
            var more = members
            more[field.name] =
                field == .identifiers || field == .impersonationResults ? "[\"x\"]" : "\"x\""
            // The time is there as an instant.
            if ExpectedFormat.timeFields.set.contains(field) { continue }
            if AlertMapping.fields(of: .messageID).contains(field) { continue }
            let isInGetLogs = !members.keys.contains("aCode")
            // A collector's additions must not split an alert in two.
            let counts =
                category.map { Identity.builtIn.everything(of: $0).contains(field) } ?? false
            #expect(
                (try identity(json(more), kind, isInGetLogs: isInGetLogs) != original) == counts,
                "\(field.name)")
            more[field.name] = "null"
            #expect(
                try identity(json(more), kind, isInGetLogs: isInGetLogs) == original,
                "\(field.name)")
        }
        var unread = members
        unread["unheardOf"] = "\"x\""
        #expect(try identity(json(unread), kind) == original)
    }

    @Test(arguments: [#"" ""#, #""\t\r\n""#, #""\u0020 ""#])
    func `a message id of white space distinguishes nothing`(blank: String) throws {
        for (_, kind, members) in Self.tuples {
            let identities = try ["1", "2"].map { subject in
                var members = members
                members["messageId"] = blank
                members["subject"] = "\"\(subject)\""
                return try identity(json(members), kind, isInGetLogs: members["aCode"] == nil)
            }
            #expect(identities[0] != identities[1], "\(kind)")
        }
    }

    @Test func `the event time counts as an instant there, too`() throws {
        #expect(
            try identity(#"{"date":"2024-11-17T17:02:30+0000","subject":"s"}"#)
                == identity(#"{"subject":"s","date":"2024-11-17T18:02:30+01:00"}"#))
        #expect(
            try identity(#"{"date":"2024-11-17T17:02:30Z","subject":"s"}"#)
                != identity(#"{"subject":"s","date":"2024-11-17T17:02:30.001Z"}"#))
    }

    @Test func `rejected messages and SIEM records without any id are distinguished by everything`()
        throws
    {
        #expect(
            try identity(#"{"acc":"C1","subject":"a"}"#, .url)
                != identity(#"{"acc":"C1","subject":"b"}"#, .url))
        #expect(try identity(#"{"processingId":null,"subject":"a"}"#, .url)[1] == 4)
        #expect(try identity(#"{"RejInfo":"x","subject":"a"}"#, .rejection)[1] == 4)
        #expect(try identity(#"{"RejInfo":"x","MsgId":"a"}"#, .rejection)[1] == 4)
        #expect(try identity(#"{"aCode":"x","subject":"a"}"#, .rejection)[1] == 4)
        #expect(try identity(#"{"aCode":"x","MsgId":"a"}"#, .rejection)[1] == 3)
        #expect(try identity(#"{"eventType":"url protect","messageId":"a"}"#, .url)[1] == 4)
        #expect(try identity(#"{"aCode":"x","messageId":"a"}"#, .url, isInGetLogs: true)[1] == 1)
    }

    @Test
    func `an impersonation with an id but without a message id is distinguished by everything`()
        throws
    {
        #expect(
            try identity(#"{"id":"i","subject":"a"}"#, .impersonation)
                != identity(#"{"id":"i","subject":"b"}"#, .impersonation))
    }

    @Test(arguments: ["{}", "[ ]"])
    func `an empty list or object is no id of Mimecast's`(nothing: String) throws {
        var members = Self.impersonationWithoutID
        let original = try identity(json(members), .impersonation)
        members["id"] = nothing
        #expect(try identity(json(members), .impersonation) == original)
    }

    @Test func `a click belongs to its user, whoever else is named`() throws {
        let click = { (user: String) in
            #"{"messageId":"m","recipientAddress":"r@x","userEmailAddress":"\#(user)"}"#
        }
        #expect(try identity(click("a@x"), .url) != identity(click("b@x"), .url))
        #expect(
            try identity(click("a@x"), .url)
                == identity(#"{"messageId":"m","userEmailAddress":"a@x"}"#, .url))
    }

    @Test func `the identity is appended to the buffer`() throws {
        try withRecord(#"{"messageId":"m"}"#) { record, _ in
            var buffer = ByteBuffer()
            buffer.append(0xEE)
            Identity.builtIn.append(record, kind: .url, isSIEM: false, eventTime: -1, to: &buffer)
            #expect(buffer.bytes.starts(with: [0xEE, 3, 1] + [UInt8](repeating: 0xFF, count: 8)))
        }
    }
}
