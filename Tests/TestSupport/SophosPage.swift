/// Sophos's integration page as SPEC 1 quotes it, copied from there and not from the program.
package enum SophosPage {
    package typealias Threat = (alertType: String, id: String, name: String)

    package static let threats: [Threat] = [
        ("Impersonation Attempt", "T1598.003", "Spearphishing Link"),
        ("Unsafe Email Attachment", "T1598.002", "Spearphishing Attachment"),
        ("URL Protection", "T1598.003", "Spearphishing Link"),
        ("Default URL Protection", "T1598.003", "Spearphishing Link"),
        ("IP Temporarily Blacklisted", "TA0001", "Initial Access"),
        ("Submitter failed to authenticate", "T1078", "Valid Accounts"),
        ("Anti-Spoofing policy - Inbound not allowed", "T1598.003", "Spearphishing Link"),
        ("Invalid Recipient", "TA0005", "Defense Evasion"),
        ("Exceeding outbound thread limit", "T1041", "Exfiltration Over C2 Channel"),
        ("Message bounced due to Content Examination Policy", "T1598", "Phishing for Information"),
        ("Default Inbound URL Protect Definition", "T1598.003", "Spearphishing Link"),
    ]
}
