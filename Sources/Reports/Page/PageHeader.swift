internal import Accounts
internal import ByteStreams
internal import Sophos

/// The page's subject: inputs, period, options and program version. Nothing in it depends on a clock or
/// on where results were written.
enum PageHeader {
    static func append(_ summary: Summary, to page: inout HTML) {
        page.markup("<header><h1>Mimecast logs to Sophos alerts</h1><dl>")
        fact("Inputs", inputs(summary), &page)
        fact("Alerts", alerts(summary.total), &page)
        let options = summary.options?.words ?? []
        let differing = summary.options?.differing ?? []
        let words =
            options.map { "<code>\($0)</code>" as Markup }
            + differing.map { "<code>\($0)</code> (not the same in all runs)" as Markup }
        if let first = words.first {
            fact("Options", words.dropFirst().reduce(first) { $0 + " " + $1 }, &page)
        }
        fact("Mapping", "\(summary.options?.mappingText ?? "built in")", &page)
        fact("Program", "\(Product.name) \(Product.version)", &page)
        page.markup("</dl></header>\n")
    }

    private static func fact(_ name: Markup, _ value: Markup, _ page: inout HTML) {
        page.markup("<div><dt>\(name)</dt><dd>\(value)</dd></div>")
    }

    private static func inputs(_ summary: Summary) -> Markup {
        let total = summary.total
        let count = UInt64(summary.files.count)
        var text: Markup = "\(count: count) \(count == 1 ? "input" : "inputs")"
        let files = SummaryOrder.files(of: summary)
        if let first = files.first?.file, let last = files.last?.file {
            text = text + ", \(name(first))"
            if first != last { text = text + " to \(name(last))" }
        }
        text = text + ", \(ByteSize.text(total.bytesDecompressed))"
        if total.bytesRead != total.bytesDecompressed {
            text = text + " (\(ByteSize.text(total.bytesRead)) as stored)"
        }
        if summary.repeated > 0 {
            let noun = summary.repeated == 1 ? "name" : "names"
            text = text + ", \(count: summary.repeated) other \(noun) of them"
        }
        let skipped = summary.skippedTotal
        if skipped > 0 {
            text = text + ", \(count: skipped) other \(skipped == 1 ? "file" : "files") skipped"
        }
        if summary.gone > 0 {
            text = text + ", \(count: summary.gone) gone since, whose results are kept"
        }
        return text
    }

    private static func name(_ file: Path) -> Markup {
        "<bdi dir=\"ltr\">\(TerminalText.path(file))</bdi>"
    }

    private static func alerts(_ total: Tally) -> Markup {
        guard total.span.count > 0 else { return "none" }
        let (first, last) = (
            PageDates.minute(total.span.first), PageDates.minute(total.span.last)
        )
        let time: Markup =
            first == last ? "at \(first) UTC" : "from \(first) to \(last) UTC"
        return "\(count: total.converted), \(time)"
    }
}
