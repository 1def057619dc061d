internal import Conversion
internal import Sophos

/// Alerts over time, in days, or in weeks, months or years where there are too many days to see.
struct DayBuckets {
    struct Bucket {
        /// `2024-11-17`, `2024-11` or `2024`; of a week its first day.
        var label: String
        var counts = [UInt64](repeating: 0, count: Category.allCases.count)
        var total: UInt64 { counts.reduce(0, +) }
    }

    private static let limit = 130

    /// `day`, `week`, `month` or `year`.
    private(set) var unit: String
    /// From the first day to the last, also those without alerts.
    private(set) var buckets: [Bucket]

    /// - Returns: nil without any alert.
    init?(_ total: Tally) {
        guard let first = total.days.keys.map({ Int($0.number) }).min(),
            let last = total.days.keys.map({ Int($0.number) }).max()
        else { return nil }
        let days = last - first + 1
        let number: (Int) -> Int
        if days <= Self.limit {
            unit = "day"
            buckets = (first...last).map { Bucket(label: PageDates.day($0)) }
            number = { $0 - first }
        } else if days <= Self.limit * 7 {
            unit = "week"
            buckets = stride(from: first, through: last, by: 7).map {
                Bucket(label: PageDates.day($0))
            }
            number = { ($0 - first) / 7 }
        } else {
            let isMonth = days <= Self.limit * 30
            unit = isMonth ? "month" : "year"
            let letters = isMonth ? 7 : 4
            var labels: [String] = []
            for day in first...last {
                let label = String(PageDates.day(day).prefix(letters))
                if labels.last != label { labels.append(label) }
            }
            buckets = labels.map { Bucket(label: $0) }
            let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
            number = { numbers[String(PageDates.day($0).prefix(letters))] ?? 0 }
        }
        for (day, counts) in total.days {
            buckets[number(Int(day.number))].counts[day.category.index] += counts.alerts
        }
    }
}
