import ArgumentParser
import ByteStreams
import Conversion
import Glibc
import Reports
import Sophos

/// `convert INPUT… --output DIR`: the whole main job.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Convert exported logs to alerts, rejects and a summary.",
        discussion: """
            Exit codes: 0 everything was converted or filtered; 1 something was rejected or damaged; \
            64 wrong arguments; 66 an input does not exist; 73 the output cannot be made or would \
            overwrite; 74 reading or writing failed; 75 another run holds the directory; 130 and 143 \
            after SIGINT and SIGTERM.
            """)

    @OptionGroup var input: InputOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Directory for alerts/, rejects/, unproven/ and summary.json; - streams the alerts to standard output.",
            valueName: "dir"))
    var output: String

    @Option(
        help: ArgumentHelp(
            "Also write the summary to this file.", valueName: "file"))
    var summary: String?

    @Option(
        help: ArgumentHelp(
            "Convert only this category (may be repeated): attachment, impersonation, url, rejection. Default: the first three.",
            valueName: "name"))
    var category: [Sophos.Category] = []

    @Option(
        help: ArgumentHelp(
            "What to do with an alert that no row of the mapping meets: keep it with a null threat, give it its category's threat, or reject it.",
            valueName: "keep|category|reject"))
    var unmapped = ConvertOptions.Unmapped.keep

    @Flag(help: "Add data.rawData, the record as it was read.")
    var includeRaw = false

    @Option(help: ArgumentHelp("The tenant, as Sophos alerts carry it.", valueName: "uuid"))
    var customerID: CustomerID?

    @Flag(help: "Publish no alerts of a file with a rejected record or a warning.")
    var strict = false

    @Flag(help: "Replace the results of an earlier run in the output directory.")
    var overwrite = false

    @Option(
        name: [.customShort("j", allowingJoined: true), .long],
        help: ArgumentHelp("Files converted at once. Default: one a core.", valueName: "n"))
    var jobs: Int?

    @Option(help: ArgumentHelp("Limit for one record, in bytes.", valueName: "n"))
    var maxRecordBytes = 16 << 20

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Print a line for each file, and what filters and warnings mean.")
    var verbose = false

    func validate() throws {
        if let jobs, !(1...1024).contains(jobs) {
            throw ValidationError("--jobs is \(jobs); expected a number from 1 to 1024")
        }
        guard (1...(1 << 30)).contains(maxRecordBytes) else {
            throw ValidationError(
                "--max-record-bytes is \(maxRecordBytes); expected a number from 1 to 1073741824")
        }
        if output.isEmpty { throw ValidationError("--output is empty; expected a directory or -") }
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
    }

    private var options: ConvertOptions {
        var options = ConvertOptions()
        if !category.isEmpty { options.categories = Set(category) }
        options.unmapped = unmapped
        options.includesRaw = includeRaw
        options.customerID = customerID?.text
        options.isStrict = strict
        options.recordLimit = maxRecordBytes
        return options
    }

    func run() throws {
        let code: ExitCode
        do throws(RunError) {
            code = try convert()
        } catch {
            throw ExitStatus.failure(error)
        }
        throw code
    }

    private func convert() throws(RunError) -> ExitCode {
        let list = try input.list()
        let interruption = Interruption.watching()
        var run = ConvertRun(
            list, to: output == "-" ? .standardOutput : .directory(Path(argument: output)), options,
            interruption: interruption)
        run.jobs = jobs ?? Self.cores
        run.overwrites = overwrite
        run.summaryFile = summary.map { Path(argument: $0) }
        run.arguments = CommandLine.arguments
        let isVerbose = verbose
        let result = try run.run { file in
            if isVerbose { Messages.tell(ClosingTable.line(file)) }
        }
        if !quiet { Messages.tell(ClosingTable.text(result, verbose: verbose)) }
        return ExitStatus.code(
            of: result, missing: !list.missing.isEmpty, signal: interruption.signal)
    }

    private static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
