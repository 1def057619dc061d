import Sophos
import TestSupport
import Testing

@Suite struct OCSFFormatTests {
    private static let hash = String(repeating: "0123456789abcdEF", count: 4)

    private func read(_ values: KeyValuePairs<AlertKey, String>) throws -> ReadLine {
        try ReadLine(AlertParts(values: values).line(in: .ocsf), in: .ocsf)
    }

    @Test func `a full click gives exactly this line`() {
        let line = AlertParts(
            customerID: "0f3ac5f2-7a2b-4c0e-9d7b-0a5a4f2f8f11",
            values: [
                .sourceInfo: #""192.0.2.1""#, .verdict: #""malicious""#, .action: #""block""#,
                .sender: #""a@example.org""#, .recipient: #""user@example.com""#,
                .subject: #""S \"1\"""#, .messageID: #""<1@example.org>""#,
                .direction: #""inbound""#, .url: #""https:\/\/example.net/""#,
                .urlCategory: #""Phishing & Fraud""#, .definition: #""Mine""#, .hits: "3",
                .taggedMalicious: #""true""#, .mimecastID: #""x-1""#,
            ],
            record: #"{ "url": "x\n\"", "n": [1, 2] }"#
        ).line(in: .ocsf)
        #expect(
            line == #"""
                {"activity_id":1,"category_uid":2,"class_uid":2004,"type_uid":200401,\#
                "time":1731862950000,"severity_id":4,"is_alert":true,\#
                "metadata":{"version":"1.8.0","product":{"name":"Email Security Cloud Gateway",\#
                "vendor_name":"Mimecast"},"uid":"12345678-9abc-8ef0-bedc-ba9876543210",\#
                "log_name":"url","original_event_uid":"x-1",\#
                "tenant_uid":"0f3ac5f2-7a2b-4c0e-9d7b-0a5a4f2f8f11",\#
                "profiles":["security_control"]},\#
                "finding_info":{"uid":"12345678-9abc-8ef0-bedc-ba9876543210",\#
                "title":"URL Protection","desc":"URL Protection for user@example.com",\#
                "created_time":1731862950000,"types":["Event::Integration::Mimecast::Url"],\#
                "attacks":[{"tactic":{"uid":"TA0043","name":"Reconnaissance"},\#
                "technique":{"uid":"T1598","name":"Phishing for Information"},\#
                "sub_technique":{"uid":"T1598.003","name":"Spearphishing Link"},\#
                "version":"18.1"}]},\#
                "disposition_id":2,"disposition":"Blocked","action_id":2,"action":"Denied",\#
                "evidences":[{"email":{"from":"a@example.org","to":["user@example.com"],\#
                "subject":"S \"1\"","message_uid":"<1@example.org>"},\#
                "url":{"url_string":"https:\/\/example.net/","categories":["Phishing & Fraud"]},\#
                "src_endpoint":{"ip":"192.0.2.1"},\#
                "connection_info":{"direction_id":1,"direction":"Inbound"}}],\#
                "raw_data":"{\"url\":\"x\\n\\\"\",\"n\":[1,2]}",\#
                "unmapped":{"verdict":"malicious","action":"block","definition":"Mine","hits":3,\#
                "tagged_malicious":true}}

                """#)
    }

    @Test func `an attachment is a file with its hash`() throws {
        let line = try read([
            .fileName: #""a.pdf""#, .fileType: #""application/pdf""#,
            .fileSHA256: "\"\(Self.hash)\"",
        ])
        #expect(line["evidences_0_file_name"] == "a.pdf")
        #expect(line["evidences_0_file_type_id"] == "1")
        #expect(line["evidences_0_file_mime_type"] == "application/pdf")
        #expect(line["evidences_0_file_hashes_0_algorithm_id"] == "3")
        #expect(line["evidences_0_file_hashes_0_value"] == Self.hash)
        #expect(!line.keys.contains { $0.hasPrefix("unmapped") })
    }

    @Test func `an alert without further values has no further attributes`() {
        let line = AlertParts(
            category: .rejection, name: AlertName(type: "Mine", threat: nil), severity: .low,
            source: nil
        ).line(in: .ocsf)
        #expect(line.contains(#""severity_id":2,"#))
        #expect(
            line.hasSuffix(
                #""log_name":"rejection"},"finding_info":{"uid":"\#(AlertParts.id)","title":"Mine","desc":"Mine for n/a","created_time":1731862950000,"types":["Event::Integration::Mimecast::Rejection"]}}"#
                    + "\n"))
    }

    // MARK: What has no place

    @Test func `values that do not fit an attribute are kept in unmapped`() throws {
        let address = "0000:0000:0000:0000:0000:ffff:192.168.100.100"
        let line = try read([
            .sourceInfo: "\"\(address)\"", .direction: #""inbound""#, .urlCategory: #""News""#,
            .fileType: #""pdf""#, .fileSHA256: #""abc""#, .subject: #""S""#, .messageID: #""<1>""#,
            .sender: #""Alice""#, .recipient: #"["Bob"]"#,
        ])
        #expect(line["unmapped_source_info_ip"] == address)
        #expect(line["unmapped_direction"] == "inbound")
        #expect(line["unmapped_url_category"] == "News")
        #expect(line["unmapped_file_type"] == "pdf")
        #expect(line["unmapped_file_sha256"] == "abc")
        #expect(line["unmapped_subject"] == "S")
        #expect(line["unmapped_message_id"] == "<1>")
        #expect(line["unmapped_sender"] == "Alice")
        #expect(line["unmapped_recipient"] == "Bob")
        #expect(!line.keys.contains { $0.hasPrefix("evidences") })
    }

    @Test func `a hash without a file name and a type that is not a MIME type stay in unmapped`()
        throws
    {
        let line = try read([.fileSHA256: "\"\(Self.hash)\""])
        #expect(line["unmapped_file_sha256"] == Self.hash)
        let named = try read([
            .fileName: #""a""#, .fileType: #""pdf""#, .fileSHA256: "\"\(Self.hash)0\"",
        ])
        #expect(named["evidences_0_file_name"] == "a")
        #expect(named["unmapped_file_type"] == "pdf")
        #expect(named["unmapped_file_sha256"] == Self.hash + "0")
    }

    @Test func `text that is not an IP address is not an address anywhere`() throws {
        let line = try read([.sourceInfo: #""Internal IP""#])
        #expect(!line.keys.contains { $0.hasPrefix("evidences") || $0.hasPrefix("unmapped") })
    }

    // MARK: Addresses

    @Test(arguments: [
        (#""a@b.c""#, #""d@e.f""#, ["from": "a@b.c", "to": "d@e.f"]),
        (#""Al <a@b.c>""#, #""d@e.f""#, ["from_mailbox": "Al <a@b.c>", "to": "d@e.f"]),
        (#""a@b.c""#, #""d@e.f, g@h.i""#, ["from": "a@b.c", "to_mailboxes": "d@e.f, g@h.i"]),
        (
            #""a@b.c""#, #"[ "d@e.f", null, "Bob", "g@h.i", 7, {"x": "y z"} ]"#,
            [
                "from": "a@b.c", "to": "d@e.f,g@h.i",
                "to_mailboxes": #"Bob,7,{"x":"y z"}"#,
            ]
        ),
        (#""o\u0027x@b.c""#, "[]", ["from": "o'x@b.c"]),
        ("12", #"["d@e.f"]"#, ["from_mailbox": "12", "to": "d@e.f"]),
    ])
    func `each address is where OCSF accepts it`(
        sender: String, recipient: String, expected: [String: String]
    ) throws {
        let line = try read([.sender: sender, .recipient: recipient])
        let prefix = "evidences_0_email_"
        let found = line.pairs.filter { $0.key.hasPrefix(prefix) }.map {
            (String($0.key.dropFirst(prefix.count)), $0.value)
        }
        #expect(Dictionary(uniqueKeysWithValues: found) == expected)
    }

    // MARK: Words

    @Test(arguments: [
        ("allow", "1 Allowed", "1 Allowed"), ("Block", "2 Blocked", "2 Denied"),
        ("hold", "3 Quarantined", "2 Denied"), ("Hld", "3 Quarantined", "2 Denied"),
        ("Rej", "25 Rejected", "2 Denied"), ("bounce", "25 Rejected", "2 Denied"),
        ("none", "16 No Action", "3 Observed"), ("none, none", "16 No Action", "3 Observed"),
        (#"\u0062lock "#, "2 Blocked", "2 Denied"), ("warn", "99 warn", "99 warn"),
        ("user release, none", "99 user release, none", "99 user release, none"),
    ])
    func `an action is mapped to OCSF's if the match is clear`(
        word: String, disposition: String, action: String
    ) throws {
        let line = try read([.action: "\"\(word)\""])
        func pair(_ name: String) -> String {
            "\(line[name + "_id"] ?? "") \(line[name] ?? "")"
        }
        #expect(pair("disposition") == disposition)
        #expect(pair("action") == action)
        #expect(line["metadata_profiles"] == "security_control")
        // Mimecast's own word is always there.
        let plain = word.replacing(#"\u0062"#, with: "b")
        #expect(line["unmapped_action"] == (disposition.hasPrefix("99") ? nil : plain))
    }

    @Test(arguments: [
        ("inbound", "1", "Inbound"), ("Outbound", "2", "Outbound"), ("INTERNAL", "3", "Lateral"),
        ("Mimecast Exchange Route", "99", "Mimecast Exchange Route"),
    ])
    func `a direction is that of the connection`(word: String, id: String, text: String) throws {
        let line = try read([.url: #""u""#, .direction: "\"\(word)\""])
        #expect(line["evidences_0_connection_info_direction_id"] == id)
        #expect(line["evidences_0_connection_info_direction"] == text)
        #expect(line["unmapped_direction"] == nil)
    }

    // MARK: Attacks

    private func attack(_ threat: Threat) -> String {
        let line = AlertParts(name: AlertName(type: "x", threat: threat)).line(in: .ocsf)
        return line.split(separator: #""attacks":"#).last.map(String.init) ?? ""
    }

    @Test func `an attack contains as much as is known`() {
        #expect(
            attack(Threat(id: "TA0005", name: "Defense Evasion"))
                == #"[{"tactic":{"uid":"TA0005","name":"Defense Evasion"},"version":"18.1"}]}}"#
                + "\n")
        #expect(
            attack(Threat(id: "T1041", name: "Mine"))
                == #"[{"tactic":{"uid":"TA0010","name":"Exfiltration"},"technique":{"uid":"T1041","name":"Mine"},"version":"18.1"}]}}"#
                + "\n")
        #expect(
            attack(Threat(id: "T1566.002", name: "Spearphishing Link"))
                == #"[{"tactic":{"uid":"TA0001","name":"Initial Access"},"technique":{"uid":"T1566","name":"Phishing"},"sub_technique":{"uid":"T1566.002","name":"Spearphishing Link"},"version":"18.1"}]}}"#
                + "\n")
        #expect(
            attack(Threat(id: "T9999.001", name: "New"))
                == #"[{"technique":{"uid":"T9999"},"sub_technique":{"uid":"T9999.001","name":"New"},"version":"18.1"}]}}"#
                + "\n")
    }

    // MARK: Text

    @Test func `anything but a string becomes text where OCSF requires text`() throws {
        let line = try read([
            .url: "12.50", .subject: "true", .sender: #""a@b.c""#, .messageID: #"["a\"b" , 1]"#,
            .mimecastID: "17", .action: "7", .fileName: #"{"k" : "v\\"}"#,
        ])
        #expect(line["evidences_0_url_url_string"] == "12.50")
        #expect(line["evidences_0_email_subject"] == "true")
        #expect(line["evidences_0_email_message_uid"] == #"["a\"b",1]"#)
        #expect(line["metadata_original_event_uid"] == "17")
        #expect(line["action"] == "7")
        #expect(line["evidences_0_file_name"] == #"{"k":"v\\"}"#)
    }

    @Test func `a lone surrogate is replaced everywhere`() throws {
        let text = #""a\ud83dz""#
        let line = try ReadLine(
            AlertParts(
                source: #"a\ud83dz"#,
                values: [
                    .action: text, .sender: text, .recipient: #"["b@c.d", \#(text)]"#,
                    .subject: text, .url: text, .details: text, .fileName: "[\(text)]",
                ], record: "{\"x\": \(text)}", hasLoneSurrogates: true
            ).line(in: .ocsf), in: .ocsf)
        for key in [
            "finding_info_desc", "action", "disposition", "evidences_0_email_from_mailbox",
            "evidences_0_email_to_mailboxes", "evidences_0_email_subject",
            "evidences_0_url_url_string", "unmapped_details", "evidences_0_file_name", "raw_data",
        ] {
            let value = try #require(line[key])
            #expect(value.replacing(#"\ufffd"#, with: "\u{FFFD}").contains("a\u{FFFD}z"), "\(key)")
        }
    }
}
