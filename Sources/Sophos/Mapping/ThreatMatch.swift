/// The row that a name met, and how.
package struct ThreatMatch: Hashable, Sendable {
    /// Named as the summary names them.
    package enum Manner: String, CaseIterable, Hashable, Sendable {
        /// The name is the row's, but for case and white space around it.
        case exact
        /// The name begins with the row's.
        case prefix
        /// No row.
        case none
    }

    package var row: ThreatRow?
    package var manner: Manner
}
