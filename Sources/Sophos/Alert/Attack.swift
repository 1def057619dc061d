/// A threat's position in MITRE ATT&CK (Enterprise).
///
/// The threat itself keeps the name from the mapping. The names of its parents are those of ``version``,
/// which for Sophos's table are the same in every version from 8 on.
struct Attack: Hashable, Sendable {
    /// nil for a technique whose tactic is unknown to us.
    let tactic: Threat?
    /// nil for a tactic. Its name is empty if only a sub-technique was named, of a technique that is not
    /// in our table.
    let technique: Threat?
    /// nil unless it is a sub-technique.
    let subTechnique: Threat?

    /// The last version whose names still match Sophos's table: 19 renamed TA0005.
    static let version: StaticString = "18.1"

    init(_ threat: Threat) {
        if threat.isTactic {
            tactic = threat
            technique = nil
            subTechnique = nil
            return
        }
        let id = String(threat.id.prefix { $0 != "." })
        let known = Self.techniques[id]
        tactic = known?.tactic
        if id.utf8.count == threat.id.utf8.count {
            technique = threat
            subTechnique = nil
        } else {
            technique = known?.technique ?? Threat(id: id, name: "")
            subTechnique = threat
        }
    }

    /// By the technique's id. A technique may serve several tactics; for T1078 it is the one that the
    /// integration's alert is about, with the name that Sophos uses.
    private static let techniques: [String: (technique: Threat, tactic: Threat)] = {
        // The first three are for Sophos's table, the others for what a mapping file may say about mail.
        let rows = [
            ("T1598", "Phishing for Information", "TA0043", "Reconnaissance"),
            ("T1041", "Exfiltration Over C2 Channel", "TA0010", "Exfiltration"),
            ("T1078", "Valid Accounts", "TA0001", "Initial Access"),
            ("T1566", "Phishing", "TA0001", "Initial Access"),
            ("T1204", "User Execution", "TA0002", "Execution"),
            ("T1110", "Brute Force", "TA0006", "Credential Access"),
            ("T1534", "Internal Spearphishing", "TA0008", "Lateral Movement"),
            ("T1114", "Email Collection", "TA0009", "Collection"),
            ("T1048", "Exfiltration Over Alternative Protocol", "TA0010", "Exfiltration"),
        ]
        return Dictionary(
            uniqueKeysWithValues: rows.map { id, name, tacticID, tacticName in
                (id, (Threat(id: id, name: name), Threat(id: tacticID, name: tacticName)))
            })
    }()
}
