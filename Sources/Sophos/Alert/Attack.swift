/// Where a threat stands in MITRE ATT&CK (Enterprise).
///
/// The threat itself keeps the name that the mapping gives it. Names of what stands above it are those
/// of ``version``, which for Sophos's table are the same in every version from 8 on.
struct Attack: Hashable, Sendable {
    /// nil for a technique that we know no tactic of.
    let tactic: Threat?
    /// nil for a tactic. Its name is empty when only a sub-technique was named, of a technique that is
    /// not in our table.
    let technique: Threat?
    /// nil for all but a sub-technique.
    let subTechnique: Threat?

    /// The last version in which Sophos's table still has ATT&CK's names: 19 renamed TA0005.
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

    /// By the technique's id. A technique may serve several tactics; of those of T1078 it is the one
    /// that the integration's alert is about, and its name is the one that Sophos uses.
    private static let techniques: [String: (technique: Threat, tactic: Threat)] = {
        // The first three serve Sophos's table, the others what a mapping file may say of mail.
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
