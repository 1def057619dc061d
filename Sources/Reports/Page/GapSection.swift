internal import Sophos

/// Days without records, drawn along the period of the summary.
enum GapSection {
    /// The maximum numbers of gaps that are listed and drawn.
    private static let nameLimit = 6
    private static let drawLimit = 300

    static func append(_ days: PageDays, to page: inout HTML) {
        guard let gaps = DayGaps(days) else { return }
        let what = days.tellsSeen ? "record" : "alert"
        page.section(
            "Days without \(what)s", id: "gaps",
            note: """
                Between the first \(what) and the last. A hole from Monday to Friday may be an export \
                that is missing; weekends are counted apart, and so is what all categories lack.
                """
        ) { page in
            var rows: [[HTML.Cell]] = []
            if !gaps.common.isEmpty {
                let name = gaps.present.count == 1 ? gaps.present[0].rawValue : "all categories"
                let style = gaps.present.count == 1 ? "f-\(name)" : "f-seen"
                rows.append(row(name, gaps.common, gaps.span, gaps.span, style))
            }
            for gap in gaps.categories {
                rows.append(
                    row(
                        gap.category.rawValue, gap.holes, gap.days, gaps.span,
                        "f-\(gap.category.rawValue)"))
            }
            page.table(
                "Days without \(what)s",
                [
                    .word("category"), .number("days"), .text("when"), .text("longest holes"),
                    .number("weekend days"),
                ], rows)
        }
    }

    private static func row(
        _ name: String, _ holes: DayGaps.Holes, _ days: Range<Int>, _ span: Range<Int>,
        _ style: String
    ) -> [HTML.Cell] {
        [
            .text(name), .count(UInt64(holes.dayCount)),
            .markup(holes.ranges.isEmpty ? "" : lane(holes.ranges, days, span, style)),
            .text(holes.ranges.isEmpty ? "only weekends" : named(holes, limit: nameLimit)),
            .count(UInt64(holes.weekendDays)),
        ]
    }

    /// `2024-05-06 to 2024-05-08, 2024-07-02 and 3 more`
    static func named(_ holes: DayGaps.Holes, limit: Int) -> String {
        let named = holes.ranges.prefix(limit).map(PageDates.range).joined(separator: ", ")
        let rest = holes.ranges.count - limit
        return rest > 0 ? "\(named) and \(rest) more" : named
    }

    /// A band over the period, interrupted where there are no records.
    private static func lane(
        _ holes: [Range<Int>], _ days: Range<Int>, _ span: Range<Int>, _ style: String
    ) -> Markup {
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
        lane = lane + rect(days, style, least: 0)
        for hole in holes.prefix(drawLimit) { lane = lane + rect(hole, "gap", least: 2) }
        return lane + "</svg>"
    }
}
