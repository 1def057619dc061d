/// One row of a mapping: an alertType and the threat it means.
package struct ThreatRow: Hashable, Sendable {
    package var alertType: String
    package var threat: Threat
    /// Wins over what the verdict says.
    package var severity: Severity?

    package init(alertType: String, threat: Threat, severity: Severity? = nil) {
        self.alertType = alertType
        self.threat = threat
        self.severity = severity
    }
}
