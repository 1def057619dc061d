import ArgumentParser
import ByteStreams
import Conversion
import JSONRecords
import Reports
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
        Example("mimecast2sophos mapping template > mine.json", "A mapping file to begin with."),
        Example("mimecast2sophos mapping validate mine.json", "Is it valid? If not, where?"),
    ]

    /// Which mapping is in force.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Show the mapping in force.",
            discussion: "Exit codes: 0; 65 a mapping file that is not valid; 66 none to read.")

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

    /// Is this file a mapping?
    struct Validate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "validate",
            abstract: "Check a mapping file.",
            discussion: """
                Exit codes: 0 the file is valid; 65 it is not, and the message tells line and column; \
                66 there is none to read.
                """)

        @Argument(help: ArgumentHelp("The file; - for standard input.", valueName: "file"))
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

    /// A file to begin with.
    struct Template: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "template",
            abstract: "Print a mapping file that explains itself.")

        func run() throws {
            try answering { () throws(RunError) in
                try ReportFile.write(to: nil) { $0.append(utf8: MappingTemplate.text) }
            }
        }
    }
}
