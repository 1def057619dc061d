internal import Accounts
import ArgumentParser
import ByteStreams
import JSONRecords
internal import Pipeline
import Reports
internal import Runs
import Sophos
import Synchronization

/// `explain INPUT…`: why is this alert here, or not?
struct ExplainCommand: TeachingCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show how records were recognised, filtered, named and mapped.",
        usage: """
            mimecast2sophos explain <input> ... [<options>]
            """,
        discussion: discussion(
            """
            Decides as convert does and publishes nothing. Each record begins with a line that \
            identifies it; then come its place, its kind, each filter's verdict, name, threat, \
            severity, id and alert, or, of what was rejected, the bytes around the fault.

            --find looks at every value of a record, whatever its case and its escapes, and decides \
            only records that hold the text, so it searches an archive about as fast as the archive \
            can be read. Messages go to standard error, the answer to standard output.

            Exit codes: 0; 1 no such record; 64 wrong arguments; 65 a mapping file that is not valid; \
            66 an input does not exist, or there is none; 74 writing failed.
            """))

    static let examples = [
        Example(
            "mimecast2sophos explain exports/ --find invoice-4711@example.org",
            "What became of this mail? A message id, an address, a URL or a subject."),
        Example(
            "mimecast2sophos explain exports/ --id 5c0f6c1e-8d1f-8b2a-9c3d-0e1f2a3b4c5d",
            "Which record did this alert come from?"),
        Example(
            "mimecast2sophos explain clicks.json.gz --record 1042",
            "What became of the record that a message names?"),
    ]

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "What becomes an alert") var decisions: DecisionOptions
    @OptionGroup(title: "Alerts") var alerts: AlertOptions
    @OptionGroup(title: "Messages") var terminal: TerminalOptions

    @Option(
        help: ArgumentHelp(
            "Only records in which this text stands: a message id, an address, a URL, a subject; in any case.",
            valueName: "text"),
        transform: { text in
            guard let sought = SoughtText(text) else {
                throw ValidationError("--find is empty; expected a text")
            }
            return sought
        })
    var find: SoughtText?

    @Option(
        help: ArgumentHelp(
            "Only the record that the alert of this id came from.", valueName: "uuid"),
        transform: { text in
            guard let id = AlertID(text: text) else {
                throw ValidationError(
                    "--id is \(TerminalText.quoted(text.utf8)); expected the id of an alert of ours, a UUID of version 8"
                )
            }
            return id
        })
    var id: AlertID?

    @Option(
        help: ArgumentHelp(
            "Only the piece of this number, from 1, as rejects and messages count.",
            valueName: "n"),
        transform: WholeNumber.fromOne)
    var record: UInt64?

    @Option(
        help: ArgumentHelp(
            "Only pieces with this outcome.", valueName: "outcome"))
    var outcome: ExplainedPiece.Outcome.Name?

    @Option(
        help: ArgumentHelp("Pieces to show at most.", valueName: "n"),
        transform: { Int(clamping: try WholeNumber.fromOne($0)) })
    var limit = 10

    @Flag(help: "Print one JSON object a record, each on a line of its own.")
    var json = false

    func run() throws {
        let code: ExitCode
        do throws(RunError) {
            code = try explain()
        } catch {
            throw ExitStatus.failure(error, terminal.style)
        }
        throw code
    }

    private func explain() throws(RunError) -> ExitCode {
        let list = try input.list(beside: decisions.mappingOption.mapping, for: "explain")
        let mapping = try decisions.mapping()
        let interruption = Interruption.watching()
        var options = decisions.options
        alerts.apply(to: &options)
        // Whoever has the alert had its category enabled when it was made.
        if id != nil, decisions.category.isEmpty { options.categories = Set(Category.allCases) }
        let display = terminal.display()
        defer { display?.clear() }
        var run = ExplainRun(list, options, mapping: mapping, interruption: interruption)
        run.jobs = decisions.threads.jobs
        if let display { run.progress = RunProgress(list) { display.update($0) } }
        let request = request
        let output = ExplainOutput(
            options, isJSON: json, answersQuestion: request.namesPieces,
            style: terminal.outputStyle, display)
        let totals = try run.run(request) { output.show($0) }
        display?.clear()
        try output.finish(totals)
        if let nothing = ExplainEnd.nothing(
            totals, request, isStopped: interruption.isRequested)
        {
            Messages.tell(nothing)
        }
        if let signal = interruption.signal { return ExitCode(128 + signal) }
        if !list.missing.isEmpty { return ExitStatus.inputMissing.code }
        return (totals.found == 0 && request.namesPieces ? ExitStatus.findings : .success).code
    }

    private var request: ExplainRequest {
        var request = ExplainRequest(limit: limit)
        request.record = record
        request.text = find
        request.id = id
        request.outcome = outcome
        return request
    }
}

/// Prints the output of `explain` as it arrives.
private final class ExplainOutput: Sendable {
    private let options: ConvertOptions
    private let isJSON: Bool
    /// Particular pieces are searched for: damage means that they may have been in the lost part, and is
    /// not an answer in itself.
    private let answersQuestion: Bool
    private let style: TerminalStyle
    private let display: ProgressDisplay?
    /// The reason nothing more can be printed.
    private let failure = Mutex<RunError?>(nil)
    private let damaged = Mutex<UInt64>(0)

    /// Damaged inputs listed in addition to an answer before the rest is only counted.
    private static let damageLimit: UInt64 = 20

    init(
        _ options: ConvertOptions, isJSON: Bool, answersQuestion: Bool, style: TerminalStyle,
        _ display: ProgressDisplay?
    ) {
        self.options = options
        self.isJSON = isJSON
        self.answersQuestion = answersQuestion
        self.style = style
        self.display = display
    }

    /// - Returns: false if the reader is gone.
    func show(_ find: ExplainRun.Find) -> Bool {
        switch find {
        case .piece(let piece):
            return print {
                if isJSON {
                    ExplainJSON.append(piece, to: &$0)
                } else {
                    $0.append(utf8: ExplainText(options, style: style).text(piece) + "\n\n")
                }
            }
        case .damage(let path, let damage):
            let line = Sentences.line(path, damage)
            if !isJSON, !answersQuestion { return print { $0.append(utf8: line + "\n") } }
            let count = damaged.withLock { count in
                count += 1
                return count
            }
            if count <= Self.damageLimit {
                display?.clear()
                Messages.tell(line)
            }
            return true
        }
    }

    /// - Throws: `write`, or an earlier failure.
    func finish(_ totals: ExplainRun.Totals) throws(RunError) {
        if let rest = ExplainEnd.rest(totals) {
            if isJSON {
                Messages.tell(rest)
            } else {
                _ = print { $0.append(utf8: rest + "\n") }
            }
        }
        let more = damaged.withLock { $0 - min($0, Self.damageLimit) }
        if more > 0 { Messages.tell("and \(more) more damaged \(more == 1 ? "input" : "inputs")") }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }

    private func print(_ text: (inout ByteBuffer) -> Void) -> Bool {
        display?.clear()
        do throws(RunError) {
            try ReportFile.write(to: nil, text)
            return true
        } catch {
            failure.withLock { $0 = error }
            return false
        }
    }
}

extension ExplainedPiece.Outcome.Name: Choice {}
