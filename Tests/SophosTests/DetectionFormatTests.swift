import Sophos
import TestSupport
import Testing

@Suite struct DetectionFormatTests {
    @Test func `a full alert gives exactly this line`() {
        let line = AlertParts(
            customerID: "0f3ac5f2-7a2b-4c0e-9d7b-0a5a4f2f8f11",
            values: [.sourceInfo: #""192.0.2.1""#, .subject: #""S \"1\"""#],
            record: #"{ "url": "x" }"#
        ).line(in: .detection)
        #expect(
            line == #"""
                {"id":"12345678-9abc-8ef0-bedc-ba9876543210","type":"Threat",\#
                "attackType":"URL Protection","detectionRule":"XDR-mimecast-email-urlprotection",\#
                "ruleDescription":"URL Protection for user@example.com",\#
                "detectionAttack":"Reconnaissance","severity":8,\#
                "suppressed":false,\#
                "sensor":{"id":"mimecast","type":"email","source":"Mimecast","version":"1"},\#
                "device":{"id":"9643b49a-b2c0-8e62-93ca-16f2781a3936","type":"mailbox","entity":"user@example.com"},\#
                "sensorGeneratedAt":"2024-11-17T17:02:30.000Z","time":"2024-11-17T17:02:30.000Z",\#
                "mitreAttacks":[{"tactic":{"id":"TA0043","name":"Reconnaissance",\#
                "techniques":[{"id":"T1598.003","name":"Spearphishing Link"}]}}],\#
                "rawData":{"query_name":"XDR-mimecast-email-urlprotection","endpoint_type":"mailbox","category":"url",\#
                "source_info":{"ip":"192.0.2.1"},"subject":"S \"1\"","vendor":"Mimecast",\#
                "product":"Email Security Cloud Gateway","rawData":{"url":"x"}}}

                """#)
    }

    private func line(_ threat: Threat?, type: String = "Mine") -> String {
        AlertParts(name: AlertName(type: type, threat: threat)).line(in: .detection)
    }

    private func device(_ source: String?) throws -> String? {
        try ReadLine(AlertParts(source: source).line(in: .detection), in: .detection)["device_id"]
    }

    @Test(arguments: ["User@Example.COM", " user@example.com ", #"\u0075ser@example.com"#])
    func `a mailbox has one id, however its address is written`(source: String) throws {
        #expect(try device(source) == "9643b49a-b2c0-8e62-93ca-16f2781a3936")
    }

    @Test func `other mailboxes have other ids, and a missing one has an id, too`() throws {
        let ids = try ["user@example.org", "user@example.co", "", nil].map(device)
        #expect(ids.last == "d44dae96-841b-8832-932d-92e72146a691")
        #expect(Set(ids).count == 4)
        let line = AlertParts(source: nil).line(in: .detection)
        #expect(line.contains(#"","type":"mailbox","entity":"n/a"},"#))
    }

    @Test func `without a threat there is no attack`() {
        #expect(
            line(nil).contains(#""ruleDescription":"Mine for user@example.com","severity":8,"#))
        #expect(line(nil).contains(#","mitreAttacks":[],"rawData":"#))
    }

    @Test func `a tactic has no techniques`() {
        let line = line(Threat(id: "TA0005", name: "Defense Evasion"))
        #expect(line.contains(#""detectionAttack":"Defense Evasion","severity":"#))
        #expect(
            line.contains(
                #""mitreAttacks":[{"tactic":{"id":"TA0005","name":"Defense Evasion","techniques":[]}}]"#
            ))
    }

    @Test(arguments: [
        ("T1598", "TA0043", "Reconnaissance"), ("T1598.002", "TA0043", "Reconnaissance"),
        ("T1041", "TA0010", "Exfiltration"), ("T1078", "TA0001", "Initial Access"),
        ("T1078.004", "TA0001", "Initial Access"), ("T1566.002", "TA0001", "Initial Access"),
    ])
    func `a technique is listed under its tactic`(id: String, tactic: String, name: String) {
        let line = line(Threat(id: id, name: "Its name"))
        #expect(line.contains("\"detectionAttack\":\"\(name)\""))
        #expect(
            line.contains(
                "[{\"tactic\":{\"id\":\"\(tactic)\",\"name\":\"\(name)\",\"techniques\":[{\"id\":\"\(id)\",\"name\":\"Its name\"}]}}]"
            ))
    }

    @Test func `a technique with an unknown tactic is kept`() {
        let line = line(Threat(id: "T9999.001", name: "New"))
        #expect(!line.contains("detectionAttack"))
        #expect(
            line.contains(
                #""mitreAttacks":[{"tactic":{"techniques":[{"id":"T9999.001","name":"New"}]}}]"#))
    }

    @Test(arguments: [
        ("Inbound URL 'Aggressive' 2", "inboundurlaggressive"), ("", ""), ("550 5.7.1", ""),
        ("Schädliche ÜRL", "schädlicheürl"), ("既定の URL", "既定のurl"), ("İ", "i\u{307}"),
    ])
    func `the rule is named after the letters of the alertType`(type: String, letters: String) {
        #expect(
            line(nil, type: type).contains("\"detectionRule\":\"XDR-mimecast-email-\(letters)\","))
    }
}
