internal import Accounts
import ArgumentParser
import ByteStreams

/// The command line. Commands throw errors; ``ExitStatus`` turns them into messages and exit codes.
@main
struct Program: TeachingCommand {
    static let configuration = CommandConfiguration(
        commandName: Product.name,
        abstract: "Convert exported Mimecast Email Security logs to Sophos-format alerts.",
        usage: """
            mimecast2sophos <input> ... --output <dir> [<options>]
            mimecast2sophos <command> ...
            """,
        discussion: discussion(
            """
            Reads API pages, NDJSON and gzipped NDJSON from disk and writes normalized alerts, a \
            quarantine of everything that could not be used, and a summary. Works offline. \
            '--generate-completion-script bash' (or zsh, fish) prints what completes its lines in a \
            shell.
            """),
        version: "\(Product.name) \(Product.version) (gzip: \(GzipDecoder.preferred))",
        subcommands: [
            ConvertCommand.self, CheckCommand.self, ExplainCommand.self, ReplayCommand.self,
            MappingCommand.self, SummarizeCommand.self,
        ],
        defaultSubcommand: ConvertCommand.self,
        // -h is ours: it prints the short help.
        helpNames: .long)

    static let examples = [
        Example(
            "mimecast2sophos exports/ --output alerts-2024",
            "Converts all logs below exports/; rejects and a summary are next to them."),
        Example(
            "mimecast2sophos check exports/ --max-rejected 1%",
            "Is the export complete and as expected? Publishes nothing."),
        Example(
            "mimecast2sophos - --output - < clicks.json.gz > alerts.ndjson",
            "From standard input to standard output."),
    ]

    /// The names of the commands.
    static var commandNames: Set<String> {
        Set(configuration.subcommands.compactMap { $0.configuration.commandName })
    }

    /// The memory that one worker needs. With less, Swift would end the process by a signal.
    private static let leastMemoryBytes = 16 << 20

    static func main() {
        ProcessPreparation.occupyStandardDescriptors()
        ProcessPreparation.ignoreWriteSignals()
        guard SystemCalls.hasRoom(for: leastMemoryBytes) else {
            exit(withError: ExitStatus.failure(.outOfMemory(bytes: leastMemoryBytes)))
        }
        let words = Self.words(CommandLine.arguments.dropFirst())
        let request = HelpRequest(Self.self, words)
        if let help = request.shortHelp {
            print(help)
            return
        }
        if let script = Completions.script(wanted: words, of: CommandTree(Self.self)) {
            switch script {
            case .success(let text): return print(text, terminator: "")
            case .failure(let error): refuse(error.sentence, usage: usageString())
            }
        }
        let command = request.command
        let mistyped = request.mistypedCommand { FileStatus.isTaken(Path(argument: $0)) }
        if let mistyped { refuse(mistyped, usage: usageString()) }
        do {
            var parsed = try parseAsRoot(words)
            try parsed.run()
        } catch {
            if exitCode(for: error) == .validationFailure,
                let mistyped = request.mistypedOption
            {
                refuse(mistyped, usage: usageString(for: command))
            }
            tell(error)
            exit(withError: exitCode(for: error))
        }
    }

    /// `-o-` is `-o -`, as in other programs; the parser does not accept a dash as a value directly
    /// after a letter.
    private static func words(_ arguments: some Sequence<String>) -> [String] {
        var isName = false
        return arguments.flatMap { word in
            if word == "--" { isName = true }
            return word == "-o-" && !isName ? ["-o", "-"] : [word]
        }
    }

    /// Exits as for wrong arguments, in ArgumentParser's format.
    private static func refuse(_ mistyped: String, usage: String) -> Never {
        let lines = usage.split(separator: "\n").map { line in line.drop { $0 == " " } }
        let usage = lines.joined(separator: "\n       ")
        Messages.tell(escaped("Error: \(mistyped)\nUsage: \(usage)"))
        exit(withError: ExitStatus.usage.code)
    }

    private static func tell(_ error: any Error) {
        let message = fullMessage(for: error)
        if message.isEmpty { return }  // the command has already printed its message
        if exitCode(for: error) == .success {
            print(message)  // help, version and completions contain only our own text
        } else {
            Messages.tell(escaped(message))
        }
    }

    /// Messages quote words of the command line, which a shell may have expanded from file names chosen
    /// by a stranger: only line ends reach the terminal unescaped.
    private static func escaped(_ message: String) -> String {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { TerminalText.escaped($0.utf8) }.joined(separator: "\n")
    }
}
