import ArgumentParser
import ByteStreams
import Conversion
import Reports
import Sophos

/// `convert INPUT… --output DIR`: the whole main job.
struct ConvertCommand: TeachingCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Convert exported logs to alerts, rejects and a summary.",
        discussion: discussion(
            """
            Exit codes: 0 everything was converted or filtered; 1 something was rejected or damaged; \
            64 wrong arguments; 66 an input does not exist; 73 the output cannot be made or would \
            overwrite; 74 reading or writing failed; 75 another run holds the directory; 130 and 143 \
            after SIGINT and SIGTERM.
            """))

    static let examples = [
        Example(
            "mimecast2sophos convert exports/ --output alerts-2024",
            "Converts all logs below exports/."),
        Example(
            "mimecast2sophos exports/ -o out --since 2024-11-01 --until 2024-12-01",
            "The alerts of November 2024."),
        Example(
            "find exports -print0 | mimecast2sophos --files-from - --null -o out",
            "The files that another program lists."),
    ]

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "What becomes an alert") var decisions: DecisionOptions
    @OptionGroup(title: "Alerts") var alerts: AlertOptions
    @OptionGroup(title: "Messages") var terminal: TerminalOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Directory for alerts/, rejects/, unproven/ and summary.json; - streams the alerts to standard output.",
            valueName: "dir"), completion: .directory)
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Also write the summary to this file.", valueName: "file"), completion: .file())
    var summary: String?

    @Flag(help: "Publish no alerts of a file with a rejected record or a warning.")
    var strict = false

    @Option(
        help: ArgumentHelp(
            "Convert only part K of N of the sorted inputs, for jobs that share the work.",
            valueName: "k/n"),
        transform: { text in
            guard let shard = Shard(text) else {
                throw ValidationError("expected K/N with K from 1 to N, such as 3/16")
            }
            return shard
        })
    var shard: Shard?

    @Flag(help: "Read, decide and print the summary, and publish nothing.")
    var dryRun = false

    @Flag(
        help:
            "Publish the alerts of inputs that proved damaged in alerts/, too, instead of unproven/."
    )
    var keepDamaged = false

    @Flag(help: "Replace the results of an earlier run in the output directory.")
    var overwrite = false

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @Flag(
        name: .shortAndLong, help: "Print a line for each file, and what filters and warnings mean."
    )
    var verbose = false

    func validate() throws {
        guard output != nil || dryRun else {
            throw ValidationError("Missing expected argument '--output <dir>'")
        }
        if output?.isEmpty == true {
            throw ValidationError("--output is empty; expected a directory or -")
        }
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
    }

    private var options: ConvertOptions {
        var options = decisions.options
        alerts.apply(to: &options)
        options.isStrict = strict
        options.keepsDamaged = keepDamaged
        return options
    }

    private var destination: ConvertRun.Destination {
        guard let output else { return .nowhere }
        return output == "-" ? .standardOutput : .directory(Path(argument: output))
    }

    private var places: OutputPlaces {
        var places = OutputPlaces(summaryFile: summary.map { Path(argument: $0) })
        places.commands = Program.commandNames
        if !dryRun, case .directory(let path) = destination { places.directory = path }
        return places
    }

    func run() throws {
        let code: ExitCode
        do throws(RunError) {
            code = try convert()
        } catch {
            throw ExitStatus.failure(error, terminal.style)
        }
        throw code
    }

    private func convert() throws(RunError) -> ExitCode {
        let mapping = try decisions.mapping()
        let list = try input.list()
        let interruption = Interruption.watching()
        let part = shard.map(list.part) ?? list
        var run = ConvertRun(
            part, to: destination, options, mapping: mapping, interruption: interruption)
        run.jobs = decisions.workers
        run.overwrites = overwrite
        run.isDry = dryRun
        run.summaryFile = summary.map { Path(argument: $0) }
        run.page = { SummaryPage.append($0, to: &$1) }
        run.arguments = CommandLine.arguments
        let isVerbose = verbose
        let display = terminal.display(isQuiet: quiet)
        if let display { run.progress = RunProgress(part) { display.update($0) } }
        defer { display?.clear() }
        let result = try run.run { file in
            guard isVerbose else { return }
            display?.clear()
            Messages.tell(ClosingTable.line(FileLine(file)))
        }
        display?.clear()
        if !quiet {
            let table = ClosingTable(style: terminal.style, isVerbose: verbose, places: places)
            Messages.tell(table.text(result))
        }
        return ExitStatus.code(
            of: result, missing: !list.missing.isEmpty, signal: interruption.signal)
    }
}
