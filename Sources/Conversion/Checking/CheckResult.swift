internal import ByteStreams
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
            /// A check that was stopped says nothing of the inputs that it did not reach.
            case interrupted
        }

        /// What drifts.
        package enum Subject: Hashable, Sendable {
            case category(String)
            case alertType(String)
        }

        package var name: Name
        package var subject: Subject?
        /// The limit as ``Budget/text`` writes it: without zeros that mean nothing, so not always as it
        /// was typed.
        package var limit: String
        package var found: UInt64
        /// What a share is a share of, or the count in the baseline.
        package var whole: UInt64
        package var holds: Bool
        /// What `found` is the sum of, the most frequent first.
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

        /// The reasons of a count, the most frequent first; equal ones in the list's order.
        static func parts(of count: Count<some RawRepresentable<String>>) -> [Part] {
            count.occurred.map { Part(name: $0.reason.rawValue, count: $0.count) }
                .enumerated().sorted {
                    ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
                }
                .map(\.element)
        }
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
            // Rejected ones have no name in the summary.
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
        func byName(_ counts: [Category: UInt64]) -> [[UInt8]: UInt64] {
            Dictionary(uniqueKeysWithValues: counts.map { (Array($0.key.rawValue.utf8), $0.value) })
        }
        let now = Baseline(total)
        return compare(
            byName(now.categories), byName(baseline.categories), budget, Threshold.Subject.category)
            + compare(
                now.alertTypes, baseline.alertTypes, budget, Threshold.Subject.alertType)
    }

    private static func compare(
        _ found: [[UInt8]: UInt64], _ expected: [[UInt8]: UInt64], _ budget: Budget,
        _ subject: (String) -> Threshold.Subject
    ) -> [Threshold] {
        let names = Set(found.keys).union(expected.keys)
        return names.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { name in
            let (now, then) = (found[name] ?? 0, expected[name] ?? 0)
            if now == 0, then == 0 { return nil }
            let distance = now > then ? now - then : then - now
            // No share of nothing is enough for what is new.
            return Threshold(
                name: .maxDrift, subject: subject(String(decoding: name, as: UTF8.self)),
                limit: budget.text, found: now, whole: then,
                holds: budget.holds(distance, of: then))
        }
    }
}
