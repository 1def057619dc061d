internal import Conversion

/// Where the pieces went: seen → each outcome → the alert types. Ribbons are as wide as their counts.
enum FlowChart {
    private struct Node {
        var label: String
        /// A class of the style sheet.
        var style: String
        var count: UInt64
        var top = 0.0
        var height = 0.0
    }

    private static let width = 1000.0
    private static let height = 300.0
    private static let gap = 14.0
    private static let bar = 14.0
    private static let typeLimit = 6

    static func append(_ total: Tally, to page: inout HTML) {
        if total.seen == 0 { return }
        var outcomes = [Node(label: "converted", style: "converted", count: total.converted)]
        outcomes += total.filtered.occurred.map {
            Node(label: "filtered: \($0.reason.rawValue)", style: "filtered", count: $0.count)
        }
        outcomes.append(Node(label: "duplicate", style: "duplicate", count: total.duplicate))
        outcomes.append(Node(label: "rejected", style: "rejected", count: total.rejected.total))
        outcomes = outcomes.filter { $0.count > 0 }
        var types = SummaryOrder.alertTypes(of: total).map {
            Node(
                label: String(decoding: $0.type.alertType, as: UTF8.self), style: "converted",
                count: $0.span.count)
        }
        if types.count > typeLimit {
            let rest = types[typeLimit...].reduce(0) { $0 + $1.count }
            types = Array(types[..<typeLimit])
            types.append(Node(label: "other alert types", style: "converted", count: rest))
        }
        let scale =
            (height - gap * Double(max(outcomes.count, types.count) + 1)) / Double(total.seen)
        let seen = placed([Node(label: "seen", style: "seen", count: total.seen)], scale)[0]
        outcomes = placed(outcomes, scale)
        types = placed(types, scale)
        let bottom = max(
            outcomes.last.map { $0.top + $0.height } ?? 0,
            types.last.map { $0.top + $0.height } ?? 0)
        let used = max(bottom, seen.top + seen.height) + gap

        page.markup("<section><h2>Where the pieces went</h2><div class=\"scroll\">")
        page.markup(
            "<svg viewBox=\"0 0 \(length: width) \(length: used)\" role=\"img\" aria-label=\"Flow from pieces seen to outcomes and alert types; the same numbers stand in the tables below\">"
        )
        ribbons(from: seen, at: 0, to: outcomes, at: 360, &page)
        if let converted = outcomes.first, converted.label == "converted" {
            ribbons(from: converted, at: 360, to: types, at: 720, &page)
        }
        nodes([seen], at: 0, &page)
        nodes(outcomes, at: 360, &page)
        nodes(types, at: 720, &page)
        page.markup("</svg></div></section>")
    }

    /// Stacks nodes with gaps; none is too thin to be seen, nor are two labels on one another.
    private static func placed(_ nodes: [Node], _ scale: Double) -> [Node] {
        var top = gap / 2
        return nodes.map { node in
            var node = node
            node.top = top
            node.height = max(3, Double(node.count) * scale)
            top += max(node.height, 10) + gap
            return node
        }
    }

    private static func ribbons(
        from source: Node, at left: Double, to targets: [Node], at right: Double,
        _ page: inout HTML
    ) {
        var start = source.top
        let sum = Double(max(targets.reduce(0) { $0 + $1.count }, 1))
        let (x0, x1) = (left + bar, right)
        let middle = (x0 + x1) / 2
        for target in targets {
            let share = source.height * Double(target.count) / sum
            page.markup(
                "<path class=\"ribbon f-\(target.style)\" d=\"M\(length: x0) \(length: start)C\(length: middle) \(length: start) \(length: middle) \(length: target.top) \(length: x1) \(length: target.top)V\(length: target.top + target.height)"
            )
            page.markup(
                "C\(length: middle) \(length: target.top + target.height) \(length: middle) \(length: start + share) \(length: x0) \(length: start + share)Z\"/>"
            )
            start += share
        }
    }

    private static func nodes(_ nodes: [Node], at left: Double, _ page: inout HTML) {
        for node in nodes {
            page.markup("<g><title>\(node.label): \(count: node.count)</title>")
            page.markup(
                "<rect class=\"f-\(node.style)\" x=\"\(length: left)\" y=\"\(length: node.top)\" width=\"\(length: bar)\" height=\"\(length: node.height)\" rx=\"2\"/>"
            )
            let label = String(String.UnicodeScalarView(node.label.unicodeScalars.prefix(34)))
            page.markup(
                "<text x=\"\(length: left + bar + 6)\" y=\"\(length: node.top + max(10, min(node.height / 2 + 4, 100)))\">\(label) <tspan class=\"soft\">\(count: node.count)</tspan></text></g>"
            )
        }
    }
}
