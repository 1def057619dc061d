/// The text of `threats.json`, byte for byte, because a single-file program must include its mapping.
///
/// Change `threats.json` first, then paste it here; a test compares the two.
package enum BuiltInMappingText {
    package static let json = #"""
        {
          "version": 1,
          "threats": [
            {"alertType": "Impersonation Attempt", "threatId": "T1598.003", "threatName": "Spearphishing Link"},
            {"alertType": "Unsafe Email Attachment", "threatId": "T1598.002", "threatName": "Spearphishing Attachment"},
            {"alertType": "URL Protection", "threatId": "T1598.003", "threatName": "Spearphishing Link"},
            {"alertType": "Default URL Protection", "threatId": "T1598.003", "threatName": "Spearphishing Link"},
            {"alertType": "IP Temporarily Blacklisted", "threatId": "TA0001", "threatName": "Initial Access"},
            {"alertType": "Submitter failed to authenticate", "threatId": "T1078", "threatName": "Valid Accounts"},
            {"alertType": "Anti-Spoofing policy - Inbound not allowed", "threatId": "T1598.003", "threatName": "Spearphishing Link"},
            {"alertType": "Invalid Recipient", "threatId": "TA0005", "threatName": "Defense Evasion"},
            {"alertType": "Exceeding outbound thread limit", "threatId": "T1041", "threatName": "Exfiltration Over C2 Channel"},
            {"alertType": "Message bounced due to Content Examination Policy", "threatId": "T1598", "threatName": "Phishing for Information"},
            {"alertType": "Default Inbound URL Protect Definition", "threatId": "T1598.003", "threatName": "Spearphishing Link"}
          ],
          "severity": {"malicious": "high", "rejection": "low", "default": "medium"}
        }

        """#
}
