import JSONRecords
import Sophos
import Testing

@Suite struct KeyValueFormatTests {
    @Test func `a full alert gives exactly this line`() {
        let line = AlertParts(
            customerID: "0f3ac5f2-7a2b-4c0e-9d7b-0a5a4f2f8f11",
            values: [
                .sourceInfo: #""192.0.2.1""#, .subject: #""a=b; \"c\" \\d""#,
                .details: #""one\r\ntwo\t""#, .identifiers: #"["a", "b"]"#, .hits: #""3""#,
                .taggedExternal: "false",
            ]
        ).line(in: .keyvalue)
        #expect(
            line == #"""
                2024-11-17T17:02:30.000Z id="12345678-9abc-8ef0-bedc-ba9876543210"; \#
                alertType="URL Protection"; threatId="T1598.003"; \#
                threatName="Spearphishing Link"; severity="high"; \#
                type="Event::Integration::Mimecast::Url"; \#
                description="URL Protection for user@example.com"; threat="Spearphishing Link"; \#
                threat_cleanable="false"; \#
                event_service_event_id="12345678-9abc-8ef0-bedc-ba9876543210"; \#
                customer_id="0f3ac5f2-7a2b-4c0e-9d7b-0a5a4f2f8f11"; data_endpoint_type="mailbox"; \#
                data_category="url"; data_source_info_ip="192.0.2.1"; \#
                data_subject="a=b; \"c\" \\d"; data_details="one\\u000d\\u000atwo\\u0009"; \#
                data_identifiers="a,b"; data_hits="3"; data_tagged_external="false"; \#
                data_vendor="Mimecast"; data_product="Email Security Cloud Gateway"; \#
                datastream="alert"; end="2024-11-17T17:02:30.000Z"; \#
                rt="2024-11-17T17:02:30.000Z"; suser="user@example.com"; \#
                name="URL Protection for user@example.com";

                """#)
    }

    @Test func `missing values are omitted`() {
        let line = AlertParts(name: AlertName(type: "Mine", threat: nil), source: nil)
            .line(in: .keyvalue)
        #expect(line.contains(#" alertType="Mine"; severity="high"; type="#))
        #expect(line.contains(#" description="Mine for n/a"; threat_cleanable="false"; "#))
        #expect(line.hasSuffix(#" suser="n/a"; name="Mine for n/a";"# + "\n"))
    }
}
