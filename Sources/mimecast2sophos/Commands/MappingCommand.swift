internal import Accounts
import ArgumentParser
import ByteStreams
import JSONRecords
import Reports
internal import Runs
import Sophos

/// `mapping list | validate FILE | template`: the table from alertTypes to threats.
struct MappingCommand: TeachingCommand {
    static let configuration = CommandConfiguration(
        commandName: "mapping",
        abstract: "Show the table of threats, check a mapping file, or print one to begin with.",
        discussion: discussion(
            """
            A mapping says which threat an alertType means. The built-in one is Sophos's; a file adds \
            rows or takes the place of some (--mapping of the other commands).
            """),
        subcommands: [List.self, Validate.self, Template.self])

    static let examples = [
        Example("mimecast2sophos mapping list", "The mapping in force, as a table."),
        Example(
            "mimecast2sophos mapping template --from out > mine.json",
            "A mapping file with the names that a run did not map."),
        Example("mimecast2sophos mapping validate mine.json", "Is it valid? If not, where?"),
    ]

    /// Lists the effective mapping.
    struct List: TeachingCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Show the mapping in force.",
            discussion: discussion(
                "Exit codes: 0; 65 a mapping file that is not valid; 66 none to read."))

        static let examples = [
            Example("mimecast2sophos mapping list", "The built-in mapping, as a table."),
            Example(
                "mimecast2sophos mapping list --mapping mine.json --json",
                "The mapping in force with a file of yours, as a mapping file."),
        ]

        @OptionGroup var mapping: MappingOption

        @Flag(help: "Print it as a mapping file.")
        var json = false

        func run() throws {
            try answering {
                () throws(RunError) in
                let mapping = try mapping.threats()
                try ReportFile.write(to: nil) { text in
                    if json { return MappingText.append(mapping, to: &text) }
                    text.append(utf8: MappingTable.text(mapping))
                    text.append("\n")
                }
            }
        }
    }

    /// Validates a mapping file.
    struct Validate: TeachingCommand {
        static let configuration = CommandConfiguration(
            commandName: "validate",
            abstract: "Check a mapping file.",
            discussion: discussion(
                """
                Exit codes: 0 the file is valid; 65 it is not, and a message for each problem tells \
                line and column; 66 there is none to read.
                """))

        static let examples = [
            Example("mimecast2sophos mapping validate mine.json", "Is it valid? If not, where?")
        ]

        @Argument(
            help: ArgumentHelp("The file; - for standard input.", valueName: "file"),
            completion: .file(extensions: ["json"]))
        var file: String

        func run() throws {
            try answering {
                () throws(RunError) in
                let path = Path(argument: file)
                let effect = MappingTable.effect(of: try MappingSource.read(path))
                try ReportFile.write(to: nil) { text in
                    text.append(utf8: "\(TerminalText.path(path)): valid: \(effect)\n")
                }
            }
        }
    }

    /// Prints a file to start from.
    struct Template: TeachingCommand {
        static let configuration = CommandConfiguration(
            commandName: "template",
            abstract: "Print a mapping file to begin with.",
            discussion: discussion(
                """
                Without --from the file explains itself in comments and changes nothing. With --from it \
                has a row for each name that the run did not map, the most frequent first, with how \
                often it came and the threat that it probably means: check each before you use it. Exit \
                codes: 0; 65 a file that is no summary; 66 none to read.
                """))

        static let examples = [
            Example(
                "mimecast2sophos mapping template > mine.json", "A file that explains itself."),
            Example(
                "mimecast2sophos mapping template --from out > mine.json",
                "A row for each name that a run did not map."),
        ]

        @Option(
            help: ArgumentHelp(
                "An output directory or a summary.json whose unmapped names become rows.",
                valueName: "summary"),
            completion: .file())
        var from: String?

        func run() throws {
            try answering {
                () throws(RunError) in
                guard let from else {
                    return try ReportFile.write(to: nil) {
                        $0.append(utf8: MappingTemplate.text)
                    }
                }
                var merge = SummaryMerge()
                try merge.add(Path(argument: from))
                let names = MappingTemplate.unmapped(in: merge.summary)
                try ReportFile.write(to: nil) { MappingTemplate.append(names, to: &$0) }
                for line in Sentences.lines(ofTemplate: names) { Messages.tell(line) }
            }
        }
    }
}
