internal import Accounts
import ByteStreams

/// Shell completions for the program.
///
/// Our own rather than the parser's, so that the default command completes like any other:
/// `mimecast2sophos exports/ --fo`.
enum Completions {
    enum Shell: String, CaseIterable {
        case bash, zsh, fish
    }

    /// A shell that is not supported.
    struct UnknownShell: Error {
        let sentence: String
    }

    private static let option = "--generate-completion-script"

    /// The script requested by a command line; nil if none is.
    ///
    /// - Parameter tree: only built for a script, because it costs more than the program's entire
    ///   start-up.
    static func script(
        wanted words: [String], of tree: @autoclosure () -> CommandTree
    ) -> Result<String, UnknownShell>? {
        let before = words.prefix { $0 != "--" }
        let joined = before.first { $0.hasPrefix(option + "=") }
        guard joined != nil || before.contains(option) else { return nil }
        let behind = before.drop { $0 != option }.dropFirst().first
        let typed = joined.map { String($0.dropFirst(option.count + 1)) } ?? behind
        let name = typed ?? currentShell
        guard let shell = Shell(rawValue: name) else {
            let known = "expected bash, zsh or fish"
            return .failure(
                UnknownShell(
                    sentence: name.isEmpty
                        ? "no shell is named; \(known)"
                        : "unknown shell \(TerminalText.quoted(name.utf8)); \(known)"))
        }
        return .success(script(for: shell, of: tree()))
    }

    /// The user's login shell.
    private static var currentShell: String {
        let path = SystemCalls.environmentValue(of: "SHELL") ?? ""
        return path.split(separator: "/").last.map(String.init) ?? ""
    }

    static func script(for shell: Shell, of tree: CommandTree) -> String {
        switch shell {
        case .bash: BashCompletions.text(tree)
        case .zsh: ZshCompletions.text(tree)
        case .fish: FishCompletions.text(tree)
        }
    }

    /// The commands that do something, each with the words that select it.
    static func leaves(of tree: CommandTree) -> [(path: [String], command: CommandTree)] {
        tree.commands.flatMap { command in
            command.commands.isEmpty
                ? [([command.name], command)]
                : leaves(of: command).map { ([command.name] + $0.path, $0.command) }
        }
    }

    /// In single quotes, for bash and zsh.
    static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }

    /// The first sentence without its full stop, because there is no room for more.
    static func brief(_ abstract: String) -> String {
        var sentence = abstract
        for end in [". ", "; ", ": ", " ("] {
            if let range = sentence.firstRange(of: end) {
                sentence = String(sentence[..<range.lowerBound])
            }
        }
        if sentence.hasSuffix(".") { sentence.removeLast() }
        return sentence
    }
}
