import JSONRecords
import Sophos
import TestSupport
import Testing

@Suite struct CEFFormatTests {
    @Test func `a full alert gives exactly this line`() {
        let line = AlertParts(
            customerID: "0f3ac5f2-7a2b-4c0e-9d7b-0a5a4f2f8f11",
            values: [
                .sourceInfo: #""192.0.2.1""#, .verdict: #""malicious""#, .subject: #""a=b|c\\d""#,
                .details: #""one\r\ntwo""#, .identifiers: #"["a", "b"]"#, .hits: "3",
                .taggedMalicious: "true",
            ]
        ).line(in: .cef)
        #expect(
            line == #"""
                CEF:0|sophos|sophos central|1.0|Event::Integration::Mimecast::Url|\#
                URL Protection for user@example.com|8|\#
                id=12345678-9abc-8ef0-bedc-ba9876543210 alertType=URL Protection \#
                threatId=T1598.003 threatName=Spearphishing Link \#
                description=URL Protection for user@example.com threat=Spearphishing Link \#
                threat_cleanable=false \#
                event_service_event_id=12345678-9abc-8ef0-bedc-ba9876543210 \#
                customer_id=0f3ac5f2-7a2b-4c0e-9d7b-0a5a4f2f8f11 data_endpoint_type=mailbox \#
                data_category=url data_source_info_ip=192.0.2.1 data_verdict=malicious \#
                data_subject=a\=b|c\\d data_details=one\r\ntwo data_identifiers=a,b data_hits=3 \#
                data_tagged_malicious=true data_vendor=Mimecast \#
                data_product=Email Security Cloud Gateway datastream=alert \#
                end=2024-11-17T17:02:30.000Z rt=2024-11-17T17:02:30.000Z suser=user@example.com

                """#)
    }

    @Test func `an alert without a threat or a person omits them`() {
        let line = AlertParts(
            category: .rejection, name: AlertName(type: "Mine", threat: nil), severity: .low,
            source: nil
        ).line(in: .cef)
        #expect(line.hasPrefix("CEF:0|sophos|sophos central|1.0|Event::Integration::Mimecast::"))
        #expect(line.contains("::Rejection|Mine for n/a|1|id=12345678-"))
        #expect(line.contains(" alertType=Mine description=Mine for n/a threat_cleanable=false "))
        #expect(line.hasSuffix(" suser=n/a\n"))
    }

    @Test func `bars and backslashes are escaped in the header, and line ends are visible`() {
        let line = AlertParts(name: AlertName(type: "a|b\\c\nd=e", threat: nil)).line(in: .cef)
        #expect(line.contains(#"|a\|b\\c\\u000ad=e for user@example.com|8|"#))
        #expect(line.contains(#" alertType=a|b\\c\nd\=e "#))
    }

    @Test func `keys of the raw record contain only what CEF readers accept`() {
        let line = AlertParts(
            record: #"{"Inspect:Mime Types": {"a=b": "1", "\u00e9\n": 2}, "": null, "k-1": true}"#
        ).line(in: .cef)
        #expect(
            line.contains(
                " data_rawData_Inspect_Mime_Types_a_b=1 data_rawData_Inspect_Mime_Types___=2 data_rawData_k_1=true datastream="
            ))
    }

    @Test func `a raw record made to grow is one pair of JSON`() throws {
        let key = String(repeating: "k", count: 4000)
        let leaves = Array(repeating: #""a":"=\\ud800""#, count: 200).joined(separator: ", ")
        let record = #"{"\#(key)": {\#(leaves)}}"#
        let line = AlertParts(record: record, hasLoneSurrogates: true).line(in: .cef)
        let read = try ReadLine(line, in: .cef)
        #expect(line.utf8.count < 4 * record.utf8.count)
        #expect(
            read["data_rawData"]
                == record.replacing(", ", with: ",").replacing(": ", with: ":"))
    }

    @Test func `lists of objects are numbered from 0`() {
        let line = AlertParts(record: #"{"r":[{"a":1},{"a":[2,[null,3]]},[],{}]}"#).line(in: .cef)
        #expect(
            line.contains(
                " data_rawData_r_0_a=1 data_rawData_r_1_a_0=2 data_rawData_r_1_a_1=3 data_rawData_r_2= datastream="
            ))
    }

    @Test func `a lone surrogate becomes the replacement character`() {
        let line = AlertParts(
            values: [.subject: #""x\ud800y\ud83d\ude00""#], hasLoneSurrogates: true
        ).line(in: .cef)
        #expect(line.contains(" data_subject=x\u{FFFD}y\u{1F600} "))
    }
}
