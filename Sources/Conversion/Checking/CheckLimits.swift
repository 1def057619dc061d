/// What an export must keep to (SPEC 2.2).
package struct CheckLimits: Sendable {
    /// Of the pieces seen.
    package var rejected = Budget.count(0)
    /// Of the converted alerts; nil for no limit.
    package var unmapped: Budget?
    /// Of the pieces seen; nil for no limit.
    package var warnings: Budget?
    /// Names of fields that no table knows; nil for no limit.
    package var unknownFields: UInt64?
    /// Files of walked directories that were not read; nil for no limit.
    package var skipped: UInt64?
    /// Pieces that must be there at least: an export of nothing is no good export.
    package var minimumRecords: UInt64 = 1
    package var baseline: Baseline?
    /// How far a category or an alertType may be from the baseline, as a share of what is expected by it.
    package var drift = Budget.share(20_000)
    /// Alerts that a difference must have at least: a handful more or less says nothing.
    package var minimumDrift: UInt64 = 10

    package init() {}
}
