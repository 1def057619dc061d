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
    /// The day and the category counted last, the latter as its number; alerts of one day tend to come
    /// together.
    private var day = Int32.min
    private var dayCategory = 0
    private var dayCount: UInt64 = 0

    /// - Parameter category: its number.
    mutating func convert(_ category: Int, _ severity: Severity, _ eventTime: Int64, day: Int32) {
        categories[category].converted += 1
        severities[Self.number(severity)] += 1
        span.add(eventTime)
        if day != self.day || category != dayCategory {
            endDay()
            self.day = day
            dayCategory = category
        }
        dayCount += 1
    }

    private mutating func endDay() {
        if dayCount > 0 {
            let day = Tally.Day(number: day, category: Category.allCases[dayCategory])
            days[day, default: 0] += dayCount
        }
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
        endDay()
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
