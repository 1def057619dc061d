internal import Accounts
internal import Runs
internal import Sophos

/// The alerts compared with an earlier summary: shares and alerts per day, as `check` compares them.
enum BaselineSection {
    private static let rowLimit = 30

    static func append(_ total: Tally, _ baseline: Baseline, to page: inout HTML) {
        let now = Baseline(total)
        let names = Set(now.alertTypes.keys).union(baseline.alertTypes.keys)
        let rows = names.map { name in
            (name: name, now: now.alertTypes[name] ?? 0, then: baseline.alertTypes[name] ?? 0)
        }.sorted { left, right in
            let (a, b) = (max(left.now, left.then), max(right.now, right.then))
            return a != b ? a > b : left.name.lexicographicallyPrecedes(right.name)
        }
        page.section(
            "Against the baseline", id: "baseline",
            note: """
                \(count: now.alerts) alerts in \(count: now.days) \(now.days == 1 ? "day" : "days"), where \
                the baseline has \(count: baseline.alerts) in \(count: baseline.days). The most frequent \
                first.
                """
        ) { page in
            page.table(
                "Alert types against the baseline",
                [
                    .text("alertType"), .number("alerts"), .number("expected by days"),
                    .number("share"), .number("share in the baseline"),
                ],
                rows.prefix(rowLimit).map { row in
                    let drift = Drift(
                        measure: .perDay, count: row.now, whole: now.days, baselineCount: row.then,
                        baselineWhole: baseline.days)
                    return [
                        .name(String(decoding: row.name, as: UTF8.self)), .count(row.now),
                        .count(drift.expected),
                        .number(ClosingTable.percent(row.now, of: now.alerts)),
                        .number(ClosingTable.percent(row.then, of: baseline.alerts)),
                    ]
                }, of: rows.count)
        }
    }
}
