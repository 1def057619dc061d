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
    /// By category, the day counted last: records of one day tend to come together.
    private var current = InlineArray<4, Current>(repeating: Current())

    private struct Current {
        var day = Int32.min
        var counts = Tally.DayCounts()
    }

    /// Counts a record whose event time was read.
    ///
    /// - Parameter category: its number.
    @inline(__always)
    mutating func see(_ category: Int, day: Int32) {
        if day != current[category].day { begin(day, category) }
        current[category].counts.seen &+= 1
    }

    /// Counts an alert; its record was the last that was seen.
    mutating func convert(_ category: Int, _ severity: Severity, _ eventTime: Int64) {
        categories[category].converted += 1
        severities[Self.number(severity)] += 1
        span.add(eventTime)
        current[category].counts.alerts &+= 1
    }

    private mutating func begin(_ day: Int32, _ category: Int) {
        endDay(of: category)
        current[category].day = day
    }

    private mutating func endDay(of category: Int) {
        let ended = current[category]
        if ended.counts.seen > 0 {
            let day = Tally.Day(number: ended.day, category: Category.allCases[category])
            days[day, default: Tally.DayCounts()].add(ended.counts)
        }
        current[category] = Current()
    }

    private static func number(_ severity: Severity) -> Int {
        switch severity {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }

    mutating func add(to tally: inout Tally) {
        for category in Category.allCases {
            endDay(of: category.index)
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
