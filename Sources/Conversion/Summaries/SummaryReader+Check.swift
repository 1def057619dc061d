internal import ByteStreams
internal import JSONRecords
internal import Sophos

/// What must hold between the numbers of every summary, of one input or of many, whatever the options
/// of the run: each is an equation of sums, or a bound of one, so it holds for what is merged, too.
extension SummaryReader {
    mutating func check() throws(SummaryProblem) {
        let total = summary.total
        // A time without alerts, or the other way round, would be lost when it is written again.
        if total.span.first != .max, total.span.last != .min {
            summary.total.span.count = max(total.converted, 1)
        }
        guard total.balances else {
            throw document.problem(.unbalanced, at: offsets["seen"] ?? 0)
        }
        try checkFiles()
        try matchDamage()
        try checkUnproven()
        try checkCategories()
        try checkAlerts()
    }

    // MARK: Inputs

    private func checkFiles() throws(SummaryProblem) {
        let total = summary.total
        let files = summary.files
        try checkSum("inputs", inputs, UInt64(files.count))
        try checkSum("seen", total.seen, files.reduce(0) { $0 + $1.seen })
        try checkSum("converted", total.converted, files.reduce(0) { $0 + $1.converted })
        try checkSum("filtered", total.filtered.total, files.reduce(0) { $0 + $1.filtered })
        try checkSum("duplicate", total.duplicate, files.reduce(0) { $0 + $1.duplicate })
        try checkSum("rejected", total.rejected.total, files.reduce(0) { $0 + $1.rejected })
        // The law of every input: each piece has exactly one outcome.
        guard
            files.allSatisfy({ $0.seen == $0.converted + $0.filtered + $0.duplicate + $0.rejected })
        else { throw document.problem(.unbalanced, at: offsets["files"] ?? 0) }
    }

    private func checkSum(_ key: String, _ number: UInt64, _ sum: UInt64) throws(SummaryProblem) {
        guard number == sum else {
            throw document.problem(.notTheSum(key: key), at: offsets[key] ?? 0)
        }
    }

    /// Each damaged input stands in both lists, in the same order; one of them tells more.
    private mutating func matchDamage() throws(SummaryProblem) {
        var rest = damaged[...]
        for index in summary.files.indices {
            guard let damage = summary.files[index].damage else { continue }
            guard let told = rest.popFirst(), told.file == summary.files[index].file,
                told.damage?.reason == damage.reason
            else { throw damageDiffers }
            summary.files[index].damage = told.damage
        }
        guard rest.isEmpty else { throw damageDiffers }
    }

    private var damageDiffers: SummaryProblem {
        document.problem(.damageDiffers, at: offsets["damaged"] ?? 0)
    }

    /// Alerts are unproven because of a damage only. Not each damaged input need say how many, so what
    /// is said may be less.
    private func checkUnproven() throws(SummaryProblem) {
        let damaged = summary.files.compactMap { line in
            line.damage.map { (converted: line.converted, damage: $0) }
        }
        let told = damaged.reduce(0) { $0 + $1.damage.unproven }
        try check("damaged", "unproven", told <= summary.total.unproven)
        let most = damaged.filter(\.damage.reason.leavesAlertsUnproven).reduce(0) {
            $0 + $1.converted
        }
        try check("unproven", "files", summary.total.unproven <= most)
    }

    // MARK: Outcomes

    /// A record of a category has one outcome; so what is missing of its `seen` are duplicates. All
    /// that is filtered has a category but for the kinds that never become alerts, while what is
    /// rejected may have none.
    private func checkCategories() throws(SummaryProblem) {
        let total = summary.total
        var sum = Tally.CategoryCounts()
        var duplicate: UInt64 = 0
        for counts in total.categories.values {
            let known = counts.converted + counts.filtered + counts.rejected
            try check("categories", "seen", known <= counts.seen)
            duplicate += counts.seen - known
            sum.add(counts)
        }
        try check("categories", "converted", sum.converted == total.converted)
        try check(
            "categories", "filtered",
            sum.filtered + total.filtered[.otherKind] == total.filtered.total)
        try check("categories", "duplicate", duplicate == total.duplicate)
        try check("categories", "rejected", sum.rejected <= total.rejected.total)
    }

    /// Every alert, and nothing else, is counted once in each of these.
    private func checkAlerts() throws(SummaryProblem) {
        let total = summary.total
        let types = total.alertTypes.values.reduce(0) { $0 + $1.count }
        try check("alertTypes", "converted", types == total.converted)
        try check("namedBy", "converted", total.namedBy.values.reduce(0, +) == total.converted)
        try check(
            "severities", "converted", total.severities.values.reduce(0, +) == total.converted)
        let unmapped = SummaryOrder.unmapped(of: total).map { ($0.alertType, $0.count) }
        try check(
            "unmapped", "alertTypes", self.unmapped == Dictionary(uniqueKeysWithValues: unmapped))
        var days: [Category: UInt64] = [:]
        for (day, count) in total.days { days[day.category, default: 0] += count }
        for category in Category.allCases {
            try check(
                "days", "categories",
                days[category] ?? 0 == total.categories[category]?.converted ?? 0)
        }
    }

    /// - Throws: `contradiction`, at the value of `key`, unless `holds`.
    private func check(
        _ key: String, _ other: String, _ holds: Bool
    ) throws(SummaryProblem) {
        guard holds else {
            throw document.problem(.contradiction(key: key, other), at: offsets[key] ?? 0)
        }
    }
}
