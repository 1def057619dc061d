package import Accounts
internal import ByteStreams
package import Sophos

/// The result of a check: the summary of a conversion that wrote nothing, and which limits were met.
package struct CheckResult: Sendable {
    /// One limit and whether it held.
    package struct Threshold: Hashable, Sendable {
        package enum Name: String, CaseIterable, Sendable {
            case maxRejected = "max-rejected"
            case maxUnmapped = "max-unmapped"
            case maxWarnings = "max-warnings"
            case maxUnknownFields = "max-unknown-fields"
            case maxSkipped = "max-skipped"
            case minRecords = "min-records"
            case maxDrift = "max-drift"
            /// Damaged inputs are never tolerated.
            case damaged
            /// A check that was stopped knows nothing about the inputs it did not reach.
            case interrupted
        }

        /// The subject of a drift.
        package enum Subject: Hashable, Sendable {
            case category(String)
            case alertType(String)
            case verdict(Category, String)
            case action(Category, String)
            case field(kind: String, String)
        }

        package var name: Name
        package var subject: Subject?
        /// The comparison with a baseline that has a count, too.
        package var drift: Drift?
        /// It does not occur in the baseline, which is reported even if the limit holds.
        package var isNew = false
        /// The limit as formatted by ``Budget/text``: without trailing zeros, so not always as typed.
        package var limit: String
        package var found: UInt64
        /// The whole of a share, or the count that the baseline predicts.
        package var whole: UInt64
        package var holds: Bool
        /// The parts that add up to `found`, the most frequent first.
        package var parts: [Part] = []
    }

    /// A reason, a warning or a name, and how often it was found.
    package struct Part: Hashable, Sendable {
        package var name: String
        package var count: UInt64

        package init(name: String, count: UInt64) {
            self.name = name
            self.count = count
        }

        /// The reasons of a count, the most frequent first; ties in the list's order.
        static func parts(of count: Count<some RawRepresentable<String>>) -> [Part] {
            count.occurred.map { Part(name: $0.reason.rawValue, count: $0.count) }
                .enumerated().sorted {
                    ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
                }
                .map(\.element)
        }
    }

    package let summary: Summary
    /// The inputs with their rejects, in input order.
    package let files: [FileResult]
    package let thresholds: [Threshold]

    package var holds: Bool { thresholds.allSatisfy(\.holds) }
    /// Whether the number of rejects is within the limit.
    package var toleratesRejects: Bool {
        thresholds.allSatisfy { $0.name != .maxRejected || $0.holds }
    }

    package init(_ summary: Summary, _ files: [FileResult], _ limits: CheckLimits) {
        self.summary = summary
        self.files = files
        let total = summary.total
        var thresholds: [Threshold] = []
        func add(
            _ name: Threshold.Name, _ budget: Budget, _ found: UInt64, of whole: UInt64,
            _ parts: [Part]
        ) {
            thresholds.append(
                Threshold(
                    name: name, limit: budget.text, found: found, whole: whole,
                    holds: budget.holds(found, of: whole), parts: parts))
        }
        if summary.isInterrupted {
            thresholds.append(
                Threshold(
                    name: .interrupted, limit: "0", found: UInt64(files.count),
                    whole: UInt64(files.count), holds: false))
        }
        var damage = Count<DamageReason>()
        for reason in files.compactMap(\.damage?.reason) { damage[reason] += 1 }
        add(.damaged, .count(0), damage.total, of: UInt64(files.count), Part.parts(of: damage))
        add(
            .maxRejected, limits.rejected, total.rejected.total, of: total.seen,
            Part.parts(of: total.rejected))
        if let budget = limits.unmapped {
            let names = SummaryOrder.unmapped(of: total).map {
                Part(name: String(decoding: $0.alertType, as: UTF8.self), count: $0.count)
            }
            // Rejected alerts have no name in the summary.
            let rejected = total.rejected[.unmapped]
            add(
                .maxUnmapped, budget, names.reduce(rejected) { $0 + $1.count },
                of: total.converted + rejected, names)
        }
        if let budget = limits.warnings {
            add(
                .maxWarnings, budget, total.warnings.total, of: total.seen,
                Part.parts(of: total.warnings))
        }
        if let most = limits.unknownFields {
            let names = Self.unknownFields(total)
            add(.maxUnknownFields, .count(most), UInt64(names.count), of: total.seen, names)
        }
        if let most = limits.skipped {
            let skipped = summary.skippedTotal
            let endings = summary.skipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            add(
                .maxSkipped, .count(most), skipped, of: skipped + UInt64(files.count),
                endings.map { Part(name: $0.key, count: $0.value) })
        }
        if limits.minimumRecords > 0 {
            thresholds.append(
                Threshold(
                    name: .minRecords, limit: String(limits.minimumRecords), found: total.seen,
                    whole: limits.minimumRecords, holds: total.seen >= limits.minimumRecords))
        }
        if let baseline = limits.baseline {
            thresholds += Self.drifts(Baseline(total), from: baseline, limits)
        }
        self.thresholds = thresholds
    }

    /// Unknown field names of all kinds, with the number of records that have them; the most frequent
    /// first.
    private static func unknownFields(_ total: Tally) -> [Part] {
        var counts: [[UInt8]: UInt64] = [:]
        for (field, count) in total.unknownFields { counts[field.field, default: 0] += count }
        return counts.sorted { left, right in
            left.value != right.value
                ? left.value > right.value : left.key.lexicographicallyPrecedes(right.key)
        }.map { Part(name: String(decoding: $0.key, as: UTF8.self), count: $0.value) }
    }
}
