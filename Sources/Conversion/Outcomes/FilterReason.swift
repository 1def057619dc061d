/// Which filter took a record, in the order in which the filters are asked (SPEC 4.1).
package enum FilterReason: String, Hashable, Sendable, CaseIterable {
    /// A known Mimecast record that is no alert.
    case otherKind = "other-kind"
    /// Its category was not asked for.
    case category
    /// Mimecast marked the scan result as clean or safe.
    case cleanOrSafe = "clean-or-safe"
    /// Before the window on event time.
    case beforeSince = "before-since"
    /// At or after the end of the window.
    case afterUntil = "after-until"
}
