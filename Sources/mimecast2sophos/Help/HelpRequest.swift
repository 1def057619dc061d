import ArgumentParser
import Conversion
import JSONRecords

/// Words of a command line that ask for short help, or are nearly a command or an option: what is
/// looked at before arguments are parsed, and what is said when that fails.
struct HelpRequest {
    private let root: any TeachingCommand.Type
    private let words: [String]

    /// - Parameter words: the command line without the program's name.
    init(_ root: any TeachingCommand.Type, _ words: [String]) {
        self.root = root
        self.words = words
    }

    /// The text that `-h` asks for; nil when nobody asks.
    var shortHelp: String? {
        // Behind `--` stand names of inputs.
        guard words.prefix(while: { $0 != "--" }).contains("-h") else { return nil }
        let typed = words.first { !$0.hasPrefix("-") }
        let command = Self.subcommands(of: root).first { Self.name($0) == typed }
        let path = [Self.name(root)] + (command.map { [Self.name($0)] } ?? [])
        let shown = command as? any TeachingCommand.Type ?? root
        return shown.shortHelp(
            path: path, commands: Self.subcommands(of: shown).map { Self.name($0) })
    }

    /// A command that was probably meant by the first word, when there is no input of that name.
    ///
    /// - Parameter exists: whether a word is the path of something.
    func mistypedCommand(exists: (String) -> Bool) -> String? {
        guard let word = words.first, !word.hasPrefix("-") else { return nil }
        let names = Self.subcommands(of: root).map { Self.name($0) } + ["help"]
        guard !names.contains(word), let name = NearestWord.of(word, among: names),
            !exists(word)
        else { return nil }
        return "unknown command \(TerminalText.quoted(word.utf8)); did you mean \"\(name)\"?"
    }

    /// An option that no command line of this command has: said when parsing failed, because what
    /// is missing may be what was mistyped.
    ///
    /// - Parameter help: the command's whole help, where all its options stand.
    func mistypedOption(help: String) -> String? {
        let names = Self.options(in: help)
        for word in words.prefix(while: { $0 != "--" }) where word.hasPrefix("--") {
            let option = String(word.prefix { $0 != "=" })
            if names.contains(option) || option == "--help" { continue }
            let hint = NearestWord.of(option, among: names).map { "; did you mean \"\($0)\"?" }
            return "unknown option \(TerminalText.quoted(option.utf8))" + (hint ?? "")
        }
        return nil
    }

    /// The command that the words choose.
    var command: any ParsableCommand.Type {
        var command: any ParsableCommand.Type = root
        for word in words {
            let commands = Self.subcommands(of: command)
            guard let next = commands.first(where: { Self.name($0) == word }) else { break }
            command = next
        }
        return command.configuration.defaultSubcommand ?? command
    }

    private static func options(in help: String) -> [String] {
        help.split { !($0.isLetter || $0.isNumber || $0 == "-") }.map(String.init)
            .filter { $0.hasPrefix("--") && $0.count > 2 }
    }

    private static func subcommands(of command: any ParsableCommand.Type)
        -> [any ParsableCommand.Type]
    {
        command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    }

    private static func name(_ command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? ""
    }
}
