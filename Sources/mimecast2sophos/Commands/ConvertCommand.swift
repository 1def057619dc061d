internal import Accounts
import ArgumentParser
internal import Runs

/// `convert INPUT… --output DIR`: the main command.
struct ConvertCommand: ConvertingCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Convert exported logs to alerts, rejects and a summary.",
        usage: """
            mimecast2sophos [convert] <input> ... --output <dir> [<options>]
            mimecast2sophos [convert] --files-from <file> --output <dir> [<options>]
            """,
        discussion: discussion(
            """
            Exit codes: 0 everything was converted or filtered; 1 something that this run read was \
            rejected or damaged; 64 wrong arguments; 65 a mapping or a manifest that is not valid; 66 \
            an input does not exist, or there is none at all; 73 the output cannot be made, would \
            overwrite, or is an input; 74 reading or writing failed; 75 another run holds the directory; 130 and 143 \
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
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Messages") var terminal: TerminalOptions
    @OptionGroup(title: "Messages") var verbosity: VerbosityOptions

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

    func apply(to options: inout ConvertOptions) { options.shard = shard }

    func part(of list: InputList) -> InputList { shard.map(list.part) ?? list }

    func run() throws { try convert() }
}
