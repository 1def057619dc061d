internal import Accounts

/// What happened to the records: seen → each outcome → the alert types. The width of bands is
/// proportional to their counts; names are in boxes between them. A narrow screen and paper have a list
/// instead.
///
/// Horizontal lengths are shares of the width and vertical ones are pixels, so that text keeps its size
/// on any screen.
enum FlowChart {
    private struct Node {
        var label: String
        /// The style sheet class.
        var style: String
        var count: UInt64
        /// The band's position.
        var top = 0.0
        var height = 0.0
        var bottom: Double { top + height }
        /// The box around the name.
        var box = 0.0..<0.0
    }

    private static let height = 300.0
    private static let gap = 8.0
    /// The height that a name needs.
    private static let slot = 26.0
    private static let typeLimit = 7
    /// The three columns of boxes, in percent of the width.
    private static let columns = [0.0..<17.0, 27.0..<58.0, 68.0..<100.0]
    private static let letterWidth = 7.5

    static func append(_ summary: Summary, to page: inout HTML) {
        let total = summary.total
        if total.seen == 0 { return }
        let outcomes = placed(Self.outcomes(summary))
        let converted = outcomes.prefix { !$0.style.isEmpty && Self.alertStyles.contains($0.style) }
        let types = placed(Self.types(total))
        let seen = Node(
            label: "seen", style: "seen", count: total.seen, top: outcomes[0].top,
            height: outcomes.reduce(0) { $0 + $1.height },
            box: outcomes[0].box.lowerBound..<(outcomes.last?.box.upperBound ?? 0))
        let used = max(outcomes.last?.box.upperBound ?? 0, types.last?.box.upperBound ?? 0) + 2
        let zoom = enlargement(Array(converted), types)
        let note: Markup = """
            Each band is as wide as its count\
            \(zoom > 1 ? "; the alert types on the right are drawn \(zoom) times as wide" : "").\
            \(types.contains { $0.style == "unmapped" } ? " Grey alert types have no threat." : "")
            """

        page.section("What happened to the records", id: "flow") { page in
            page.markup("<p class=\"soft flow-note\">\(note)</p>")
            page.markup("<svg class=\"flow\" height=\"\(length: used)\" ")
            page.markup("role=\"img\" aria-label=\"Flow from the records seen to their outcomes ")
            page.markup("and alert types; the table below lists the numbers\">")
            page.markup(
                "<svg width=\"100%\" height=\"\(length: used)\" preserveAspectRatio=\"none\" ")
            page.markup("viewBox=\"0 0 100 \(length: used)\">")
            ribbons(from: seen.box.lowerBound, seen.height, 0, to: outcomes, &page)
            if let first = converted.first, let last = converted.last {
                ribbons(from: first.top, last.bottom - first.top, 1, to: types, &page)
            }
            page.markup("</svg>")
            boxes([seen], 0, letters: 12, &page)
            boxes(outcomes, 1, letters: 30, &page)
            boxes(types, 2, letters: 34, &page)
            page.markup("</svg>")
            page.markup("<div class=\"flow-list\">")
            BarChart.append(
                ([seen] + outcomes).map {
                    BarChart.Row(label: $0.label, count: $0.count, style: $0.style)
                }, to: &page)
            page.markup("</div>")
            page.details("As a table") { page in
                page.table(
                    "Outcomes and alert types",
                    [.text("outcome, then alert type"), .number("records")],
                    ([seen] + outcomes).map { [.text($0.label), .count($0.count)] }
                        + types.map { [.name($0.label), .count($0.count)] })
            }
        }
    }

    private static let alertStyles: Set<String> = ["converted", "unproven", "withheld"]

    /// Alerts first, with unpublished ones separate.
    private static func outcomes(_ summary: Summary) -> [Node] {
        let total = summary.total
        let kept = KeptBack(summary)
        var outcomes = [
            Node(
                label: "converted", style: "converted",
                count: total.converted - kept.unproven - kept.withheld),
            Node(label: "converted, unproven", style: "unproven", count: kept.unproven),
            Node(label: "converted, withheld", style: "withheld", count: kept.withheld),
        ]
        outcomes += total.filtered.occurred.map {
            Node(label: "filtered: \($0.reason.rawValue)", style: "filtered", count: $0.count)
        }
        outcomes.append(Node(label: "duplicate", style: "duplicate", count: total.duplicate))
        outcomes.append(Node(label: "rejected", style: "rejected", count: total.rejected.total))
        return outcomes.filter { $0.count > 0 }
    }

    private static func types(_ total: Tally) -> [Node] {
        let types = SummaryOrder.alertTypes(of: total)
        var nodes = types.prefix(typeLimit).map { entry in
            Node(
                label: String(decoding: entry.type.alertType, as: UTF8.self),
                style: entry.type.threatID == nil ? "unmapped" : "converted",
                count: entry.span.count)
        }
        // Two colors: what has a threat, and what has none.
        let rest = types.dropFirst(typeLimit)
        for (style, rest) in [
            ("converted", rest.filter { $0.type.threatID != nil }),
            ("unmapped", rest.filter { $0.type.threatID == nil }),
        ] where !rest.isEmpty {
            nodes.append(
                Node(
                    label: "\(rest.count) more alert \(rest.count == 1 ? "type" : "types")",
                    style: style, count: rest.reduce(0) { $0 + $1.span.count }))
        }
        return nodes
    }

    /// The factor by which alert types are drawn wider than the alerts they are part of.
    private static func enlargement(_ converted: [Node], _ types: [Node]) -> Int {
        let source = converted.reduce(0) { $0 + $1.height }
        guard source > 0 else { return 1 }
        return Int((types.reduce(0) { $0 + $1.height } / max(source, 1)).rounded())
    }

    /// Stacks the nodes of a column over its whole height, so that none is too thin to see and no names
    /// overlap.
    private static func placed(_ nodes: [Node]) -> [Node] {
        let sum = Double(max(nodes.reduce(0) { $0 + $1.count }, 1))
        let room = max(height - Double(nodes.count) * (slot + gap) + slot, 60)
        var top = 1.0
        return nodes.map { node in
            var node = node
            node.height = max(2, Double(node.count) / sum * room)
            let box = max(node.height, slot)
            node.box = top..<(top + box)
            node.top = top + (box - node.height) / 2
            top += box + gap
            return node
        }
    }

    private static func ribbons(
        from top: Double, _ height: Double, _ column: Int, to targets: [Node], _ page: inout HTML
    ) {
        let (x0, x1) = (columns[column].upperBound, columns[column + 1].lowerBound)
        let middle = (x0 + x1) / 2
        let sum = Double(max(targets.reduce(0) { $0 + $1.count }, 1))
        var start = top
        for target in targets {
            let end = start + height * Double(target.count) / sum
            page.markup("<path class=\"ribbon f-\(target.style)\" ")
            page.markup("d=\"M\(length: x0) \(length: start)C\(length: middle) \(length: start) ")
            page.markup(
                "\(length: middle) \(length: target.top) \(length: x1) \(length: target.top)")
            page.markup("V\(length: target.bottom)C\(length: middle) \(length: target.bottom) ")
            page.markup("\(length: middle) \(length: end) \(length: x0) \(length: end)Z\"/>\n")
            start = end
        }
    }

    /// A name is cut at the edge of its box. The number comes before it, so that the name's writing
    /// direction cannot displace it.
    private static func boxes(
        _ nodes: [Node], _ column: Int, letters: Int, _ page: inout HTML
    ) {
        let x = columns[column]
        for node in nodes {
            let label = ChartText.cut(node.label, to: letters)
            let box = node.box.upperBound - node.box.lowerBound
            let number = ClosingTable.grouped(node.count)
            let middle = min(box / 2, 120) + 4.5
            page.markup("<svg x=\"\(length: x.lowerBound)%\" y=\"\(length: node.box.lowerBound)\" ")
            page.markup("width=\"\(length: x.upperBound - x.lowerBound)%\" ")
            page.markup("height=\"\(length: box)\"><title>\(node.label): \(number)</title>")
            page.markup("<rect class=\"box\" width=\"100%\" height=\"100%\" rx=\"3\"/>")
            page.markup("<rect class=\"f-\(node.style)\" width=\"6\" height=\"100%\" rx=\"3\"/>")
            page.markup("<text class=\"number\" x=\"14\" y=\"\(length: middle)\">\(number)</text>")
            let start = 14 + Double(number.utf8.count) * letterWidth + 8
            page.markup(
                "<text x=\"\(length: start)\" y=\"\(length: middle)\">\(label)</text></svg>\n")
        }
    }
}

/// Alerts that were not published.
struct KeptBack {
    /// Of damaged inputs.
    var unproven: UInt64 = 0
    /// By `--strict`, including those of damaged inputs.
    var withheld: UInt64 = 0

    init(_ summary: Summary) {
        for file in summary.files {
            if file.isWithheld {
                withheld += file.converted
            } else {
                unproven += file.damage?.unproven ?? 0
            }
        }
        // A summary that was read may contain anything.
        withheld = min(withheld, summary.total.converted)
        unproven = min(unproven, summary.total.converted - withheld)
    }
}
