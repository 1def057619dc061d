internal import Conversion
internal import Sophos

/// Days without data, drawn on the time that the summary spans.
enum GapSection {
    /// Gaps that are named, and gaps that are drawn.
    private static let nameLimit = 6
    private static let drawLimit = 300

    static func append(_ total: Tally, to page: inout HTML) {
        let gaps = DayGaps.of(total)
        let numbers = total.days.keys.map { Int($0.number) }
        guard let first = numbers.min(), let last = numbers.max(), !gaps.isEmpty else { return }
        page.section(
            "Days without data", id: "gaps",
            note: "Between the first and the last alert of each category. Is an export missing?"
        ) { page in
            page.table(
                "Days without data",
                [.word("category"), .number("days"), .text("when"), .text("longest")],
                gaps.map { gap in
                    [
                        .text(gap.category.rawValue), .count(UInt64(gap.dayCount)),
                        .markup(lane(gap, first..<last + 1)), .text(longest(gap)),
                    ]
                })
        }
    }

    private static func longest(_ gap: DayGaps) -> String {
        let named = gap.ranges.prefix(nameLimit).map(PageDates.range).joined(separator: ", ")
        let rest = gap.ranges.count - nameLimit
        return rest > 0 ? "\(named) and \(rest) more" : named
    }

    /// A band in the category's colour over the days it spans, broken where there is no alert.
    private static func lane(_ gap: DayGaps, _ span: Range<Int>) -> Markup {
        func rect(_ days: Range<Int>, _ style: String, least: Double) -> Markup {
            let scale = 1000 / Double(span.count)
            let left = Double(days.lowerBound - span.lowerBound) * scale
            let width = max(Double(days.count) * scale, least)
            return
                "<rect class=\"\(style)\" x=\"\(length: left)\" width=\"\(length: width)\" height=\"12\"/>"
        }
        var lane: Markup = """
            <svg class="lane" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">
            """
        lane = lane + rect(gap.days, "f-\(gap.category.rawValue)", least: 0)
        for days in gap.ranges.prefix(drawLimit) { lane = lane + rect(days, "gap", least: 2) }
        return lane + "</svg>"
    }
}
