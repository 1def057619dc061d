/// Completions for fish.
enum FishCompletions {
    static func text(_ tree: CommandTree) -> String {
        let leaves = Completions.leaves(of: tree)
        var lines: [String] = []
        for command in tree.commands {
            lines.append(
                "complete -c \(tree.name) -n __\(tree.name)_first -a \(command.name) -d \(quoted(Completions.brief(command.abstract)))"
            )
            for inner in command.commands {
                lines.append(
                    "complete -c \(tree.name) -n '__\(tree.name)_is \"\(command.name) \"' -f -a \(inner.name) -d \(quoted(Completions.brief(inner.abstract)))"
                )
            }
        }
        lines.append(
            "complete -c \(tree.name) -n __\(tree.name)_first -a help -d 'Show help for a command'")
        for entry in merged(leaves) {
            let commands = entry.commands.map(quoted).joined(separator: " ")
            let condition = quoted("__\(tree.name)_is \(commands)")
            lines.append(
                "complete -c \(tree.name) -n \(condition) \(entry.words)")
        }
        return """
            # fish completion for \(tree.name)

            # The command that is typed, or meant, and a space behind one that lacks a second word.
            function __\(tree.name)_command
                set -l words (commandline -opc)
                set -l command \(tree.defaultCommand ?? "")
                if set -q words[2]
                    switch $words[2]
            \(selection(tree))
                    end
                end
                printf '%s\\n' $command
            end

            function __\(tree.name)_is
                contains -- (__\(tree.name)_command) $argv
            end

            function __\(tree.name)_first
                test (count (commandline -opc)) -eq 1
            end

            \(lines.joined(separator: "\n"))

            """
    }

    private static func selection(_ tree: CommandTree) -> String {
        let simple = tree.commands.filter(\.commands.isEmpty).map(\.name) + ["help"]
        var lines = [
            "            case \(simple.joined(separator: " "))",
            "                set command $words[2]",
        ]
        for command in tree.commands where !command.commands.isEmpty {
            lines += [
                "            case \(command.name)",
                "                set command \"\(command.name) \"",
                "                set -q words[3]; and set command \"\(command.name) $words[3]\"",
            ]
        }
        return lines.joined(separator: "\n")
    }

    /// The arguments of `complete` for each option, with all commands to which they apply.
    private static func merged(
        _ leaves: [(path: [String], command: CommandTree)]
    ) -> [(words: String, commands: [String])] {
        var entries: [(words: String, commands: [String])] = []
        for (path, command) in leaves {
            let hasFiles = command.arguments.contains { argument in
                if case .files = argument.values { argument.kind == .positional } else { false }
            }
            let all = command.arguments.filter { $0.kind != .positional }.map(words)
            for words in all + (hasFiles ? [] : ["-f"]) {
                if let index = entries.firstIndex(where: { $0.words == words }) {
                    entries[index].commands.append(path.joined(separator: " "))
                } else {
                    entries.append((words, [path.joined(separator: " ")]))
                }
            }
        }
        return entries
    }

    private static func words(_ argument: CommandTree.Argument) -> String {
        var words = argument.names.map { name in
            name.hasPrefix("--") ? "-l \(name.dropFirst(2))" : "-s \(name.dropFirst())"
        }
        if argument.kind == .option {
            switch argument.values {
            case .any: words.append("-x")
            case .files: words.append("-r -F")
            case .directories: words.append("-x -a '(__fish_complete_directories)'")
            case .words(let choices) where argument.isList:
                let list = choices.joined(separator: " ")
                words.append(
                    "-x -a \(quoted("(__fish_complete_list , \"printf '%s\\n' \(list)\")"))")
            case .words(let choices):
                words.append("-x -a \(quoted(choices.joined(separator: " ")))")
            }
        }
        words.append("-d \(quoted(Completions.brief(argument.abstract)))")
        return words.joined(separator: " ")
    }

    /// In single quotes, for fish.
    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
        return "'\(escaped)'"
    }
}
