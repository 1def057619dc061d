/// The severities that Sophos alerts carry.
package enum Severity: String, CaseIterable, Hashable, Sendable {
    case low
    case medium
    case high

    package var word: StaticString {
        switch self {
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        }
    }

    /// The number that Sophos's SIEM script writes in a CEF header.
    package var number: Int {
        switch self {
        case .low: 1
        case .medium: 5
        case .high: 8
        }
    }
}
