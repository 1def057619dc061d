import JSONRecords
import Sophos
import TestSupport
import Testing

/// The promise of every format: one alert is one line, and the line reads back as the alert.
@Suite struct FormatConformanceTests {
    /// Text that a sender may choose: a subject, a file name, a link.
    static let hostile = [
        "plain", "", " ", "x\nCEF:0|Evil|P|1|1|forged|10|src=192.0.2.66",
        "x\r\n<134>Jan 1 00:00:00 h app: login ok", "a|b|10|", "x act=allow src=192.0.2.99", "x\\",
        "\\| \\= \\n \\u000a", "a\" user=\"admin", "a\";b=\"c\";", "\"", "\\\"", "=", "==a=b",
        "a\u{2028}b\u{2029}c\u{85}d\u{0B}e\u{0C}f", "\u{1B}]0;pwn\u{07}\u{1B}[2J\u{1B}[31m",
        "\u{9B}2J", "invoice\u{202E}fdp.exe", "=cmd|' /C calc'!A0", "</script><script>alert(1)",
        "\",\"type\":\"fake", "%n%s%s%s%x", "\0", "a\0b", "\t", "\u{7F}", "\u{A0}\u{E9}\u{C0}",
        "\u{2027}\u{202A}\u{20AC}", "\u{FFFD}\u{FFFF}\u{10FFFF}\u{1F600}", " leading and trailing ",
        "e" + String(repeating: "\u{301}", count: 1000), String(repeating: "=|\\\"", count: 500),
    ]

    private func json(_ text: String) -> String {
        var buffer = ByteBuffer()
        JSONStrings.append(text.utf8, to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    private func parts(_ text: String) -> AlertParts {
        AlertParts(
            name: AlertName(type: text, threat: Threat(id: "T1598", name: text)),
            source: String(json(text).dropFirst().dropLast()),
            values: [
                .sender: #""sender@example.org""#, .subject: json(text), .url: json(text),
                .recipient: "[\(json(text)), \(json(text))]",
            ],
            record: "{\"url\": \(json(text)), \"tags\": {\"a\": [\(json(text))], \"n\": null}}")
    }

    @Test(arguments: Format.allCases, hostile)
    func `one alert is one line for every reader`(format: Format, text: String) {
        let line = parts(text).line(in: format)
        #expect(line.unicodeScalars.last == "\n")
        #expect(!line.unicodeScalars.dropLast().contains { $0.value < 0x20 || $0 == "\u{7F}" })
        guard format.syntax != .json else { return }
        #expect(
            !line.unicodeScalars.dropLast().contains {
                (0x80...0x9F).contains($0.value) || $0 == "\u{2028}" || $0 == "\u{2029}"
            })
    }

    /// A format's names for the parts of an alert.
    private struct Names {
        var id = "id"
        var type = "alertType"
        var description = "description"
        var data = "data_"
        /// The parts that are not in `data`.
        var elsewhere: [String: String] = [:]
        /// The raw record is JSON as text.
        var isRawText = false

        init(_ format: Format) {
            switch format {
            case .json, .cef, .keyvalue: break
            case .detection:
                type = "attackType"
                description = "ruleDescription"
                data = "rawData_"
            case .ocsf:
                id = "metadata_uid"
                type = "finding_info_title"
                description = "finding_info_desc"
                data = "unmapped_"
                isRawText = true
                elsewhere = [
                    "subject": "evidences_0_email_subject",
                    "url": "evidences_0_url_url_string",
                    "recipient": "evidences_0_email_to_mailboxes",
                    "vendor": "metadata_product_vendor_name",
                ]
            }
        }

        /// Where a member of the json format's `data` is.
        func place(of key: String) -> String { elsewhere[key] ?? data + key }
    }

    @Test(arguments: Format.allCases, hostile)
    func `every value reads back`(format: Format, text: String) throws {
        let line = try ReadLine(parts(text).line(in: format), in: format)
        let names = Names(format)
        let expected =
            switch format.syntax {
            case .json: text
            case .cef, .keyvalue: ReadLine.visible(text, keepingLineEnds: format.syntax == .cef)
            }
        #expect(line[names.place(of: "subject")] == expected)
        #expect(line[names.place(of: "url")] == expected)
        #expect(line[names.place(of: "recipient")] == "\(expected),\(expected)")
        #expect(line[names.place(of: "vendor")] == "Mimecast")
        #expect(line[names.description] == "\(expected) for \(expected)")
        #expect(line[names.type] == expected)
        #expect(line[names.id] == AlertParts.id)
        var raw = line
        var prefix = names.place(of: "rawData_")
        if names.isRawText {
            raw = try ReadLine(#require(line["raw_data"]) + "\n", in: .json)
            prefix = ""
        }
        #expect(raw[prefix + "url"] == expected)
        #expect(raw[prefix + "tags_a"] == expected)
        #expect(raw[prefix + "tags_n"] == nil)
    }

    @Test(arguments: [Format.cef, .keyvalue])
    func `the pairs of a line are the members of the json record`(format: Format) throws {
        let parts = AlertParts(
            customerID: "0f3ac5f2-7a2b-4c0e-9d7b-0a5a4f2f8f11",
            values: [
                .sourceInfo: #""192.0.2.1""#, .verdict: #""malicious""#, .subject: #""S\u00e9 \/""#,
                .identifiers: #"["a", "b"]"#, .hits: #""3""#, .taggedMalicious: #""TRUE""#,
                .taggedExternal: "false", .mimecastID: #""MTOKEN:x""#,
            ], record: #"{"n": 1.50, "e": [], "o": {}, "l": [{"k": [1, 2]}, 3, "4"]}"#)
        let record = try ReadLine(parts.line(in: .json), in: .json)
        let line = try ReadLine(parts.line(in: format), in: format)
        let renamed = ["when": "end", "created_at": "rt", "source": "suser"]
        var expected: [String: String] = ["datastream": "alert"]
        for (key, value) in record.pairs { expected[renamed[key] ?? key] = value }
        expected["data_rawData_n"] = "1.50"  // numbers keep their text
        if format == .cef {
            #expect(expected.removeValue(forKey: "type") == line.header[3])
            #expect(expected.removeValue(forKey: "severity") == "high")
            #expect(
                line.header == [
                    "sophos", "sophos central", "1.0", "Event::Integration::Mimecast::Url",
                    "URL Protection for user@example.com", "8",
                ])
        } else {
            expected["name"] = "URL Protection for user@example.com"
            #expect(line.header == ["2024-11-17T17:02:30.000Z"])
        }
        #expect(Dictionary(line.pairs.map { ($0.key, $0.value) }) { $0 + $1 } == expected)
    }
}
