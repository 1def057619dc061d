/// Completions for zsh.
enum ZshCompletions {
    static func text(_ tree: CommandTree) -> String {
        """
        #compdef \(tree.name)

        _\(tree.name)() {
            local command=\(tree.defaultCommand ?? "")
            local -a commands=(
        \(described(tree.commands, indent: 8))
                'help:Show help for a command'
            )
            # Files stand before commands.
            if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
                _files -J files
                _describe -t commands command commands -J commands
                return
            fi
            case $words[2] in
        \(selection(tree))
            esac
            case $command in
        \(Completions.leaves(of: tree).map(arguments).joined(separator: "\n"))
            help) _describe -t commands command commands ;;
            esac
        }

        _\(tree.name) "$@"

        """
    }

    private static func described(_ commands: [CommandTree], indent: Int) -> String {
        commands.map { command in
            let text = "\(command.name):\(Completions.brief(command.abstract))"
            return String(repeating: " ", count: indent) + Completions.quoted(text)
        }.joined(separator: "\n")
    }

    /// Finds the command selected by the first words; `_arguments` sees the line from there on.
    private static func selection(_ tree: CommandTree) -> String {
        let simple = tree.commands.filter(\.commands.isEmpty).map(\.name) + ["help"]
        var lines = [
            "    \(simple.joined(separator: "|")))",
            "        command=$words[2]",
            "        shift words",
            "        ((CURRENT--))",
            "        ;;",
        ]
        for command in tree.commands where !command.commands.isEmpty {
            lines += [
                "    \(command.name))",
                "        local -a inner=(",
                described(command.commands, indent: 12),
                "        )",
                "        if ((CURRENT == 3)); then",
                "            _describe -t commands command inner",
                "            return",
                "        fi",
                "        command=\"\(command.name) $words[3]\"",
                "        shift 2 words",
                "        ((CURRENT -= 2))",
                "        ;;",
            ]
        }
        return lines.joined(separator: "\n")
    }

    private static func arguments(_ path: [String], _ command: CommandTree) -> String {
        let specs = command.arguments.flatMap(specs).map { "            \($0)" }
        let pattern = Completions.quoted(path.joined(separator: " "))
        return "    \(pattern))\n        _arguments -s -S \\\n"
            + specs.joined(separator: " \\\n") + "\n        ;;"
    }

    /// The specifications of an argument for `_arguments`.
    private static func specs(_ argument: CommandTree.Argument) -> [String] {
        let action = action(of: argument)
        if argument.kind == .positional {
            let number = argument.isRepeating ? "*" : ""
            return [Completions.quoted("\(number):\(escaped(argument.valueName)):\(action)")]
        }
        let text = escaped(Completions.brief(argument.abstract))
        let value =
            argument.kind == .option ? ":\(escaped(argument.valueName)):\(action)" : ""
        return argument.names.map { name in
            // A non-repeating option excludes itself under all its names.
            let others = argument.isRepeating ? "*" : "(\(argument.names.joined(separator: " ")))"
            let joint = argument.kind == .flag ? "" : name.hasPrefix("--") ? "=" : "+"
            return Completions.quoted("\(others)\(name)\(joint)[\(text)]\(value)")
        }
    }

    private static func action(of argument: CommandTree.Argument) -> String {
        switch argument.values {
        case .any: argument.kind == .option ? " " : "_default"
        case .files: "_files"
        case .directories: "_files -/"
        case .words(let words) where argument.isList:
            "_values -s , value \(words.joined(separator: " "))"
        case .words(let words): "(\(words.joined(separator: " ")))"
        }
    }

    /// Text escaped so that it cannot end a part of a specification.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "[]:\\".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
