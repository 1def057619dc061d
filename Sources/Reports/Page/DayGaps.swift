internal import Accounts
internal import Sophos

/// Days without any record, between the first and the last: an export may be missing. Days missing from
/// all categories are listed separately from days missing from one, and weekends, when little happens,
/// separately from both.
struct DayGaps {
    struct Holes: Hashable {
        /// Gaps with at least one day from Monday to Friday, the longest first.
        var ranges: [Range<Int>] = []
        /// Days in gaps that consist only of weekend days.
        var weekendDays = 0
        var dayCount: Int { ranges.reduce(0) { $0 + $1.count } }
        var isEmpty: Bool { ranges.isEmpty && weekendDays == 0 }

        /// - Parameter days: in order.
        init(_ days: [Int]) {
            var start = 0
            for index in days.indices
            where index + 1 == days.count || days[index + 1] > days[index] + 1 {
                let hole = days[start]..<days[index] + 1
                start = index + 1
                if hole.allSatisfy(DayGaps.isWeekend) {
                    weekendDays += hole.count
                } else {
                    ranges.append(hole)
                }
            }
            // Equal lengths stay in chronological order.
            ranges.sort { ($1.count, $0.lowerBound) < ($0.count, $1.lowerBound) }
        }
    }

    struct Gap {
        var category: Category
        /// From the category's first day to its last.
        var days: Range<Int>
        var holes: Holes
    }

    /// From the first day of all categories to the last.
    var span: Range<Int>
    /// Days on which no category has a record.
    var common: Holes
    /// Further gaps of single categories; complete categories are omitted.
    var categories: [Gap]
    /// The categories that occur.
    var present: [Category]

    /// - Returns: nil if no day is missing.
    init?(_ days: PageDays) {
        guard let span = days.span else { return nil }
        self.span = span
        let all = Set(days.counts.keys.map { Int($0.number) })
        common = Holes(span.filter { !all.contains($0) })
        categories = []
        present = []
        for category in Category.allCases {
            let own = Set(
                days.counts.keys.lazy.filter { $0.category == category }.map { Int($0.number) })
            guard let first = own.min(), let last = own.max() else { continue }
            present.append(category)
            let holes = Holes((first...last).filter { !own.contains($0) && all.contains($0) })
            if !holes.isEmpty {
                categories.append(
                    Gap(category: category, days: first..<last + 1, holes: holes))
            }
        }
        if common.isEmpty, categories.isEmpty { return nil }
    }

    /// The number of gaps that are more than weekends.
    var holeCount: Int { categories.reduce(common.ranges.count) { $0 + $1.holes.ranges.count } }

    /// - Parameter day: counted from 1970-01-01, which was a Thursday.
    static func isWeekend(_ day: Int) -> Bool { ((day + 3) % 7 + 7) % 7 >= 5 }
}
