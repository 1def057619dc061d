internal import Accounts
import ArgumentParser
import JSONRecords

/// Detects requests for short help before arguments are parsed, and mistyped commands and options when
/// parsing fails.
struct HelpRequest {
    private let root: any TeachingCommand.Type
    private let words: [String]

    /// - Parameter words: the command line without the program's name.
    init(_ root: any TeachingCommand.Type, _ words: [String]) {
        self.root = root
        self.words = words
    }

    /// The short help; nil if there is no `-h`.
    var shortHelp: String? {
        // After `--` there are only names of inputs.
        guard words.prefix(while: { $0 != "--" }).contains("-h") else { return nil }
        let path = path(in: words.filter { !$0.hasPrefix("-") })
        let shown = path.last as? any TeachingCommand.Type ?? root
        let names = path.map(Self.name)
        return shown.shortHelp(
            path: [Self.name(root)] + names,
            CommandTree(root).command(at: names) ?? CommandTree(root))
    }

    /// The command that was probably meant by the first word, if there is no input with that name.
    ///
    /// - Parameter exists: whether a word is an existing path.
    func mistypedCommand(exists: (String) -> Bool) -> String? {
        guard let word = words.first, !word.hasPrefix("-") else { return nil }
        let names = Self.subcommands(of: root).map { Self.name($0) } + ["help"]
        guard !names.contains(word), let name = NearestWord.of(word, among: names), !exists(word)
        else { return nil }
        return "unknown command \(TerminalText.quoted(word.utf8)); did you mean \"\(name)\"?"
    }

    /// An option that the command does not have. Reported when parsing failed, because a missing
    /// argument may have been mistyped.
    var mistypedOption: String? {
        let tree = CommandTree(root)
        let command = tree.command(at: commandPath) ?? tree
        let names = command.optionNames + tree.optionNames
        for word in words.prefix(while: { $0 != "--" }) where word.utf8.count > 2 {
            let option = String(word.prefix { $0 != "=" })
            if names.contains(option) || option == "--help" { continue }
            let meant = MeantOption.of(option, among: names)
            if !option.hasPrefix("--") {
                // One dash: a letter, possibly with its value, or an entire name.
                guard option.hasPrefix("-"), let meant,
                    NearestWord.folded(option) == NearestWord.folded(meant)
                else { continue }
            }
            let hint = meant.map { "; did you mean \"\($0)\"?" }
            return "unknown option \(TerminalText.quoted(option.utf8))" + (hint ?? "")
        }
        return nil
    }

    /// The command selected by the words.
    var command: any ParsableCommand.Type {
        let command = path(in: words).last ?? root
        return command.configuration.defaultSubcommand ?? command
    }

    /// Its name, preceded by those of its parents.
    private var commandPath: [String] {
        let path = path(in: words)
        if path.isEmpty, let command = root.configuration.defaultSubcommand {
            return [Self.name(command)]
        }
        return path.map(Self.name)
    }

    /// The commands selected by the leading words, without the root.
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
