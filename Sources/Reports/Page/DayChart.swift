internal import Accounts
internal import Sophos

/// Alerts over time by category, and below them the records seen.
enum DayChart {
    private static let height = 200.0
    private static let seenHeight = 56.0
    /// Above the bars, for the highest number.
    private static let head = 10.0
    /// Below the bars, for dates.
    private static let foot = 22.0
    /// The maximum number of labels below the bars on a wide screen.
    private static let labelLimit = 7

    static func append(_ total: Tally, _ pageDays: PageDays, to page: inout HTML) {
        guard let days = DayBuckets(pageDays) else { return }
        let tellsSeen = pageDays.tellsSeen
        page.section("Alerts per \(days.unit)", id: "days") { page in
            if let peak = days.peak(\.total) {
                // Keep them together on paper.
                page.markup("<div class=\"whole\">")
                legend(total, days, &page)
                chart(
                    days, height: height, greatest: peak.count,
                    label: """
                        Alerts per \(days.unit) from \(days.buckets[0].label) to \
                        \(days.buckets[days.buckets.count - 1].label), at most \(count: peak.count) \
                        (\(peak.label)); the table below lists the numbers
                        """, &page
                ) { bars(days.buckets, peak.count, &$0) }
                page.markup("</div>")
            } else {
                page.markup("<p class=\"soft\">No record became an alert.</p>")
            }
            if tellsSeen { seen(days, &page) }
            table(days, tellsSeen, &page)
        }
    }

    private static func seen(_ days: DayBuckets, _ page: inout HTML) {
        guard let peak = days.peak(\.seen) else { return }
        page.markup("<div class=\"whole\"><h3>Records seen per \(days.unit)</h3>")
        page.markup("<p class=\"soft\">Whatever became of them; ")
        page.markup("at most \(count: peak.count), \(peak.label)</p>")
        chart(
            days, height: seenHeight, greatest: peak.count,
            label: """
                Records seen per \(days.unit), at most \(count: peak.count) (\(peak.label)); the table \
                below lists the numbers
                """, &page
        ) { page in
            let step = 1000 / Double(days.buckets.count)
            let width = min(step * 0.8, 60)
            for (number, bucket) in days.buckets.enumerated() where bucket.seen > 0 {
                let part = max(Double(bucket.seen) / Double(peak.count) * seenHeight, 1)
                page.markup("<g><title>\(bucket.label): \(count: bucket.seen)</title>")
                page.markup(
                    "<rect class=\"f-seen\" x=\"\(length: (Double(number) + 0.5) * step - width / 2)\" "
                )
                page.markup("y=\"\(length: seenHeight - part)\" width=\"\(length: width)\" ")
                page.markup("height=\"\(length: part)\"/></g>\n")
            }
        }
        page.markup("</div>")
    }

    /// Numbers on the left, bars to their right, dates below.
    private static func chart(
        _ days: DayBuckets, height: Double, greatest: UInt64, label: Markup, _ page: inout HTML,
        _ bars: (inout HTML) -> Void
    ) {
        let ticks = ticks(greatest, atMost: height > seenHeight ? 5 : 2)
        func y(_ tick: UInt64) -> Double {
            head + height * (1 - Double(tick) / Double(greatest))
        }
        let whole = head + height + foot
        let letters = ticks.map { ClosingTable.grouped($0).utf8.count }.max() ?? 1
        let gutter = Double(letters) * 7 + 8
        page.markup("<div class=\"chart\"><svg width=\"\(length: gutter)\" ")
        page.markup("height=\"\(length: whole)\" aria-hidden=\"true\">")
        for tick in ticks {
            page.markup("<text class=\"soft\" text-anchor=\"end\" x=\"\(length: gutter - 8)\" ")
            page.markup("y=\"\(length: y(tick) + 4)\">\(count: tick)</text>")
        }
        page.markup("</svg><svg class=\"days\" height=\"\(length: whole)\" role=\"img\" ")
        page.markup("aria-label=\"\(label)\">")
        for tick in ticks {
            page.markup("<line class=\"\(tick == 0 ? "axis" : "grid")\" x1=\"0\" x2=\"100%\" ")
            page.markup("y1=\"\(length: y(tick))\" y2=\"\(length: y(tick))\"/>")
        }
        page.markup("<svg y=\"\(length: head)\" width=\"100%\" height=\"\(length: height)\" ")
        page.markup("viewBox=\"0 0 1000 \(length: height)\" preserveAspectRatio=\"none\">")
        bars(&page)
        page.markup("</svg>")
        labels(days.buckets, y: head + height + 17, &page)
        page.markup("</svg></div>")
    }

    /// The meaning of each colour, its total, and the maximum on one day.
    private static func legend(_ total: Tally, _ days: DayBuckets, _ page: inout HTML) {
        page.markup("<ul class=\"legend\">")
        for category in Category.allCases {
            guard let counts = total.categories[category], counts.converted > 0 else { continue }
            page.markup("<li>\(swatch(category.rawValue)) \(category.rawValue) ")
            page.markup("<b>\(count: counts.converted)</b>")
            if let peak = days.peak({ $0.alerts[category.index] }) {
                page.markup(
                    " <span class=\"soft\">at most \(count: peak.count), \(peak.label)</span>")
            }
            page.markup("</li>")
        }
        page.markup("</ul>")
    }

    /// A square in a colour, next to its label.
    static func swatch(_ style: String) -> Markup {
        """
        <svg class="swatch" width="12" height="12" aria-hidden="true">\
        <rect class="f-\(style)" width="12" height="12" rx="2"/></svg>
        """
    }

    private static func table(_ days: DayBuckets, _ tellsSeen: Bool, _ page: inout HTML) {
        page.details("As a table") { page in
            var columns: [HTML.Column] = [.word(days.unit == "week" ? "week from" : days.unit)]
            if tellsSeen { columns.append(.number("seen")) }
            let categories = Category.allCases.filter { category in
                days.buckets.contains { $0.alerts[category.index] > 0 }
            }
            columns += categories.map { .number($0.rawValue) }
            page.table(
                "Alerts per \(days.unit)", columns,
                days.buckets.filter { $0.total + $0.seen > 0 }.map { bucket in
                    [.text(bucket.label)] + (tellsSeen ? [.count(bucket.seen)] : [])
                        + categories.map { .count(bucket.alerts[$0.index]) }
                })
        }
    }

    /// Round numbers from 0 to the maximum.
    private static func ticks(_ greatest: UInt64, atMost count: UInt64) -> [UInt64] {
        if count == 2 { return [0, greatest] }
        let step = roundStep(greatest)
        return (0...greatest / step).map { $0 * step }
    }

    /// The step that gives two to five lines: 1, 2 or 5 followed by zeros.
    static func roundStep(_ greatest: UInt64) -> UInt64 {
        var power: UInt64 = 1
        while true {
            for digit: UInt64 in [1, 2, 5] where greatest / (power * digit) <= 4 {
                return power * digit
            }
            power *= 10
        }
    }

    private static func bars(
        _ buckets: [DayBuckets.Bucket], _ greatest: UInt64, _ page: inout HTML
    ) {
        let step = 1000 / Double(buckets.count)
        let width = min(step * 0.8, 60)
        for (number, bucket) in buckets.enumerated() where bucket.total > 0 {
            page.markup("<g><title>\(bucket.label): \(count: bucket.total)</title>")
            let left = (Double(number) + 0.5) * step - width / 2
            var bottom = height
            for category in Category.allCases where bucket.alerts[category.index] > 0 {
                let share = Double(bucket.alerts[category.index]) / Double(greatest)
                let part = max(share * height, 1)
                bottom = max(bottom - part, 0)
                page.markup("<rect class=\"f-\(category.rawValue)\" x=\"\(length: left)\" ")
                page.markup(
                    "y=\"\(length: bottom)\" width=\"\(length: width)\" height=\"\(length: part)\"/>"
                )
            }
            page.markup("</g>\n")
        }
    }

    /// The first, the last, and some between; a narrow screen shows only the first and the last.
    private static func labels(
        _ buckets: [DayBuckets.Bucket], y: Double, _ page: inout HTML
    ) {
        let last = buckets.count - 1
        let count = min(labelLimit, buckets.count)
        for label in 0..<count {
            let number = count == 1 ? 0 : label * last / (count - 1)
            // If there are few, each is below its bar; if there are many, the outer ones must not be cut
            // off.
            let isFew = buckets.count <= labelLimit
            let anchor =
                isFew ? "middle" : number == 0 ? "start" : number == last ? "end" : "middle"
            let centre = (Double(number) + 0.5) / Double(buckets.count) * 100
            let x = anchor == "start" ? 0 : anchor == "end" ? 100 : centre
            page.markup("<text class=\"\(number == 0 || number == last ? "soft" : "soft wide")\" ")
            page.markup("x=\"\(length: x)%\" y=\"\(length: y)\" ")
            page.markup("text-anchor=\"\(anchor)\">\(buckets[number].label)</text>")
        }
    }
}
