internal import Accounts
import ArgumentParser

/// `replay DIR/rejects --output DIR`: converts rejects again, fixed or not.
struct ReplayCommand: ConvertingCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Convert the pieces that an earlier run rejected.",
        usage: """
            mimecast2sophos replay <rejects> ... --output <dir> [<options>]
            """,
        discussion: discussion(
            """
            Reads quarantine files, or those of an output directory; their lines hold rejected pieces \
            as "raw" or "raw_base64". Mend a copy, or use a corrected mapping or a newer version. What \
            is rejected again keeps the place that it had in its input. Exit codes as for convert.
            """))

    static let examples = [
        Example(
            "mimecast2sophos replay mended/ --output replayed",
            "Converts what was rejected, copied to mended/ and mended there."),
        Example(
            "mimecast2sophos replay out --output replayed --mapping mine.json",
            "Converts all that a run rejected, with other options."),
        Example(
            "mimecast2sophos replay out/rejects/clicks.json.ndjson --dry-run",
            "Says what would become of one input's rejects."),
    ]

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "What becomes an alert") var decisions: DecisionOptions
    @OptionGroup(title: "Alerts") var alerts: AlertOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Messages") var terminal: TerminalOptions
    @OptionGroup(title: "Messages") var verbosity: VerbosityOptions

    func apply(to options: inout ConvertOptions) { options.replays = true }

    func run() throws { try convert() }
}
