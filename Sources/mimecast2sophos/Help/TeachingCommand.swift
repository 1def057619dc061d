import ArgumentParser

/// A command that shows how it is used: `-h` prints its examples, `--help` everything.
protocol TeachingCommand: ParsableCommand {
    /// The most useful first; three fit in a head.
    static var examples: [Example] { get }
}

extension TeachingCommand {
    /// What stands below the first sentence of `--help`: examples, then details.
    static func discussion(_ details: String) -> String {
        "EXAMPLES:\n" + exampleLines + "\n\n" + details
    }

    /// What `-h` prints: one screen.
    static func shortHelp(path: [String], commands: [String]) -> String {
        let name = path.joined(separator: " ")
        var text = "\(configuration.abstract)\n\n\(exampleLines)\n\n"
        if !commands.isEmpty {
            text += "Commands: \(commands.joined(separator: ", ")).\n"
            text += "'\(name) COMMAND -h' shows how each is used.\n"
        }
        return text + "'\(name) --help' tells all."
    }

    private static var exampleLines: String {
        examples.map { "  \($0.command)\n      \($0.purpose)" }.joined(separator: "\n")
    }
}
