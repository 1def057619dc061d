/// What an export must keep to (SPEC 2.2).
package struct CheckLimits: Sendable {
    /// Of the pieces seen.
    package var rejected = Budget.count(0)
    /// Of the converted alerts; nil for no limit.
    package var unmapped: Budget?
    /// Of the pieces seen; nil for no limit.
    package var warnings: Budget?
    /// Pieces that must be there at least; nil for no limit.
    package var minimumRecords: UInt64?
    package var baseline: Baseline?
    /// How far a category or an alertType may be from the baseline, as a share of its count there.
    package var drift = Budget.share(20_000)

    package init() {}
}
