internal import Accounts
import ArgumentParser
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
        let path = path(in: words.filter { !$0.hasPrefix("-") })
        let shown = path.last as? any TeachingCommand.Type ?? root
        let names = path.map(Self.name)
        return shown.shortHelp(
            path: [Self.name(root)] + names,
            CommandTree(root).command(at: names) ?? CommandTree(root))
    }

    /// A command that was probably meant by the first word, when there is no input of that name.
    ///
    /// - Parameter exists: whether a word is the path of something.
    func mistypedCommand(exists: (String) -> Bool) -> String? {
        guard let word = words.first, !word.hasPrefix("-") else { return nil }
        let names = Self.subcommands(of: root).map { Self.name($0) } + ["help"]
        guard !names.contains(word), let name = NearestWord.of(word, among: names), !exists(word)
        else { return nil }
        return "unknown command \(TerminalText.quoted(word.utf8)); did you mean \"\(name)\"?"
    }

    /// An option that the command does not have: said when parsing failed, because what is missing may
    /// be what was mistyped.
    var mistypedOption: String? {
        let tree = CommandTree(root)
        let command = tree.command(at: commandPath) ?? tree
        let names = command.optionNames + tree.optionNames
        for word in words.prefix(while: { $0 != "--" }) where word.utf8.count > 2 {
            let option = String(word.prefix { $0 != "=" })
            if names.contains(option) || option == "--help" { continue }
            let meant = MeantOption.of(option, among: names)
            if !option.hasPrefix("--") {
                // One dash: a letter, perhaps with its value, or all of a name.
                guard option.hasPrefix("-"), let meant,
                    NearestWord.folded(option) == NearestWord.folded(meant)
                else { continue }
            }
            let hint = meant.map { "; did you mean \"\($0)\"?" }
            return "unknown option \(TerminalText.quoted(option.utf8))" + (hint ?? "")
        }
        return nil
    }

    /// The command that the words choose.
    var command: any ParsableCommand.Type {
        let command = path(in: words).last ?? root
        return command.configuration.defaultSubcommand ?? command
    }

    /// Its name, behind the names of those that it belongs to.
    private var commandPath: [String] {
        let path = path(in: words)
        if path.isEmpty, let command = root.configuration.defaultSubcommand {
            return [Self.name(command)]
        }
        return path.map(Self.name)
    }

    /// The commands that the first of some words choose, without the root.
    private func path(in words: [String]) -> [any ParsableCommand.Type] {
        var path: [any ParsableCommand.Type] = []
        for word in words {
            let commands = Self.subcommands(of: path.last ?? root)
            guard let next = commands.first(where: { Self.name($0) == word }) else { break }
            path.append(next)
        }
        return path
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
