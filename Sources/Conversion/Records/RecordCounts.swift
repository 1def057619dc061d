internal import Mimecast
internal import Sophos

/// What is counted for every record of a file, in plain numbers.
struct RecordCounts {
    var categories = [Tally.CategoryCounts](
        repeating: Tally.CategoryCounts(), count: Category.allCases.count)
    var loneSurrogates: UInt64 = 0
    var unknownVerdicts: UInt64 = 0
    var oddTypes: [Field: UInt64] = [:]
    private var severities: InlineArray<3, UInt64> = InlineArray(repeating: 0)
    private var span = Tally.Span()
    private var days: [Tally.Day: Tally.DayCounts] = [:]
    /// The day and the category counted last, the latter as its number; records of one day tend to come
    /// together.
    private var day = Int32.min
    private var dayCategory = 0
    private var dayCounts = Tally.DayCounts()

    /// Counts a record whose event time was read.
    ///
    /// - Parameter category: its number.
    @inline(__always)
    mutating func see(_ category: Int, day: Int32) {
        if day != self.day || category != dayCategory { beginDay(category, day) }
        dayCounts.seen &+= 1
    }

    /// Counts an alert; its record was the last that was seen.
    mutating func convert(_ category: Int, _ severity: Severity, _ eventTime: Int64) {
        categories[category].converted += 1
        severities[Self.number(severity)] += 1
        span.add(eventTime)
        dayCounts.alerts &+= 1
    }

    private mutating func beginDay(_ category: Int, _ day: Int32) {
        endDay()
        self.day = day
        dayCategory = category
    }

    private mutating func endDay() {
        if dayCounts.seen > 0 {
            let day = Tally.Day(number: day, category: Category.allCases[dayCategory])
            days[day, default: Tally.DayCounts()].add(dayCounts)
        }
        dayCounts = Tally.DayCounts()
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
        for (day, counts) in days { tally.days[day, default: Tally.DayCounts()].add(counts) }
        for (field, count) in oddTypes { tally.oddTypes[field.name, default: 0] += count }
        tally.warnings[.oddType] += oddTypes.values.reduce(0, +)
        tally.span.add(span)
        tally.warnings[.loneSurrogate] += loneSurrogates
        tally.warnings[.unknownVerdict] += unknownVerdicts
    }
}
