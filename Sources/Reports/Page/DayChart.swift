internal import Conversion
internal import Sophos

/// Alerts over time by category.
enum DayChart {
    private static let height = 200.0
    /// Above the bars, for the highest number.
    private static let head = 18.0
    /// Labels below the bars on a wide screen.
    private static let labelLimit = 7

    static func append(_ total: Tally, to page: inout HTML) {
        guard let days = DayBuckets(total) else { return }
        let buckets = days.buckets
        page.section("Alerts a \(days.unit) by category", id: "days") { page in
            legend(total, &page)
            let greatest = max(buckets.map(\.total).max() ?? 1, 1)
            page.markup(
                "<svg class=\"days\" height=\"\(length: head + height + 22)\" role=\"img\" ")
            page.markup("aria-label=\"Alerts a \(days.unit) from \(buckets[0].label) to ")
            page.markup("\(buckets[buckets.count - 1].label), at most \(count: greatest); ")
            page.markup("the table below has the same numbers\">")
            for tick in ticks(greatest) {
                let y = height(of: tick, greatest)
                page.markup("<line class=\"\(tick == 0 ? "axis" : "grid")\" x1=\"0\" x2=\"100%\" ")
                page.markup("y1=\"\(length: y)\" y2=\"\(length: y)\"/>")
            }
            page.markup("<svg y=\"\(length: head)\" width=\"100%\" height=\"\(length: height)\" ")
            page.markup("viewBox=\"0 0 1000 \(length: height)\" preserveAspectRatio=\"none\">")
            bars(buckets, greatest, &page)
            page.markup("</svg>")
            for tick in ticks(greatest).dropFirst() {
                page.markup("<text class=\"soft\" x=\"0\" ")
                page.markup("y=\"\(length: height(of: tick, greatest) - 4)\">\(count: tick)</text>")
            }
            labels(buckets, &page)
            page.markup("</svg>")
            page.details("As a table") { page in
                page.table(
                    "Alerts a \(days.unit)",
                    [.word(days.unit == "week" ? "week from" : days.unit)]
                        + Category.allCases.map { .number($0.rawValue) },
                    buckets.filter { $0.total > 0 }.map { bucket in
                        [.text(bucket.label)] + bucket.counts.map { .count($0) }
                    })
            }
        }
    }

    private static func legend(_ total: Tally, _ page: inout HTML) {
        page.markup("<ul class=\"legend\">")
        for category in Category.allCases {
            guard let counts = total.categories[category], counts.converted > 0 else { continue }
            page.markup("<li><svg width=\"12\" height=\"12\" aria-hidden=\"true\">")
            page.markup(
                "<rect class=\"f-\(category.rawValue)\" width=\"12\" height=\"12\" rx=\"2\"/>")
            page.markup("</svg> \(category.rawValue) ")
            page.markup("<span class=\"soft\">\(count: counts.converted)</span></li>")
        }
        page.markup("</ul>")
    }

    /// Round numbers from 0 to the greatest.
    private static func ticks(_ greatest: UInt64) -> [UInt64] {
        let step = roundStep(greatest)
        return (0...greatest / step).map { $0 * step }
    }

    private static func height(of count: UInt64, _ greatest: UInt64) -> Double {
        head + height * (1 - Double(count) / Double(greatest))
    }

    /// 1, 2 or 5 and zeros: the step that gives two to five lines.
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
            for category in Category.allCases where bucket.counts[category.index] > 0 {
                let share = Double(bucket.counts[category.index]) / Double(greatest)
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

    /// The first, the last, and some between; a narrow screen shows the first and the last only.
    private static func labels(_ buckets: [DayBuckets.Bucket], _ page: inout HTML) {
        let last = buckets.count - 1
        let count = min(labelLimit, buckets.count)
        for label in 0..<count {
            let number = count == 1 ? 0 : label * last / (count - 1)
            // Of few, each stands below its bar; of many, the outer ones must not be cut off.
            let isFew = buckets.count <= labelLimit
            let anchor =
                isFew ? "middle" : number == 0 ? "start" : number == last ? "end" : "middle"
            let centre = (Double(number) + 0.5) / Double(buckets.count) * 100
            let x = anchor == "start" ? 0 : anchor == "end" ? 100 : centre
            page.markup("<text class=\"\(number == 0 || number == last ? "soft" : "soft wide")\" ")
            page.markup("x=\"\(length: x)%\" y=\"\(length: head + height + 17)\" ")
            page.markup("text-anchor=\"\(anchor)\">\(buckets[number].label)</text>")
        }
    }
}
