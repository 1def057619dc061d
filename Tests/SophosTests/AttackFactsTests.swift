import Sophos
import TestSupport
import Testing

/// Checks the built-in threats against MITRE ATT&CK (Enterprise, versions 8 to 18).
///
/// Later versions rename TA0005; Sophos's table keeps the old name, and so do we.
@Suite struct AttackFactsTests {
    private struct Fact {
        var name: String
        /// The tactics that a technique serves.
        var tactics: Set<String> = []
    }

    private static let facts = [
        "T1598": Fact(name: "Phishing for Information", tactics: ["TA0043"]),
        "T1598.002": Fact(name: "Spearphishing Attachment", tactics: ["TA0043"]),
        "T1598.003": Fact(name: "Spearphishing Link", tactics: ["TA0043"]),
        "T1078": Fact(
            name: "Valid Accounts", tactics: ["TA0001", "TA0003", "TA0004", "TA0005"]),
        "T1041": Fact(name: "Exfiltration Over C2 Channel", tactics: ["TA0010"]),
        "TA0001": Fact(name: "Initial Access"),
        "TA0005": Fact(name: "Defense Evasion"),
    ]

    private static let tacticNames = [
        "TA0001": "Initial Access", "TA0002": "Execution", "TA0003": "Persistence",
        "TA0004": "Privilege Escalation", "TA0005": "Defense Evasion",
        "TA0006": "Credential Access", "TA0008": "Lateral Movement", "TA0009": "Collection",
        "TA0010": "Exfiltration", "TA0043": "Reconnaissance",
    ]

    private static var threats: [Threat] {
        ThreatMapping.builtIn.rows.map(\.threat) + Category.allCases.compactMap(\.threat)
    }

    @Test(arguments: threats)
    func `a threat has ATT&CK's name for its id`(threat: Threat) throws {
        let fact = try #require(Self.facts[threat.id])
        #expect(threat.name == fact.name)
        #expect(threat.isTactic == fact.tactics.isEmpty)
    }

    @Test(arguments: threats)
    func `a detection shows it under a tactic that it serves`(threat: Threat) throws {
        let name = AlertName(type: "x", threat: threat)
        let read = try ReadLine(AlertParts(name: name).line(in: .detection), in: .detection)
        let tactic = try #require(read["mitreAttacks_0_tactic_id"])
        let fact = try #require(Self.facts[threat.id])
        #expect(fact.tactics.isEmpty ? tactic == threat.id : fact.tactics.contains(tactic))
        #expect(read["mitreAttacks_0_tactic_name"] == Self.tacticNames[tactic])
        #expect(read["detectionAttack"] == Self.tacticNames[tactic])
        #expect(
            read["mitreAttacks_0_tactic_techniques_0_id"] == (threat.isTactic ? nil : threat.id))
    }

    @Test(arguments: threats)
    func `a finding shows it below its technique and tactic`(threat: Threat) throws {
        let name = AlertName(type: "x", threat: threat)
        let read = try ReadLine(AlertParts(name: name).line(in: .ocsf), in: .ocsf)
        let attack = "finding_info_attacks_0_"
        let tactic = try #require(read[attack + "tactic_uid"])
        #expect(read[attack + "tactic_name"] == Self.tacticNames[tactic])
        let technique = read[attack + "technique_uid"]
        #expect((technique == nil) == threat.isTactic)
        #expect(read[attack + "technique_name"] == technique.flatMap { Self.facts[$0]?.name })
        let isSubTechnique = threat.id.contains(".")
        #expect(read[attack + "sub_technique_uid"] == (isSubTechnique ? threat.id : nil))
        #expect(read[attack + "sub_technique_name"] == (isSubTechnique ? threat.name : nil))
        #expect(technique == (isSubTechnique ? "T1598" : threat.isTactic ? nil : threat.id))
        #expect(read[attack + "version"] == "18.1")
    }

    @Test func `every fact is needed`() {
        #expect(Set(Self.facts.keys) == Set(Self.threats.map(\.id)))
    }
}
