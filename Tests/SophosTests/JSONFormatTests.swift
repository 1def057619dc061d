import Foundation
import JSONRecords
import Sophos
import Testing

@Suite struct JSONFormatTests {
    private func line(_ parts: AlertParts) -> String { parts.line(in: .json) }

    /// The `data` object for the values.
    private func data(_ values: KeyValuePairs<AlertKey, String>, hasLoneSurrogates: Bool = false)
        throws -> String
    {
        let line = line(AlertParts(values: values, hasLoneSurrogates: hasLoneSurrogates))
        let start = try #require(
            line.range(of: #""data":{"endpoint_type":"mailbox","category":"url""#))
        let end = try #require(
            line.range(of: #","vendor":"Mimecast","product":"Email Security Cloud Gateway"}}"#))
        return String(line[start.upperBound..<end.lowerBound])
    }

    @Test func `a full alert gives exactly this line`() {
        let line = line(
            AlertParts(
                customerID: "0f3ac5f2-7a2b-4c0e-9d7b-0a5a4f2f8f11",
                values: [
                    .sourceInfo: #""192.0.2.1""#, .verdict: #""malicious""#, .action: #""block""#,
                    .reason: #""r""#, .sender: #""s@example.org""#,
                    .recipient: #""user@example.com""#,
                    .subject: #""Hello \"you\"""#, .messageID: #""<1@x>""#,
                    .direction: #""inbound""#,
                    .url: #""https:\/\/x.example\/""#, .urlCategory: #""Business""#,
                    .fileName: #""f.doc""#, .fileType: #""t""#, .fileSHA256: #""00ff""#,
                    .definition: #""URL Protection""#, .creationMethod: #""User Click""#,
                    .details: #""d\r\n""#, .identifiers: #"["a", "b"]"#, .hits: #""3""#,
                    .taggedMalicious: #""true""#, .taggedExternal: "false",
                    .mimecastID: #""MTOKEN:x""#,
                ],
                record: "{ \"url\" : \"x y\" }"))
        #expect(
            line == #"""
                {"id":"12345678-9abc-8ef0-bedc-ba9876543210","alertType":"URL Protection",\#
                "threatId":"T1598.003","threatName":"Spearphishing Link","severity":"high",\#
                "type":"Event::Integration::Mimecast::Url","when":"2024-11-17T17:02:30.000Z",\#
                "created_at":"2024-11-17T17:02:30.000Z",\#
                "description":"URL Protection for user@example.com","source":"user@example.com",\#
                "threat":"Spearphishing Link","threat_cleanable":false,\#
                "event_service_event_id":"12345678-9abc-8ef0-bedc-ba9876543210",\#
                "customer_id":"0f3ac5f2-7a2b-4c0e-9d7b-0a5a4f2f8f11",\#
                "data":{"endpoint_type":"mailbox","category":"url","source_info":{"ip":"192.0.2.1"},\#
                "verdict":"malicious","action":"block","reason":"r","sender":"s@example.org",\#
                "recipient":"user@example.com","subject":"Hello \"you\"","message_id":"<1@x>",\#
                "direction":"inbound","url":"https:\/\/x.example\/","url_category":"Business",\#
                "file_name":"f.doc","file_type":"t","file_sha256":"00ff","definition":"URL Protection",\#
                "creation_method":"User Click","details":"d\r\n","identifiers":["a","b"],"hits":3,\#
                "tagged_malicious":true,"tagged_external":false,"mimecast_id":"MTOKEN:x",\#
                "vendor":"Mimecast","product":"Email Security Cloud Gateway","rawData":{"url":"x y"}}}

                """#)
    }

    @Test func `an empty alert gives exactly this line`() {
        let line = line(
            AlertParts(
                category: .rejection, name: AlertName(type: "Mine", threat: nil), severity: .low,
                eventTime: 1, source: nil))
        #expect(
            line == #"""
                {"id":"12345678-9abc-8ef0-bedc-ba9876543210","alertType":"Mine",\#
                "threatId":null,"threatName":null,"severity":"low",\#
                "type":"Event::Integration::Mimecast::Rejection","when":"1970-01-01T00:00:00.001Z",\#
                "created_at":"1970-01-01T00:00:00.001Z","description":"Mine for n/a","source":"n/a",\#
                "threat":null,"threat_cleanable":false,\#
                "event_service_event_id":"12345678-9abc-8ef0-bedc-ba9876543210",\#
                "data":{"endpoint_type":"mailbox","category":"rejection",\#
                "vendor":"Mimecast","product":"Email Security Cloud Gateway"}}

                """#)
    }

    @Test(arguments: Category.allCases, Severity.allCases)
    func `type, category and severity are those of the alert`(
        category: Category, severity: Severity
    ) {
        let line = line(AlertParts(category: category, severity: severity))
        #expect(
            line.contains(",\"severity\":\"\(severity.rawValue)\",\"type\":\"\(category.type)\","))
        #expect(line.contains(",\"category\":\"\(category.rawValue)\","))
    }

    @Test func `each value is written under its own key`() throws {
        for key in AlertKey.inOrder where key.shape == .text || key.shape == .asWritten {
            #expect(try data([key: #""v\u0041\/""#]) == #","\#(key.name)":"v\u0041\/""#)
        }
        #expect(try data([:]) == "")
    }

    @Test func `a number or a boolean in a text field stays one`() throws {
        #expect(try data([.subject: "5", .action: "true"]) == #","action":true,"subject":5"#)
    }

    @Test(arguments: [
        (#""192.0.2.1""#, #","source_info":{"ip":"192.0.2.1"}"#),
        (#""2001:db8::1""#, #","source_info":{"ip":"2001:db8::1"}"#),
        (#""Internal IP""#, ""), (#""""#, ""), ("192", ""), (#""192.0.2.1 ""#, ""), ("null", ""),
    ])
    func `the sending host is included if it is an address`(value: String, expected: String)
        throws
    {
        #expect(try data([.sourceInfo: value]) == expected)
    }

    @Test(arguments: [
        ("3", "3"), (#""3""#, "3"), (#""0""#, "0"), ("1.5", "1.5"), ("-1.5e3", "-1.5e3"),
        (#""123456789012345""#, "123456789012345"), ("1234567890123456", "1234567890123456"),
    ])
    func `hits are a number if they are digits`(value: String, expected: String) throws {
        #expect(try data([.hits: value]) == ",\"hits\":\(expected)")
    }

    @Test(arguments: [
        #""many""#, #""007""#, #"" 3""#, #""3e2""#, #""-3""#, #""1234567890123456""#, "true",
    ])
    func `hits are omitted if they are not a number`(value: String) throws {
        #expect(try data([.hits: value]).isEmpty)
        #expect(JSONText.withText(of: Array(value.utf8)) { AlertKey.hits.fit(of: $0) } == .none)
    }

    @Test(arguments: [
        ("true", "true"), ("false", "false"), (#""true""#, "true"), (#""False""#, "false"),
        (#""TRUE""#, "true"),
        ("1", "true"), (#""1""#, "true"), ("0", "false"), (#"" True ""#, "true"),
    ])
    func `tags are booleans if they have a boolean's text`(value: String, expected: String) throws {
        #expect(try data([.taggedMalicious: value]) == ",\"tagged_malicious\":\(expected)")
        #expect(try data([.taggedExternal: value]) == ",\"tagged_external\":\(expected)")
    }

    @Test(arguments: [#""yes""#, "2", #""N/A""#, #""""#])
    func `tags are omitted if they are neither true nor false`(value: String) throws {
        #expect(try data([.taggedMalicious: value, .taggedExternal: value]).isEmpty)
    }

    @Test func `lists lose only the white space between their elements`() throws {
        #expect(
            try data([.recipient: "[ \"a b\\\" ,\" ,\n\"c\" ]", .identifiers: "[\r\n]"])
                == #","recipient":["a b\" ,","c"],"identifiers":[]"#)
    }

    @Test func `the raw record is on one line`() {
        let line = line(
            AlertParts(record: "{\n\t\"a b\" : \"c \\n d\" ,\r\n \"e\" : [ 1 , null ]\n}"))
        #expect(line.hasSuffix(#","rawData":{"a b":"c \n d","e":[1,null]}}}"# + "\n"))
        #expect(line.utf8.count { $0 == 0x0A } == 1)
    }

    @Test func `lone surrogates are replaced wherever the record's text is used`() throws {
        #expect(
            try data(
                [.subject: #""x\ud800""#, .identifiers: #"["\udc00", "\ud83d\ude00"]"#],
                hasLoneSurrogates: true)
                == #","subject":"x\ufffd","identifiers":["\ufffd","\ud83d\ude00"]"#)
        let line = line(
            AlertParts(
                source: #"\ud800@x"#, record: #"{ "k\udfff" : "\uD800" }"#, hasLoneSurrogates: true)
        )
        #expect(line.contains(#""description":"URL Protection for \ufffd@x","source":"\ufffd@x","#))
        #expect(line.hasSuffix(#","rawData":{"k\ufffd":"\ufffd"}}}"# + "\n"))
    }

    @Test func `names are escaped in both places`() {
        let line = line(
            AlertParts(name: AlertName(type: "a\"b", threat: Threat(id: "TA0001", name: "t\"u"))))
        #expect(line.contains(#""alertType":"a\"b","threatId":"TA0001","threatName":"t\"u","#))
        #expect(line.contains(#""description":"a\"b for user@example.com","#))
        #expect(line.contains(#""threat":"t\"u","#))
    }

    @Test func `the line is JSON and reads back as written`() throws {
        let subject = "\u{1F600} \u{2028} \u{7F} a=b|c\\d \"e\""
        var buffer = ByteBuffer()
        JSONStrings.append(subject.utf8, to: &buffer)
        let line = line(
            AlertParts(values: [.subject: String(decoding: buffer.bytes, as: UTF8.self)]))
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
        let alert = try #require(object as? [String: Any])
        #expect((alert["data"] as? [String: Any])?["subject"] as? String == subject)
        #expect(alert["id"] as? String == AlertParts.id)
        #expect(alert["event_service_event_id"] as? String == AlertParts.id)
        #expect(alert["threat_cleanable"] as? Bool == false)
    }
}
