internal import Accounts
internal import ByteStreams
internal import Sophos

/// The figures for categories and inputs.
enum InputSections {
    /// Rows of the table of inputs before the rest is only counted.
    private static let fileLimit = 1000
    /// The maximum number of inputs shown expanded.
    private static let openLimit = 12
    /// The maximum number of inputs with problems shown expanded.
    private static let troubleLimit = 25

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
                    .number("duplicate"), .number("rejected"),
                ],
                present.map { category in
                    let counts = total.categories[category] ?? Tally.CategoryCounts()
                    return [
                        .text(category.rawValue), .count(counts.seen), .count(counts.converted),
                        .count(counts.filtered), .count(counts.duplicate),
                        .count(counts.rejected),
                    ]
                })
        }
    }

    private static func inputs(_ summary: Summary, _ page: inout HTML) {
        if summary.files.isEmpty { return }
        // Equal ranks stay in input order.
        let files = SummaryOrder.files(of: summary).enumerated().sorted { left, right in
            (rank(left.element), left.offset) < (rank(right.element), right.offset)
        }.map(\.element)
        let count = UInt64(files.count)
        let troubled = files.prefix { rank($0) < 3 }
        let note: Markup =
            "\(count: count) \(count == 1 ? "input" : "inputs"), \(count: UInt64(troubled.count)) with problems."
        page.section("Inputs", id: "inputs", note: note) { page in
            if files.count <= openLimit { return table("Inputs", files[...], &page) }
            if !troubled.isEmpty {
                table(
                    "Inputs with problems", troubled.prefix(troubleLimit), of: troubled.count, &page
                )
            }
            page.details("All \(count: count) inputs") { table("All inputs", files[...], &$0) }
        }
    }

    private static func table(
        _ name: String, _ files: ArraySlice<FileLine>, of count: Int? = nil, _ page: inout HTML
    ) {
        page.table(
            name,
            [
                .text("input"), .number("seen"), .number("converted"), .number("filtered"),
                .number("duplicate"), .number("rejected"), .text("problem"),
            ], files.prefix(fileLimit).map(row), of: count ?? files.count)
    }

    /// The worst has the lowest rank.
    private static func rank(_ line: FileLine) -> Int {
        line.damage != nil ? 0 : line.isWithheld ? 1 : line.rejected > 0 ? 2 : 3
    }

    private static func row(_ line: FileLine) -> [HTML.Cell] {
        var trouble = line.damage.map { $0.reason.rawValue } ?? ""
        if line.isWithheld { trouble += trouble.isEmpty ? "withheld" : ", withheld" }
        if line.isGone { trouble += trouble.isEmpty ? "gone" : ", gone" }
        return [
            .path(TerminalText.path(line.file)), .count(line.seen), .count(line.converted),
            .count(line.filtered), .count(line.duplicate), .count(line.rejected), .text(trouble),
        ]
    }
}
