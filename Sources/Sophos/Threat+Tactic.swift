extension Threat {
    /// The ATT&CK tactic under which a detection shows the threat; nil for a technique that we have
    /// no tactic for. A tactic is its own.
    ///
    /// A technique may serve several tactics; of those of T1078 it is the one that the integration's
    /// alert is about, and its name is the one that Sophos uses.
    var tactic: Threat? {
        if isTactic { return self }
        let technique = String(id.prefix { $0 != "." })
        return Self.tactics[technique]
    }

    /// By technique, whatever its sub-technique. The first three serve Sophos's table, the others what
    /// a mapping file may say of mail (MITRE ATT&CK, Enterprise).
    private static let tactics: [String: Threat] = [
        "T1598": Threat(id: "TA0043", name: "Reconnaissance"),
        "T1041": Threat(id: "TA0010", name: "Exfiltration"),
        "T1078": Threat(id: "TA0001", name: "Initial Access"),
        "T1566": Threat(id: "TA0001", name: "Initial Access"),
        "T1204": Threat(id: "TA0002", name: "Execution"),
        "T1110": Threat(id: "TA0006", name: "Credential Access"),
        "T1534": Threat(id: "TA0008", name: "Lateral Movement"),
        "T1114": Threat(id: "TA0009", name: "Collection"),
        "T1048": Threat(id: "TA0010", name: "Exfiltration"),
    ]
}
