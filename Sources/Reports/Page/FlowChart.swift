internal import Conversion

/// Where the pieces went: seen → each outcome → the alert types. Ribbons are as wide as their counts.
///
/// Lengths across are shares of the width and lengths down are pixels, so that text keeps its size on
/// any screen.
enum FlowChart {
    private struct Node {
        var label: String
        /// A class of the style sheet.
        var style: String
        var count: UInt64
        var top = 0.0
        var height = 0.0
        var bottom: Double { top + height }
        /// Below the node and its label.
        var end: Double { top + max(height, slot) }
    }

    private static let height = 300.0
    private static let gap = 8.0
    /// What a label needs.
    private static let slot = 20.0
    private static let typeLimit = 7
    /// Where the three columns begin, in percent of the width.
    private static let columns = [0.0, 28.0, 62.0]

    static func append(_ total: Tally, to page: inout HTML) {
        if total.seen == 0 { return }
        var outcomes = [Node(label: "converted", style: "converted", count: total.converted)]
        outcomes += total.filtered.occurred.map {
            Node(label: "filtered: \($0.reason.rawValue)", style: "filtered", count: $0.count)
        }
        outcomes.append(Node(label: "duplicate", style: "duplicate", count: total.duplicate))
        outcomes.append(Node(label: "rejected", style: "rejected", count: total.rejected.total))
        outcomes = placed(outcomes.filter { $0.count > 0 })
        let seen = Node(
            label: "seen", style: "seen", count: total.seen, top: outcomes[0].top,
            height: outcomes.reduce(0) { $0 + $1.height })
        let types = placed(Self.types(total))
        let used = max(seen.end, outcomes.last?.end ?? 0, types.last?.end ?? 0) + gap / 2
        let zoom = enlargement(outcomes, types)
        let note: Markup = """
            Each band is as wide as its count\
            \(zoom > 1 ? "; the alert types on the right are drawn \(zoom) times as wide" : "").
            """

        page.section("Where the pieces went", id: "flow", note: note) { page in
            page.markup("<div class=\"scroll\"><svg class=\"flow\" height=\"\(length: used)\" ")
            page.markup("role=\"img\" aria-label=\"Flow from the pieces seen to their outcomes ")
            page.markup("and alert types; the table below has the same numbers\">")
            page.markup(
                "<svg width=\"100%\" height=\"\(length: used)\" preserveAspectRatio=\"none\" ")
            page.markup("viewBox=\"0 0 100 \(length: used)\">")
            ribbons(from: seen, 0, to: outcomes, &page)
            if let converted = outcomes.first, converted.label == "converted" {
                ribbons(from: converted, 1, to: types, &page)
            }
            page.markup("</svg>")
            nodes([seen], 0, letters: 24, &page)
            nodes(outcomes, 1, letters: 36, &page)
            nodes(types, 2, letters: 40, &page)
            page.markup("</svg></div>")
            page.details("As a table") { page in
                page.table(
                    "Outcomes", [.text("outcome"), .number("pieces")],
                    ([seen] + outcomes).map { [.text($0.label), .count($0.count)] })
            }
        }
    }

    private static func types(_ total: Tally) -> [Node] {
        let types = SummaryOrder.alertTypes(of: total)
        var nodes = types.prefix(typeLimit).map { entry in
            Node(
                label: String(decoding: entry.type.alertType, as: UTF8.self),
                style: entry.type.threatID == nil ? "unmapped" : "converted",
                count: entry.span.count)
        }
        let rest = types.dropFirst(typeLimit)
        if !rest.isEmpty {
            nodes.append(
                Node(
                    label: "\(rest.count) more alert types", style: "converted",
                    count: rest.reduce(0) { $0 + $1.span.count }))
        }
        return nodes
    }

    /// How many times wider the alert types are drawn than the alerts they are part of.
    private static func enlargement(_ outcomes: [Node], _ types: [Node]) -> Int {
        guard let converted = outcomes.first, converted.label == "converted" else { return 1 }
        let height = types.reduce(0) { $0 + $1.height }
        return Int((height / max(converted.height, 1)).rounded())
    }

    /// Stacks the nodes of a column over its whole height; none is too thin to be seen, nor are two
    /// labels on one another.
    private static func placed(_ nodes: [Node]) -> [Node] {
        let sum = Double(max(nodes.reduce(0) { $0 + $1.count }, 1))
        let room = max(height - Double(nodes.count) * (slot + gap) + slot, 60)
        var top = gap
        return nodes.map { node in
            var node = node
            node.top = top
            node.height = max(2, Double(node.count) / sum * room)
            top += max(node.height, slot) + gap
            return node
        }
    }

    private static func ribbons(
        from source: Node, _ column: Int, to targets: [Node], _ page: inout HTML
    ) {
        let (x0, x1) = (columns[column], columns[column + 1])
        let middle = (x0 + x1) / 2
        let sum = Double(max(targets.reduce(0) { $0 + $1.count }, 1))
        var start = source.top
        for target in targets {
            let end = start + source.height * Double(target.count) / sum
            page.markup("<path class=\"ribbon f-\(target.style)\" ")
            page.markup("d=\"M\(length: x0) \(length: start)C\(length: middle) \(length: start) ")
            page.markup(
                "\(length: middle) \(length: target.top) \(length: x1) \(length: target.top)")
            page.markup("V\(length: target.bottom)C\(length: middle) \(length: target.bottom) ")
            page.markup("\(length: middle) \(length: end) \(length: x0) \(length: end)Z\"/>\n")
            start = end
        }
    }

    private static func nodes(
        _ nodes: [Node], _ column: Int, letters: Int, _ page: inout HTML
    ) {
        for node in nodes {
            let label = ChartText.cut(node.label, to: letters)
            page.markup("<g><title>\(node.label): \(count: node.count)</title>")
            page.markup("<rect class=\"f-\(node.style)\" x=\"\(length: columns[column])%\" ")
            page.markup(
                "y=\"\(length: node.top)\" width=\"12\" height=\"\(length: node.height)\" rx=\"2\"/>"
            )
            page.markup("<text x=\"\(length: columns[column])%\" dx=\"20\" ")
            page.markup("y=\"\(length: node.top + max(6, min(node.height / 2, 120)) + 5)\">")
            page.markup("\(label) <tspan class=\"soft\">\(count: node.count)</tspan></text></g>\n")
        }
    }
}
