internal import Accounts
import ArgumentParser
import ByteStreams
internal import Pipeline
import Reports
internal import Runs
import Sophos

/// One run of a converting command, from the list of inputs to the last line on standard error.
struct ConvertJob {
    let list: InputList
    /// The part of the list to convert.
    let inputs: InputList
    let options: ConvertOptions
    let mapping: ThreatMapping
    let output: OutputOptions
    let terminal: TerminalOptions
    /// See `DecisionOptions.threads`.
    let threads: (jobs: Int, publishers: Int)
    let verbosity: VerbosityOptions

    /// - Returns: the exit code.
    func run() -> ExitCode {
        do throws(RunError) {
            return try convert()
        } catch {
            if case .outputClosed = error, !list.missing.isEmpty {
                return ExitStatus.inputMissing.code
            }
            let code = ExitStatus.failure(error, terminal.style)
            // A failure in the middle leaves a run that can be resumed.
            switch error {
            case .write, .unbalanced: output.directory.map(ResumeCommand.tell)
            default: break
            }
            return code
        }
    }

    private func convert() throws(RunError) -> ExitCode {
        let interruption = Interruption.watching()
        var run = ConvertRun(
            inputs, to: output.destination, options, mapping: mapping, interruption: interruption)
        output.apply(to: &run)
        (run.jobs, run.publishers) = threads
        let topPeople = output.topPeople ?? 0
        run.page = { SummaryPage.append($0, topPeople: topPeople, to: &$1) }
        run.arguments = CommandLine.arguments
        let (isQuiet, isVerbose) = (verbosity.quiet, verbosity.verbose)
        run.onEdited = { edited in
            if isQuiet { return }
            for line in Sentences.lines(edited) { Messages.tell(line) }
        }
        let streams = output.destination == .standardOutput && !output.dryRun
        let display = terminal.display(
            isQuiet: isQuiet, isAmongAlerts: streams && StandardOutput.isTerminal)
        let started = SystemCalls.uptime()
        if let display { run.progress = RunProgress(inputs) { display.update($0) } }
        defer { display?.clear() }
        let result = try run.run { file in
            guard isVerbose else { return }
            display?.clear()
            Messages.tell(ClosingTable.line(FileLine(file)))
        }
        display?.clear()
        if !isQuiet {
            var table = ClosingTable(style: terminal.style, isVerbose: isVerbose, places: places)
            table.elapsed = SystemCalls.uptime() - started
            // A table would hide the alerts, or appear in the middle of another program's output.
            Messages.tell(streams && !isVerbose ? table.brief(result) : table.text(result))
        }
        // Missing inputs may still arrive.
        if result.isInterrupted || !list.missing.isEmpty {
            output.directory.map(ResumeCommand.tell)
        }
        return ExitStatus.code(
            of: result, missing: !list.missing.isEmpty, signal: interruption.signal)
    }

    private var places: OutputPlaces {
        var places = OutputPlaces(summaryFile: output.summaryFile)
        places.commands = Program.commandNames
        places.directory = output.directory
        places.decisions = DecisionWords.words(
            of: CommandLine.arguments.map { Path(argument: $0).bytes })
        // A replayed piece has the location of its original, which this run does not read.
        if !options.replays {
            let list = list.inputs
            places.opened = { name in
                list.first { $0.relative == name && !$0.isStandardInput }?.path
            }
        }
        return places
    }
}
