import ArgumentParser
import ByteStreams
import Conversion
import JSONRecords
import Reports
import Sophos

/// `explain INPUT`: why is this alert here, or not?
struct ExplainCommand: TeachingCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show how each record was recognised, filtered, named and mapped.",
        usage: """
            mimecast2sophos explain <input> ... [<options>]
            """,
        discussion: discussion(
            """
            Decides as convert does and publishes nothing. Shows each record's place, kind, filters, \
            name, threat, severity, id and alert; of what was rejected, the bytes around the fault.

            Exit codes: 0; 1 there is no such record; 64 wrong arguments; 65 a mapping file that is \
            not valid; 66 an input does not exist; 74 writing failed.
            """))

    static let examples = [
        Example(
            "mimecast2sophos explain clicks.json.gz --record 1042",
            "What became of the record that a message names?"),
        Example(
            "mimecast2sophos explain exports/ --outcome rejected --limit 3",
            "The first three rejected pieces."),
        Example(
            "mimecast2sophos explain clicks.ndjson --mapping mine.json --format cef",
            "What would this mapping do, and in this format?"),
    ]

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "What becomes an alert") var decisions: DecisionOptions
    @OptionGroup(title: "Alerts") var alerts: AlertOptions

    @Option(
        help: ArgumentHelp(
            "Only the piece of this number, from 1, as rejects and messages count.",
            valueName: "n"))
    var record: UInt64?

    @Option(
        help: ArgumentHelp(
            "Only pieces with this outcome.", valueName: "converted|filtered|rejected"))
    var outcome: ExplainedPiece.Outcome.Name?

    @Option(help: ArgumentHelp("Pieces to show at most.", valueName: "n"))
    var limit = 10

    func validate() throws {
        if record == 0 { throw ValidationError("--record is 0; expected a number from 1") }
        if limit < 1 { throw ValidationError("--limit is \(limit); expected a number from 1") }
    }

    func run() throws {
        let code: ExitCode
        do throws(RunError) {
            code = try explain()
        } catch {
            throw ExitStatus.failure(error)
        }
        throw code
    }

    private func explain() throws(RunError) -> ExitCode {
        let list = try input.list(beside: decisions.mappingOption.mapping, for: "explain")
        let mapping = try decisions.mapping()
        let interruption = Interruption.watching()
        var options = decisions.options
        alerts.apply(to: &options)
        let text = ExplainText(options)
        var failure: RunError?
        func show(_ lines: String) -> Bool {
            do throws(RunError) {
                try ReportFile.write(to: nil) { $0.append(utf8: lines + "\n") }
                return true
            } catch {
                failure = error
                return false
            }
        }
        let watcher = PieceWatcher(request) { show(text.text($0) + "\n") }
        let run = ExplainRun(list, options, mapping: mapping, interruption: interruption)
        try run.run(watcher) { path, damage in
            if !watcher.isDone { _ = show(Sentences.line(path, damage)) }
        }
        if let failure { throw failure }
        if let signal = interruption.signal { return ExitCode(128 + signal) }
        if let record, !watcher.sawRecord {
            Messages.tell("error: no record \(record); expected a number of one that is there")
            return ExitStatus.findings.code
        }
        if let closing = ExplainText.closing(watcher) {
            try ReportFile.write(to: nil) { $0.append(utf8: closing + "\n") }
        }
        return (list.missing.isEmpty ? ExitStatus.success : .inputMissing).code
    }

    private var request: PieceWatcher.Request {
        var request = PieceWatcher.Request()
        request.record = record
        request.outcome = outcome
        request.limit = limit
        return request
    }
}

extension ExplainedPiece.Outcome.Name: ExpressibleByArgument {}
