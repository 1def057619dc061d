internal import Sophos

/// What is counted for every record of a file, in plain numbers.
struct RecordCounts {
    var categories = [Tally.CategoryCounts](
        repeating: Tally.CategoryCounts(), count: Category.allCases.count)
    var loneSurrogates: UInt64 = 0
    var unknownVerdicts: UInt64 = 0
    private var severities: InlineArray<3, UInt64> = InlineArray(repeating: 0)
    private var span = Tally.Span()
    private var days: [Tally.Day: UInt64] = [:]
    /// The day counted last; alerts of one day tend to come together.
    private var day = Tally.Day(number: .min, category: .url)
    private var dayCount: UInt64 = 0

    mutating func convert(
        _ category: Category, _ severity: Severity, _ eventTime: Int64, day number: Int32
    ) {
        categories[category.index].converted += 1
        severities[Self.number(severity)] += 1
        span.add(eventTime)
        let day = Tally.Day(number: number, category: category)
        if day != self.day { changeDay(to: day) }
        dayCount += 1
    }

    private mutating func changeDay(to next: Tally.Day) {
        if dayCount > 0 { days[day, default: 0] += dayCount }
        day = next
        dayCount = 0
    }

    private static func number(_ severity: Severity) -> Int {
        switch severity {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }

    mutating func add(to tally: inout Tally) {
        changeDay(to: day)
        for category in Category.allCases {
            tally.categories[category, default: Tally.CategoryCounts()].add(
                categories[category.index])
        }
        for severity in Severity.allCases where severities[Self.number(severity)] > 0 {
            tally.severities[severity, default: 0] += severities[Self.number(severity)]
        }
        for (day, count) in days { tally.days[day, default: 0] += count }
        tally.span.add(span)
        tally.warnings[.loneSurrogate] += loneSurrogates
        tally.warnings[.unknownVerdict] += unknownVerdicts
    }
}
