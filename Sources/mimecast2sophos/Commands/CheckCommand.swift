internal import Accounts
import ArgumentParser
import ByteStreams
import Glibc
import JSONRecords
internal import Pipeline
import Reports
internal import Runs
import Sophos

/// `check INPUT…`: is this export complete, in the expected format, and does it look like earlier ones?
struct CheckCommand: TeachingCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check exported logs against limits; writes reports and nothing else.",
        usage: """
            mimecast2sophos check <input> ... [<options>]
            mimecast2sophos check --files-from <file> [<options>]
            """,
        discussion: discussion(
            """
            Reads, filters and maps as convert does. With --baseline, each category's and alertType's \
            share of the alerts and its alerts per day are compared with those of an earlier run, so a \
            week can be held against a month. Exit codes: 0 every limit holds and no input is damaged; \
            1 a limit was exceeded; the others as for convert.
            """))

    static let examples = [
        Example(
            "mimecast2sophos check exports/",
            "Fails when a record is rejected or an input is damaged."),
        Example(
            "mimecast2sophos check exports/ --baseline may/summary.json --max-drift 30%",
            "Fails when the mix or the volume of alerts is far from that of May."),
        Example(
            "mimecast2sophos check exports/ --max-unknown-fields 0 --report junit=r.xml",
            "Fails on fields that are new to us, with a report for a CI server."),
    ]

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "What becomes an alert") var decisions: DecisionOptions
    @OptionGroup(title: "Messages") var terminal: TerminalOptions

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @Option(
        help: ArgumentHelp(
            "Rejected pieces to tolerate: a number, or a share of all pieces. Default: 0.",
            valueName: "n|p%"),
        transform: Budget.init(argument:))
    var maxRejected = Budget.count(0)

    @Option(
        help: ArgumentHelp(
            "Alerts to tolerate whose name no mapping row matches: a number, or a share of the alerts. Default: any.",
            valueName: "n|p%"),
        transform: Budget.init(argument:))
    var maxUnmapped: Budget?

    @Option(
        help: ArgumentHelp("Warnings to tolerate. Default: any.", valueName: "n|p%"),
        transform: Budget.init(argument:))
    var maxWarnings: Budget?

    @Option(
        help: ArgumentHelp(
            "Field names to tolerate that our tables do not know: a new one is the first sign of a new schema. Default: any.",
            valueName: "n"),
        transform: WholeNumber.fromZero)
    var maxUnknownFields: UInt64?

    @Option(
        help: ArgumentHelp(
            "Files to tolerate that directories hold and whose names are not those of logs. Default: any.",
            valueName: "n"),
        transform: WholeNumber.fromZero)
    var maxSkipped: UInt64?

    @Option(
        help: ArgumentHelp(
            "Minimum number of pieces; 0 lets an empty export pass. Default: 1.", valueName: "n"),
        transform: WholeNumber.fromZero)
    var minRecords: UInt64?

    @Option(
        help: ArgumentHelp(
            "summary.json of a known-good export, or its output directory.", valueName: "file"),
        completion: .file())
    var baseline: String?

    @Option(
        help: ArgumentHelp(
            "Largest change of a category's or alertType's share of the alerts, and of its alerts per day, relative to the baseline. Default: 20%.",
            valueName: "p%"),
        transform: { text in
            guard case .share(let share) = Budget(text, greatest: 100_000) else {
                throw ValidationError("expected a share such as 20%")
            }
            return .share(share)
        })
    var maxDrift: Budget?

    @Option(
        help: ArgumentHelp(
            "A change by fewer alerts than this is no drift. Default: 10.", valueName: "n"),
        transform: WholeNumber.fromZero)
    var minDrift: UInt64?

    @Option(
        help: ArgumentHelp(
            "A report: text, json, junit, sarif or github, on standard output or into a file (may be repeated; on standard output one, or text and github). Default: text.",
            valueName: "format[=file]"), completion: .list(CheckReport.allCases.map(\.rawValue)),
        transform: ReportRequest.init(argument:))
    var report: [ReportRequest] = []

    func validate() throws {
        if maxDrift != nil, baseline == nil {
            throw ValidationError("--max-drift needs --baseline")
        }
        if minDrift != nil, baseline == nil {
            throw ValidationError("--min-drift needs --baseline")
        }
        let files = report.compactMap(\.path)
        if let file = files.first(where: { file in files.count { $0 == file } > 1 }) {
            throw ValidationError(
                "two reports go to \(TerminalText.path(file)); expected a file for each")
        }
        // Two documents in one stream are not valid. Annotations are lines that CI servers find among
        // others in the log.
        let printed = report.filter { $0.path == nil }.map(\.format)
        if printed.count > 1, printed.count > 2 || Set(printed) != [.text, .github] {
            throw ValidationError(
                "reports \(printed.map(\.rawValue).joined(separator: ", ")) go to standard output; expected one there, or text and github"
            )
        }
    }

    func run() throws {
        let code: ExitCode
        do throws(RunError) {
            code = try check()
        } catch {
            throw ExitStatus.failure(error, terminal.style)
        }
        throw code
    }

    private func check() throws(RunError) -> ExitCode {
        let list = try input.list(
            beside: decisions.mappingOption.mapping, baseline, for: "check")
        let mapping = try decisions.mapping()
        do throws(InputError) {
            for file in report.compactMap(\.path) { try list.checkOutput(file: file) }
        } catch {
            throw .input(error)
        }
        // Check early, before everything is read.
        for file in report.compactMap(\.path) { try ByteBuffer.checkPlace(file) }
        let limits = try self.limits()
        let interruption = Interruption.watching()
        var options = decisions.options
        // One report lists all; for the others, SARIF's limit is enough.
        options.notesKept =
            report.contains { $0.format == .json } ? .max : CheckReport.mostListed
        var run = ConvertRun(
            list, to: .nowhere, options, mapping: mapping, interruption: interruption)
        run.jobs = decisions.threads.jobs
        let display = terminal.display(isQuiet: quiet)
        if let display { run.progress = RunProgress(list) { display.update($0) } }
        defer { display?.clear() }
        let (summary, files) = try run.collecting()
        display?.clear()
        let result = CheckResult(summary, files, limits)
        for request in report.isEmpty ? [ReportRequest(format: .text)] : report {
            try request.write(result, style: terminal.outputStyle, isQuiet: quiet)
        }
        // Without a text report, people still want the one line with the result.
        if !report.isEmpty, !report.contains(where: { $0.format == .text }),
            !quiet || !result.holds
        {
            Messages.tell(CheckReport.verdict(result, style: terminal.style))
        }
        if let signal = interruption.signal { return ExitCode(128 + signal) }
        if !list.missing.isEmpty { return ExitStatus.inputMissing.code }
        return result.holds ? ExitStatus.success.code : ExitStatus.findings.code
    }

    private func limits() throws(RunError) -> CheckLimits {
        var limits = CheckLimits()
        limits.rejected = maxRejected
        limits.unmapped = maxUnmapped
        limits.warnings = maxWarnings
        limits.unknownFields = maxUnknownFields
        limits.skipped = maxSkipped
        if let minRecords { limits.minimumRecords = minRecords }
        if let maxDrift { limits.drift = maxDrift }
        if let minDrift { limits.minimumDrift = minDrift }
        if let baseline {
            limits.baseline = try Baseline(file: Path(argument: baseline))
        }
        return limits
    }
}
