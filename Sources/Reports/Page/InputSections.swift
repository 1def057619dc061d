internal import ByteStreams
internal import Conversion
internal import Sophos

/// The categories and the inputs in numbers.
enum InputSections {
    /// Rows of the table of inputs before the rest is only counted.
    private static let fileLimit = 1000
    /// So many inputs are shown without being asked for.
    private static let openLimit = 12

    static func append(_ summary: Summary, to page: inout HTML) {
        categories(summary.total, &page)
        inputs(summary, &page)
    }

    private static func categories(_ total: Tally, _ page: inout HTML) {
        let present = Category.allCases.filter { (total.categories[$0]?.seen ?? 0) > 0 }
        if present.isEmpty { return }
        page.section("Categories", id: "categories") { page in
            page.table(
                "Outcomes by category",
                [
                    .word("category"), .number("seen"), .number("converted"), .number("filtered"),
                    .number("rejected"),
                ],
                present.map { category in
                    let counts = total.categories[category] ?? Tally.CategoryCounts()
                    return [
                        .text(category.rawValue), .count(counts.seen), .count(counts.converted),
                        .count(counts.filtered), .count(counts.rejected),
                    ]
                })
        }
    }

    private static func inputs(_ summary: Summary, _ page: inout HTML) {
        if summary.files.isEmpty { return }
        let files = SummaryOrder.files(of: summary)
        page.section("Inputs", id: "inputs") { page in
            let title: Markup =
                "\(count: UInt64(files.count)) \(files.count == 1 ? "input" : "inputs")"
            page.details(title, isOpen: files.count <= openLimit) { page in
                page.table(
                    "Inputs",
                    [
                        .text("input"), .number("seen"), .number("converted"),
                        .number("filtered"), .number("duplicate"), .number("rejected"), .text(""),
                    ], files.prefix(fileLimit).map(row), of: files.count)
            }
        }
    }

    private static func row(_ line: FileLine) -> [HTML.Cell] {
        var trouble = line.damage.map { $0.reason.rawValue } ?? ""
        if line.isWithheld { trouble += trouble.isEmpty ? "kept back" : ", kept back" }
        return [
            .text(TerminalText.path(line.file)), .count(line.seen), .count(line.converted),
            .count(line.filtered), .count(line.duplicate), .count(line.rejected), .text(trouble),
        ]
    }
}
