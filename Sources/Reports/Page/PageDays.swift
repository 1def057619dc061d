internal import Accounts
internal import Sophos

/// Records and alerts on each day, by category.
struct PageDays {
    var counts: [Tally.Day: Tally.DayCounts]

    init(_ counts: [Tally.Day: Tally.DayCounts]) { self.counts = counts }

    /// From the first day to the last; nil if there are none.
    var span: Range<Int>? {
        let numbers = counts.keys.map { Int($0.number) }
        guard let first = numbers.min(), let last = numbers.max() else { return nil }
        return first..<last + 1
    }

    /// Whether more was seen than became alerts.
    var tellsSeen: Bool { counts.values.contains { $0.seen > $0.alerts } }
}
