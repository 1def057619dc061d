internal import Conversion
internal import Sophos

/// Alerts over time by category: days, or weeks, months or years where there are too many days.
enum DayChart {
    private struct Bucket {
        var label: String
        var counts = [UInt64](repeating: 0, count: Category.allCases.count)
        var total: UInt64 { counts.reduce(0, +) }
    }

    private static let width = 1000.0
    private static let height = 220.0
    private static let bucketLimit = 130

    static func append(_ total: Tally, to page: inout HTML) {
        guard let first = total.days.keys.map(\.number).min(),
            let last = total.days.keys.map(\.number).max()
        else { return }
        let (unit, buckets) = buckets(total, Int(first), Int(last))
        let greatest = max(buckets.map(\.total).max() ?? 1, 1)
        let step = width / Double(buckets.count)
        page.markup("<section><h2>Alerts a \(unit) by category</h2><p>")
        for category in Category.allCases where (total.categories[category]?.converted ?? 0) > 0 {
            page.markup(
                "<svg class=\"key\" width=\"12\" height=\"12\" viewBox=\"0 0 12 12\" aria-hidden=\"true\"><rect class=\"f-\(category.rawValue)\" width=\"12\" height=\"12\" rx=\"2\"/></svg> \(category.rawValue) &#160; "
            )
        }
        page.markup(
            "</p><svg viewBox=\"0 0 \(length: width) \(length: height + 24)\" role=\"img\" aria-label=\"Alerts a \(unit) from \(buckets[0].label) to \(buckets[buckets.count - 1].label), at most \(count: greatest)\">"
        )
        page.markup(
            "<line class=\"axis\" x1=\"0\" x2=\"\(length: width)\" y1=\"\(length: height)\" y2=\"\(length: height)\"/>"
        )
        for (number, bucket) in buckets.enumerated() where bucket.total > 0 {
            page.markup("<g><title>\(bucket.label): \(count: bucket.total)</title>")
            var bottom = height
            for category in Category.allCases where bucket.counts[category.index] > 0 {
                let part = Double(bucket.counts[category.index]) / Double(greatest) * (height - 14)
                bottom -= part
                page.markup(
                    "<rect class=\"f-\(category.rawValue)\" x=\"\(length: Double(number) * step + min(1, step * 0.1))\" y=\"\(length: bottom)\" width=\"\(length: max(0.5, min(step * 0.8, 40)))\" height=\"\(length: max(part, 0.5))\"/>"
                )
            }
            page.markup("</g>")
        }
        page.markup(
            "<text class=\"soft\" x=\"0\" y=\"\(length: height + 18)\">\(buckets[0].label)</text>")
        if buckets.count > 1 {
            page.markup(
                "<text class=\"soft\" x=\"\(length: width)\" y=\"\(length: height + 18)\" text-anchor=\"end\">\(buckets[buckets.count - 1].label)</text>"
            )
        }
        page.markup(
            "<text class=\"soft\" x=\"\(length: width)\" y=\"11\" text-anchor=\"end\">most: \(count: greatest)</text></svg>"
        )
        table(buckets, unit, &page)
        page.markup("</section>")
    }

    private static func table(_ buckets: [Bucket], _ unit: String, _ page: inout HTML) {
        page.markup(
            "<details><summary>As a table</summary><div class=\"scroll\"><table><thead><tr><th>\(unit)"
        )
        for category in Category.allCases { page.markup("<th class=\"n\">\(category.rawValue)") }
        page.markup("</thead><tbody>")
        for bucket in buckets where bucket.total > 0 {
            page.markup("<tr><td>\(bucket.label)")
            for count in bucket.counts { page.markup("<td class=\"n\">\(count: count)") }
        }
        page.markup("</tbody></table></div></details>")
    }

    // MARK: Buckets

    private static func buckets(
        _ total: Tally, _ first: Int, _ last: Int
    ) -> (unit: String, buckets: [Bucket]) {
        let days = last - first + 1
        if days <= bucketLimit {
            return ("day", fill(total, (first...last).map { SummaryPage.day($0) }) { $0 - first })
        }
        if days <= bucketLimit * 7 {
            let count = (days + 6) / 7
            let labels = (0..<count).map { "week of " + SummaryPage.day(first + $0 * 7) }
            return ("week", fill(total, labels) { ($0 - first) / 7 })
        }
        // `2024-11` is the month and `2024` the year of a day's date.
        let months = days <= bucketLimit * 30
        func name(_ day: Int) -> String { String(SummaryPage.day(day).prefix(months ? 7 : 4)) }
        var labels: [String] = []
        for day in first...last where labels.last != name(day) { labels.append(name(day)) }
        let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        return (months ? "month" : "year", fill(total, labels) { numbers[name($0)] ?? 0 })
    }

    private static func fill(
        _ total: Tally, _ labels: [String], _ number: (Int) -> Int
    ) -> [Bucket] {
        var buckets = labels.map { Bucket(label: $0) }
        for (day, count) in total.days {
            buckets[number(Int(day.number))].counts[day.category.index] += count
        }
        return buckets
    }
}
