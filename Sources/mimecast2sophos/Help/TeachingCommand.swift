internal import ArgumentParser

/// A command with usage examples: `-h` prints its examples and the names of its options, `--help`
/// everything.
protocol TeachingCommand: ParsableCommand {
    /// The most useful first; people remember about three.
    static var examples: [Example] { get }
}

extension TeachingCommand {
    /// The text below the first sentence of `--help`: examples, then details.
    static func discussion(_ details: String) -> String {
        "EXAMPLES:\n" + exampleLines + "\n\n" + details
    }

    /// The output of `-h`: one screen.
    ///
    /// - Parameters:
    ///   - path: the program, and the words that select the command.
    ///   - tree: the command.
    static func shortHelp(path: [String], _ tree: CommandTree) -> String {
        let name = path.joined(separator: " ")
        var text = "\(configuration.abstract)\n\n"
        if let usage = configuration.usage {
            text += "Usage: " + usage.replacing("\n", with: "\n       ") + "\n\n"
        }
        text += "\(exampleLines)\n\n"
        if !tree.commands.isEmpty {
            text += "Commands: \(tree.commands.map(\.name).joined(separator: ", "))\n"
            text += "Run '\(name) COMMAND -h' to see how each is used.\n"
        }
        let options = optionLines(tree)
        if !options.isEmpty { text += options.joined(separator: "\n") + "\n" }
        return text + "Run '\(name) --help' for details."
    }

    private static var exampleLines: String {
        examples.map { "  \($0.command)\n      \($0.purpose)" }.joined(separator: "\n")
    }

    /// `Output: -o, --output; --compress; …`, one paragraph per heading.
    private static func optionLines(_ tree: CommandTree) -> [String] {
        var sections: [(title: String, options: [String])] = []
        for argument in tree.arguments where argument.kind != .positional {
            let title = argument.section.isEmpty ? "Options" : argument.section
            let names = argument.names.joined(separator: ", ")
            if let index = sections.firstIndex(where: { $0.title == title }) {
                sections[index].options.append(names)
            } else {
                sections.append((title, [names]))
            }
        }
        return sections.flatMap { section in
            lines(of: section.options, behind: section.title + ": ")
        }
    }

    /// As many words per line as fit, separated by semicolons.
    private static func lines(of words: [String], behind head: String) -> [String] {
        var lines = [head]
        for (number, word) in words.enumerated() {
            let text = word + (number == words.count - 1 ? "" : "; ")
            let isBegun = lines.count > 1 || lines[0].utf8.count > head.utf8.count
            if isBegun, lines[lines.count - 1].utf8.count + text.utf8.count > 80 {
                lines.append("    ")
            }
            lines[lines.count - 1] += text
        }
        return lines.map { line in
            var line = line
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }
}

/// One example: what to type, and what it does.
struct Example {
    /// The shell words that a user types.
    let command: String
    let purpose: String

    init(_ command: String, _ purpose: String) {
        self.command = command
        self.purpose = purpose
    }
}
