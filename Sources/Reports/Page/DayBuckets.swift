internal import Accounts
internal import Sophos

/// Records and alerts over time, by day, or by week, month or year if there are too many days.
struct DayBuckets {
    struct Bucket {
        /// `2024-11-17`, `2024-11` or `2024`; for a week its first day.
        var label: String
        /// Alerts by category.
        var alerts = [UInt64](repeating: 0, count: Category.allCases.count)
        var seen: UInt64 = 0
        var total: UInt64 { alerts.reduce(0, +) }
    }

    private static let limit = 130

    /// `day`, `week`, `month` or `year`.
    private(set) var unit: String
    /// From the first day to the last, including empty ones.
    private(set) var buckets: [Bucket]

    /// - Returns: nil if there are no days.
    init?(_ days: PageDays) {
        guard let span = days.span else { return nil }
        let first = span.lowerBound
        let number: (Int) -> Int
        if span.count <= Self.limit {
            unit = "day"
            buckets = span.map { Bucket(label: PageDates.day($0)) }
            number = { $0 - first }
        } else if span.count <= Self.limit * 7 {
            unit = "week"
            buckets = stride(from: first, to: span.upperBound, by: 7).map {
                Bucket(label: PageDates.day($0))
            }
            number = { ($0 - first) / 7 }
        } else {
            let isMonth = span.count <= Self.limit * 30
            unit = isMonth ? "month" : "year"
            let letters = isMonth ? 7 : 4
            var labels: [String] = []
            for day in span {
                let label = String(PageDates.day(day).prefix(letters))
                if labels.last != label { labels.append(label) }
            }
            buckets = labels.map { Bucket(label: $0) }
            let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
            number = { numbers[String(PageDates.day($0).prefix(letters))] ?? 0 }
        }
        for (day, count) in days.counts {
            let bucket = number(Int(day.number))
            buckets[bucket].alerts[day.category.index] += count.alerts
            buckets[bucket].seen += count.seen
        }
    }

    /// The maximum of a count and the first bucket that has it; nil if there is none.
    func peak(_ count: (Bucket) -> UInt64) -> (count: UInt64, label: String)? {
        var best: (count: UInt64, label: String)?
        for bucket in buckets where count(bucket) > best?.count ?? 0 {
            best = (count(bucket), bucket.label)
        }
        return best
    }
}
