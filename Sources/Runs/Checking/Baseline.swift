package import Accounts
package import ByteStreams
package import Sophos

/// What an earlier summary says about its alerts: the expected volume, mix and words.
package struct Baseline: Hashable, Sendable {
    /// All alerts.
    package var alerts: UInt64
    /// Days from the first to the last in the summary; at least one.
    package var days: UInt64
    package var categories: [Category: UInt64]
    /// By the bytes of the name, as in tallies, because strings can be equal although their bytes
    /// differ.
    package var alertTypes: [[UInt8]: UInt64]
    package var verdicts: [Tally.Word: UInt64]
    package var actions: [Tally.Word: UInt64]
    /// Unknown field names.
    package var unknownFields: [Tally.UnknownField: UInt64]

    /// Reads the summary of an earlier run.
    /// - Throws: `unreadableBaseline`, `summary`.
    package init(file: Path) throws(RunError) {
        var merge = SummaryMerge()
        do throws(RunError) {
            try merge.add(file)
        } catch {
            if case .unreadableSummary(let path, let damage) = error {
                throw .unreadableBaseline(path, damage)
            }
            throw error
        }
        self.init(merge.summary.total)
    }

    package init(_ tally: Tally) {
        alerts = tally.converted
        let numbers = tally.days.keys.map(\.number)
        days = UInt64(Int64(numbers.max() ?? 0) - Int64(numbers.min() ?? 0) + 1)
        categories = tally.categories.mapValues(\.converted)
        alertTypes = [:]
        for (type, span) in tally.alertTypes {
            alertTypes[type.alertType, default: 0] += span.count
        }
        verdicts = tally.verdicts
        actions = tally.actions
        unknownFields = tally.unknownFields
    }
}
