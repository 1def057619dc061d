/// Which branch of the naming rule named an alert (SPEC 5.1), as the summary tells it.
package enum NamedBy: String, CaseIterable, Hashable, Sendable {
    /// Sophos's own rule.
    case rule
    /// The rule yields nothing: real click logs have no `reason`.
    case ttpDefinition
    /// Neither has `ttpDefinition` any text.
    case creationMethod
    /// No field has any.
    case constant

    package var index: Int {
        switch self {
        case .rule: 0
        case .ttpDefinition: 1
        case .creationMethod: 2
        case .constant: 3
        }
    }
}
