import Sophos
import TestSupport
import Testing

@Suite struct ThreatMappingTests {
    private let mapping = ThreatMapping.builtIn

    private func match(_ name: String, in mapping: ThreatMapping? = nil) -> String {
        let match = (mapping ?? self.mapping).match(Array(name.utf8))
        return "\(match.manner.rawValue) \(match.row?.alertType ?? "-")"
    }

    private func mapping(_ types: String...) -> ThreatMapping {
        let threat = Threat(id: "T1000", name: "x")
        return ThreatMapping(
            rows: types.map { ThreatRow(alertType: $0, threat: threat) },
            severity: ThreatMapping.builtIn.severity)
    }

    @Test func `the built-in rows are exactly those of Sophos's page`() {
        let rows = mapping.rows.map { [$0.alertType, $0.threat.id, $0.threat.name] }
        #expect(rows == SophosPage.threats.map { [$0.alertType, $0.id, $0.name] })
        #expect(mapping.rows.allSatisfy { $0.severity == nil })
    }

    @Test(arguments: SophosPage.threats.map(\.alertType))
    func `a row matches its own name in any case, with white space around it`(name: String) {
        for spelling in [
            name, name.uppercased(), name.lowercased(), "  \(name)", "\(name)\r\n",
            "\t\(name.uppercased()) ",
        ] {
            #expect(match(spelling) == "exact \(name)")
        }
    }

    @Test(arguments: [
        ("Default URL Protection Definition", "prefix Default URL Protection"),
        (
            "Default Inbound URL Protect Definition (copy)",
            "prefix Default Inbound URL Protect Definition"
        ),
        (
            "invalid recipient - https://community.mimecast.com/docs/DOC-1369#550",
            "prefix Invalid Recipient"
        ),
        ("Invalid Recipient: x", "prefix Invalid Recipient"),
        ("URL Protection\t2", "prefix URL Protection"),
        ("  url protection/x", "prefix URL Protection"),
        ("URL Protection\u{2014}x", "prefix URL Protection"),
        ("URL Protection_x", "prefix URL Protection"),
        ("URL Protection\u{1F600}", "prefix URL Protection"),
        // A letter or a digit continues the word.
        ("URL Protections", "none -"), ("URL Protection2", "none -"),
        ("Invalid Recipients - x", "none -"),
        ("URL Protection\u{E9}", "none -"), ("URL Protection\u{663}", "none -"),
        ("URL Protection\u{4E2D}", "none -"),
        // Only from the beginning.
        ("My URL Protection", "none -"), ("Custom Default URL Protection", "none -"),
        ("URL", "none -"),
        ("", "none -"), ("   ", "none -"), ("Invalid  Recipient", "none -"),
        ("Inbound URL 'Aggressive'", "none -"),
        ("\u{A0}URL Protection", "none -"),
    ])
    func `a longer name matches the row it starts with, up to a boundary`(
        name: String, expected: String
    ) {
        #expect(match(name) == expected)
    }

    @Test func `only the case of ASCII letters is ignored`() {
        let mapping = mapping("\u{C9}tude", "Kind")
        #expect(match("\u{C9}TUDE", in: mapping) == "exact \u{C9}tude")
        #expect(match("\u{E9}tude", in: mapping) == "none -")
        #expect(match("\u{212A}ind", in: mapping) == "none -", "the Kelvin sign")
    }

    @Test func `the longest prefix wins, whatever the order of the rows`() {
        for mapping in [
            mapping("URL", "URL Protect", "url protect x y"),
            mapping("url protect x y", "URL Protect", "URL"),
        ] {
            #expect(match("URL Protect X", in: mapping) == "prefix URL Protect")
            #expect(match("URL Protect X Y Z", in: mapping) == "prefix url protect x y")
            #expect(match("URL ProtectX", in: mapping) == "prefix URL")
            #expect(match("URL PROTECT", in: mapping) == "exact URL Protect")
        }
    }

    @Test func `bytes that are not UTF-8 do not continue a word`() {
        #expect(mapping.match(Array("URL Protection".utf8) + [0xFF]).manner == .prefix)
    }

    // MARK: Overriding

    @Test func `a file's rows replace built-in ones in place, or come last`() throws {
        let file = try MappingFile(
            Array(
                #"""
                {"version":1,"threats":[
                  {"alertType":"Real-time Protection","threatId":"T1566","threatName":"Phishing"},
                  {"alertType":" invalid RECIPIENT","threatId":"T1001.001","threatName":"Mine","severity":"high"}
                ],"severity":{"rejection":"medium"}}
                """#.utf8))
        let merged = mapping.overridden(by: file)
        #expect(merged.rows.count == 12)
        #expect(merged.rows[7].threat == Threat(id: "T1001.001", name: "Mine"))
        #expect(merged.rows[7].severity == .high)
        #expect(merged.rows[11].alertType == "Real-time Protection")
        for index in 0..<11 where index != 7 { #expect(merged.rows[index] == mapping.rows[index]) }
        #expect(
            merged.severity
                == SeverityRules(malicious: .high, rejection: .medium, otherwise: .medium))
        #expect(merged.match(Array("Invalid Recipient".utf8)).row?.threat.name == "Mine")
        #expect(merged.match(Array("REAL-TIME PROTECTION".utf8)).manner == .exact)
    }

    @Test func `a file without rows changes only the severities it sets`() throws {
        let merged = mapping.overridden(
            by: try MappingFile(
                Array(#"{"version":1,"threats":[],"severity":{"default":"low"}}"#.utf8)))
        #expect(merged.rows == mapping.rows)
        #expect(
            merged.severity == SeverityRules(malicious: .high, rejection: .low, otherwise: .low))
    }
}
