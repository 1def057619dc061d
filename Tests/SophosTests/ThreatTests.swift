import Sophos
import Testing

@Suite struct ThreatTests {
    @Test(arguments: ["T1598", "T1598.003", "TA0001", "T0000", "TA9999", "T1234.000"])
    func `valid ids are accepted`(id: String) {
        #expect(Threat.isID(id))
    }

    @Test func `tactics are distinguished from techniques`() {
        #expect(Threat(id: "TA0001", name: "x").isTactic)
        #expect(!Threat(id: "T1598.003", name: "x").isTactic)
    }

    @Test func `names are escaped for use between quotes`() {
        let threat = Threat(id: "T1001", name: "a \"b\" \\ \n\u{E9}")
        #expect(String(decoding: threat.nameText, as: UTF8.self) == #"a \"b\" \\ \n"# + "\u{E9}")
        #expect(String(decoding: threat.idText, as: UTF8.self) == "T1001")
    }
}
