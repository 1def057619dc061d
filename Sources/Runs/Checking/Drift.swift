internal import Accounts
internal import Pipeline
internal import Sophos

/// One count compared with a baseline: as a share of all alerts, or as alerts per day, so that a week
/// can be compared with a month.
package struct Drift: Hashable, Sendable {
    package enum Measure: String, CaseIterable, Hashable, Sendable {
        /// As a share of all alerts.
        case share
        case perDay
    }

    package var measure: Measure
    package var count: UInt64
    /// The divisor of the count: all alerts, or days. At least 1.
    package var whole: UInt64
    package var baselineCount: UInt64
    package var baselineWhole: UInt64

    package init(
        measure: Measure, count: UInt64, whole: UInt64, baselineCount: UInt64,
        baselineWhole: UInt64
    ) {
        self.measure = measure
        self.count = count
        self.whole = whole
        self.baselineCount = baselineCount
        self.baselineWhole = baselineWhole
    }

    /// The count that the baseline predicts, rounded.
    package var expected: UInt64 {
        let product = UInt128(baselineCount) * UInt128(whole)
        return UInt64(clamping: (product + UInt128(baselineWhole) / 2) / UInt128(baselineWhole))
    }

    /// Whether the count is as expected: it differs by no more than `limit`, a share of the expected
    /// value, or by fewer than `least` alerts. Exact, without rounding.
    package func holds(_ limit: Budget, least: UInt64) -> Bool {
        // count / whole and baselineCount / baselineWhole, both multiplied by both wholes.
        let now = UInt128(count) * UInt128(baselineWhole)
        let then = UInt128(baselineCount) * UInt128(whole)
        let distance = now > then ? now - then : then - now
        if distance < UInt128(least) * UInt128(baselineWhole) { return true }
        switch limit {
        case .count(let count): return distance <= UInt128(count) * UInt128(baselineWhole)
        case .share(let share):
            let left = distance.multipliedFullWidth(by: 100_000)
            let right = then.multipliedFullWidth(by: UInt128(share))
            return (left.high, left.low) <= (right.high, right.low)
        }
    }
}

extension CheckResult {
    /// The differences from a baseline, in a fixed order: categories, alertTypes, then words and names
    /// that do not occur in it.
    static func drifts(
        _ now: Baseline, from then: Baseline, _ limits: CheckLimits
    ) -> [Threshold] {
        func byName(_ counts: [Category: UInt64]) -> [[UInt8]: UInt64] {
            Dictionary(uniqueKeysWithValues: counts.map { (Array($0.key.rawValue.utf8), $0.value) })
        }
        let comparison = Comparison(now: now, then: then, limits: limits)
        return comparison.counts(
            byName(now.categories), byName(then.categories), Threshold.Subject.category)
            + comparison.counts(now.alertTypes, then.alertTypes, Threshold.Subject.alertType)
            + comparison.words(now.verdicts, then.verdicts, Threshold.Subject.verdict)
            + comparison.words(now.actions, then.actions, Threshold.Subject.action)
            + comparison.fields()
    }
}

/// Two summaries side by side.
private struct Comparison {
    typealias Threshold = CheckResult.Threshold

    let now: Baseline
    let then: Baseline
    let limits: CheckLimits

    func counts(
        _ found: [[UInt8]: UInt64], _ expected: [[UInt8]: UInt64],
        _ subject: (String) -> Threshold.Subject
    ) -> [Threshold] {
        let names = Set(found.keys).union(expected.keys)
        return names.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { name in
            let subject = subject(String(decoding: name, as: UTF8.self))
            return thresholds(subject, found[name] ?? 0, expected[name] ?? 0)
        }
    }

    private func thresholds(
        _ subject: Threshold.Subject, _ count: UInt64, _ baselineCount: UInt64
    ) -> [Threshold] {
        if count == 0, baselineCount == 0 { return [] }
        // Something new has no share to compare with.
        if baselineCount == 0 { return [new(subject, count)] }
        let perDay = Drift(
            measure: .perDay, count: count, whole: now.days, baselineCount: baselineCount,
            baselineWhole: then.days)
        // Something missing is missing by either measure.
        if count == 0 { return [threshold(subject, perDay)] }
        let share = Drift(
            measure: .share, count: count, whole: now.alerts, baselineCount: baselineCount,
            baselineWhole: then.alerts)
        return [threshold(subject, share), threshold(subject, perDay)]
    }

    private func threshold(_ subject: Threshold.Subject, _ drift: Drift) -> Threshold {
        Threshold(
            name: .maxDrift, subject: subject, drift: drift, limit: limits.drift.text,
            found: drift.count, whole: drift.expected,
            holds: drift.holds(limits.drift, least: limits.minimumDrift))
    }

    /// Something that does not occur in the baseline: always reported, and an error from the minimum
    /// number of alerts on.
    private func new(_ subject: Threshold.Subject, _ count: UInt64) -> Threshold {
        var threshold = Threshold(
            name: .maxDrift, subject: subject, limit: limits.drift.text, found: count, whole: 0,
            holds: count < max(limits.minimumDrift, 1))
        threshold.isNew = true
        return threshold
    }

    func words(
        _ found: [Tally.Word: UInt64], _ expected: [Tally.Word: UInt64],
        _ subject: (Category, String) -> Threshold.Subject
    ) -> [Threshold] {
        SummaryOrder.words(found).compactMap { word, count in
            // If the baseline did not distinguish further words, any of them may have occurred.
            let other = Tally.Word(category: word.category, text: Array(WordCounts.other.utf8))
            guard expected[word] == nil, word != other, expected[other] == nil else { return nil }
            return new(subject(word.category, String(decoding: word.text, as: UTF8.self)), count)
        }
    }

    /// Fields say nothing about the alerts, so they are only reported: `--max-unknown-fields` limits
    /// them.
    func fields() -> [Threshold] {
        var tally = Tally()
        tally.unknownFields = now.unknownFields.filter { then.unknownFields[$0.key] == nil }
        return SummaryOrder.unknownFields(of: tally).map { field, count in
            let name = String(decoding: field.field, as: UTF8.self)
            var threshold = new(.field(kind: field.kind, name), count)
            threshold.holds = true
            return threshold
        }
    }
}
