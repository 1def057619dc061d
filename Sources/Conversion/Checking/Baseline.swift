package import ByteStreams
package import Sophos

/// The alert counts of an earlier summary: the volume and the mix that one is used to.
package struct Baseline: Hashable, Sendable {
    package var categories: [Category: UInt64]
    /// By the bytes of the name, as tallies count: strings are equal where only the bytes differ.
    package var alertTypes: [[UInt8]: UInt64]

    package init(categories: [Category: UInt64], alertTypes: [[UInt8]: UInt64]) {
        self.categories = categories
        self.alertTypes = alertTypes
    }

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
        categories = tally.categories.mapValues(\.converted)
        alertTypes = [:]
        for (type, span) in tally.alertTypes {
            alertTypes[type.alertType, default: 0] += span.count
        }
    }
}
