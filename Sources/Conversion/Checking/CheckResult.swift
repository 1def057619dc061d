internal import Sophos

/// What a check found: the summary of a conversion that wrote nothing, and which limits it kept.
package struct CheckResult: Sendable {
    /// One limit and whether it held.
    package struct Threshold: Hashable, Sendable {
        package enum Name: String, CaseIterable, Sendable {
            case maxRejected = "max-rejected"
            case maxUnmapped = "max-unmapped"
            case maxWarnings = "max-warnings"
            case minRecords = "min-records"
            case maxDrift = "max-drift"
            /// Damaged inputs are never tolerated.
            case damaged
        }

        /// What drifts.
        package enum Subject: Hashable, Sendable {
            case category(String)
            case alertType(String)
        }

        package var name: Name
        package var subject: Subject?
        /// The limit as it was typed.
        package var limit: String
        package var found: UInt64
        /// What a share is a share of, or the count in the baseline.
        package var whole: UInt64
        package var holds: Bool
    }

    package let summary: Summary
    /// Each input with its rejected pieces, in input order.
    package let files: [FileResult]
    package let thresholds: [Threshold]

    package var holds: Bool { thresholds.allSatisfy(\.holds) }
    /// Whether rejected pieces are within what is tolerated.
    package var toleratesRejects: Bool {
        thresholds.allSatisfy { $0.name != .maxRejected || $0.holds }
    }

    package init(_ summary: Summary, _ files: [FileResult], _ limits: CheckLimits) {
        self.summary = summary
        self.files = files
        let total = summary.total
        var thresholds: [Threshold] = []
        func add(_ name: Threshold.Name, _ budget: Budget, _ found: UInt64, of whole: UInt64) {
            thresholds.append(
                Threshold(
                    name: name, limit: budget.text, found: found, whole: whole,
                    holds: budget.holds(found, of: whole)))
        }
        let damaged = UInt64(files.count { $0.damage != nil })
        add(.damaged, .count(0), damaged, of: UInt64(files.count))
        add(.maxRejected, limits.rejected, total.rejected.total, of: total.seen)
        if let budget = limits.unmapped {
            let unmapped = SummaryOrder.unmapped(of: total).reduce(0) { $0 + $1.count }
            let rejected = total.rejected[.unmapped]
            add(.maxUnmapped, budget, unmapped + rejected, of: total.converted + rejected)
        }
        if let budget = limits.warnings {
            add(.maxWarnings, budget, total.warnings.total, of: total.seen)
        }
        if let least = limits.minimumRecords {
            thresholds.append(
                Threshold(
                    name: .minRecords, limit: String(least), found: total.seen, whole: least,
                    holds: total.seen >= least))
        }
        if let baseline = limits.baseline {
            thresholds += Self.drifts(total, from: baseline, limits.drift)
        }
        self.thresholds = thresholds
    }

    /// One threshold a category and an alertType, in the order of their names.
    private static func drifts(
        _ total: Tally, from baseline: Baseline, _ budget: Budget
    ) -> [Threshold] {
        func byName(_ counts: [Category: UInt64]) -> [String: UInt64] {
            Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
        }
        let now = Baseline(total)
        return compare(
            byName(now.categories), byName(baseline.categories), budget, Threshold.Subject.category)
            + compare(
                now.alertTypes, baseline.alertTypes, budget, Threshold.Subject.alertType)
    }

    private static func compare(
        _ found: [String: UInt64], _ expected: [String: UInt64], _ budget: Budget,
        _ subject: (String) -> Threshold.Subject
    ) -> [Threshold] {
        // Swift orders strings by their scalars, so the order is the same everywhere.
        Set(found.keys).union(expected.keys).sorted().compactMap { name in
            let (now, then) = (found[name] ?? 0, expected[name] ?? 0)
            if now == 0, then == 0 { return nil }
            let distance = now > then ? now - then : then - now
            // No share of nothing is enough for what is new.
            return Threshold(
                name: .maxDrift, subject: subject(name), limit: budget.text, found: now,
                whole: then,
                holds: budget.holds(distance, of: then))
        }
    }
}
