internal import Accounts
import ArgumentParser
import ByteStreams
import JSONRecords
internal import Pipeline
import Reports
internal import Runs

/// `summarize SUMMARY.json…`: merges the summaries of several runs.
struct SummarizeCommand: TeachingCommand {
    static let configuration = CommandConfiguration(
        commandName: "summarize",
        abstract: "Add up the summaries of several runs.",
        usage: """
            mimecast2sophos summarize <summary> ... [<options>]
            """,
        discussion: discussion(
            """
            The summaries of parts add up to the summary of one run over all inputs, in any order. \
            Prints the sum, unless --output or --html says where it goes. Exit codes: 0 done; 65 a \
            file is no summary, or no replay of what the others rejected; 66 a file does not exist; \
            73 and 74 the output cannot be made or written.
            """))

    static let examples = [
        Example(
            "mimecast2sophos summarize part-*/summary.json --output summary.json",
            "One account of an array job, equal to that of one run."),
        Example(
            "mimecast2sophos summarize may/ june/ --html quarter.html",
            "Two output directories on one page to look at."),
        Example(
            "mimecast2sophos summarize out --text",
            "The table that a run ended with, once more."),
    ]

    @Argument(
        help: ArgumentHelp(
            "Files summary.json of earlier runs, their output directories, or - for standard input.",
            valueName: "summary"),
        completion: .file(extensions: ["json"]))
    var summaries: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Write the sum to this file (-: standard output).", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(
        help: ArgumentHelp("Write an HTML report to this file.", valueName: "file"),
        completion: .file())
    var html: String?

    @Option(
        help: ArgumentHelp(
            "Add a replay of rejects that the summaries have: what was rejected there and converted here moves over (may be repeated).",
            valueName: "summary"),
        completion: .file())
    var replayed: [String] = []

    @Flag(help: "Print the table that ends a run, instead of JSON.")
    var text = false

    @Option(
        help: ArgumentHelp(
            "Compare with this summary on the HTML report: each alertType's share of the alerts, and its alerts per day.",
            valueName: "file"),
        completion: .file())
    var baseline: String?

    func validate() throws {
        if baseline != nil, html == nil { throw ValidationError("--baseline needs --html") }
        if baseline == "-", (summaries + replayed).contains("-") {
            throw ValidationError("- is given twice; expected standard input at most once")
        }
        if (summaries + replayed).count(where: { $0 == "-" }) > 1 {
            throw ValidationError("- is given twice; expected standard input at most once")
        }
        for (option, value) in [("--output", output), ("--html", html)] where value == "" {
            throw ValidationError("\(option) is empty; expected a file")
        }
        if text, [output, html].contains("-") {
            throw ValidationError("--text and another report go to standard output; expected one")
        }
        if let output, output == html {
            throw ValidationError("--output and --html go to one place; expected a file for each")
        }
    }

    func run() throws {
        do throws(RunError) {
            try summarize()
        } catch {
            throw ExitStatus.failure(error)
        }
    }

    /// The locations of a run's results.
    private var places: OutputPlaces {
        var places = OutputPlaces()
        places.commands = Program.commandNames
        if summaries.count == 1, replayed.isEmpty {
            let path = Path(argument: summaries[0])
            if OutputTree(path).isEarlierRun { places.directory = path }
        }
        return places
    }

    private func summarize() throws(RunError) {
        var merge = SummaryMerge()
        for summary in summaries { try merge.add(Path(argument: summary)) }
        for replay in replayed { try merge.add(replay: Path(argument: replay)) }
        let summary = merge.summary
        var earlier = SummaryMerge()
        if let baseline { try earlier.add(Path(argument: baseline)) }
        let files = [output, html].compactMap(\.self).filter { $0 != "-" }.map {
            Path(argument: $0)
        }
        for file in files {
            try merge.checkOutput(file: file)
            try earlier.checkOutput(file: file)
        }
        // Write none of them if one cannot be written.
        for file in files { try ByteBuffer.checkPlace(file) }
        if text {
            let table = ClosingTable(places: places).text(summary)
            try ReportFile.write(to: nil) { $0.append(utf8: table + "\n") }
        }
        if output != nil || (html == nil && !text) {
            try ReportFile.write(to: output) { SummaryJSON.append(summary, to: &$0) }
        }
        guard let html else { return }
        let comparison = baseline == nil ? nil : Baseline(earlier.summary.total)
        try ReportFile.write(to: html) {
            SummaryPage.append(summary, baseline: comparison, to: &$0)
        }
    }
}
