/// Which severity an alert has when its row does not say (SPEC 5.4). Nothing public fixes these:
/// the values are ours and stand in the mapping file.
package struct SeverityRules: Hashable, Sendable {
    /// The verdict is malicious, or Mimecast tagged the message as malicious.
    package var malicious: Severity
    /// A refused message.
    package var rejection: Severity
    package var otherwise: Severity

    package init(malicious: Severity, rejection: Severity, otherwise: Severity) {
        self.malicious = malicious
        self.rejection = rejection
        self.otherwise = otherwise
    }

    /// - Parameter isMalicious: see ``malicious``, which goes before all else.
    package func severity(of category: Category, isMalicious: Bool) -> Severity {
        if isMalicious { return malicious }
        return category == .rejection ? rejection : otherwise
    }
}
