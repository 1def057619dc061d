internal import Conversion
internal import Sophos

/// Days on which a category has no alert, between its first and its last: an export may be missing.
struct DayGaps {
    var category: Category
    /// From the category's first day to its last.
    var days: Range<Int>
    /// The longest first.
    var ranges: [Range<Int>]
    var dayCount: Int { ranges.reduce(0) { $0 + $1.count } }

    static func of(_ total: Tally) -> [DayGaps] {
        Category.allCases.compactMap { category in
            let days = total.days.keys.filter { $0.category == category }.map { Int($0.number) }
                .sorted()
            var ranges: [Range<Int>] = []
            for (day, next) in zip(days, days.dropFirst()) where next > day + 1 {
                ranges.append(day + 1..<next)
            }
            guard let first = days.first, let last = days.last, !ranges.isEmpty else { return nil }
            // Equal lengths stay in the order of time.
            ranges.sort { ($1.count, $0.lowerBound) < ($0.count, $1.lowerBound) }
            return DayGaps(category: category, days: first..<last + 1, ranges: ranges)
        }
    }
}
