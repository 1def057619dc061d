package import ByteStreams
package import Sophos

/// The alert counts of an earlier summary: the volume and the mix that one is used to.
package struct Baseline: Hashable, Sendable {
    package var categories: [Category: UInt64]
    package var alertTypes: [String: UInt64]

    package init(categories: [Category: UInt64], alertTypes: [String: UInt64]) {
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
            alertTypes[String(decoding: type.alertType, as: UTF8.self), default: 0] += span.count
        }
    }
}
