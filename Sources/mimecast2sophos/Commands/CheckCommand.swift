import ArgumentParser
import ByteStreams
import Conversion
import Glibc
import JSONRecords
import Reports
import Sophos

/// `check INPUT…`: is this export whole, in the expected format, and what we are used to?
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
            Reads, filters and maps as convert does. Exit codes: 0 every limit holds and no input is \
            damaged; 1 a limit fell; the others as for convert.
            """))

    static let examples = [
        Example(
            "mimecast2sophos check exports/",
            "Fails when a record is rejected or an input is damaged."),
        Example(
            "mimecast2sophos check exports/ --baseline may/summary.json --max-drift 30%",
            "Fails when a category or an alertType comes far more or less often."),
        Example(
            "mimecast2sophos check exports/ --report junit=report.xml --report github",
            "Reports for a CI server."),
    ]

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "What becomes an alert") var decisions: DecisionOptions
    @OptionGroup(title: "Messages") var terminal: TerminalOptions

    @Option(
        help: ArgumentHelp(
            "Rejected pieces to tolerate: a number, or a share of all pieces.", valueName: "n|p%"))
    var maxRejected = Budget.count(0)

    @Option(
        help: ArgumentHelp(
            "Alerts to tolerate whose name no row of the mapping meets: a number, or a share of the alerts. Default: any.",
            valueName: "n|p%"))
    var maxUnmapped: Budget?

    @Option(help: ArgumentHelp("Warnings to tolerate. Default: any.", valueName: "n|p%"))
    var maxWarnings: Budget?

    @Option(help: ArgumentHelp("Pieces that must be there at least.", valueName: "n"))
    var minRecords: UInt64?

    @Option(
        help: ArgumentHelp(
            "The summary.json of an export that was as it should be.", valueName: "file"),
        completion: .file())
    var baseline: String?

    @Option(
        help: ArgumentHelp(
            "How far a category or an alertType may be from the baseline, of its count there. Default: 20%.",
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
            "A report: text, json, junit, sarif or github, on standard output or into a file (may be repeated; on standard output one, or text and github). Default: text.",
            valueName: "format[=file]"))
    var report: [ReportRequest] = []

    func validate() throws {
        if maxDrift != nil, baseline == nil {
            throw ValidationError("--max-drift needs --baseline")
        }
        let files = report.compactMap(\.path)
        if let file = files.first(where: { file in files.count { $0 == file } > 1 }) {
            throw ValidationError(
                "two reports go to \(TerminalText.path(file)); expected a file for each")
        }
        // Two documents are none. Annotations are lines that CI servers find among others in the log.
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
        // Not only when everything was read.
        for file in report.compactMap(\.path) { try ByteBuffer.checkPlace(file) }
        let limits = try self.limits()
        let interruption = Interruption.watching()
        var options = decisions.options
        // One report lists all; the others are content with what SARIF takes.
        options.notesKept =
            report.contains { $0.format == .json } ? .max : CheckReport.mostListed
        var run = ConvertRun(
            list, to: .nowhere, options, mapping: mapping, interruption: interruption)
        run.jobs = decisions.threads.jobs
        let display = terminal.display()
        if let display { run.progress = RunProgress(list) { display.update($0) } }
        defer { display?.clear() }
        let (summary, files) = try run.collecting()
        display?.clear()
        let result = CheckResult(summary, files, limits)
        for request in report.isEmpty ? [ReportRequest(format: .text)] : report {
            try request.write(result)
        }
        // Where nobody asked for text, people still want the one line that tells how it went.
        if !report.isEmpty, !report.contains(where: { $0.format == .text }) {
            Messages.tell(CheckReport.verdict(result))
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
        limits.minimumRecords = minRecords
        if let maxDrift { limits.drift = maxDrift }
        if let baseline {
            limits.baseline = try Baseline(file: Path(argument: baseline))
        }
        return limits
    }
}
