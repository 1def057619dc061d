/// Completions for bash, from version 3.2 on.
enum BashCompletions {
    static func text(_ tree: CommandTree) -> String {
        """
        # bash completion for \(tree.name)

        # Adds what compgen gives for the word at hand, whatever stands in it.
        __\(tree.name)_add() {
            local word
            while IFS= read -r word; do
                COMPREPLY+=("$word")
            done < <(compgen "$@" -- "$cur")
        }

        # Adds files and directories; with an argument, directories only.
        __\(tree.name)_files() {
            compopt -o filenames 2>/dev/null
            __\(tree.name)_add "${1:--f}"
        }

        # Adds words, of which several may stand in a value, with commas between them.
        __\(tree.name)_list() {
            local before='' word
            if [[ $cur == *,* ]]; then
                before=${cur%,*},
                cur=${cur##*,}
            fi
            compopt -o nospace 2>/dev/null
            while IFS= read -r word; do
                COMPREPLY+=("$before$word")
            done < <(compgen -W "$1" -- "$cur")
        }

        _\(tree.name)() {
            local cur=${COMP_WORDS[COMP_CWORD]} option='' command=\(tree.defaultCommand ?? "")
            local -i index=1 first=1
            COMPREPLY=()
        \(selection(tree))
            # Bash takes --option=value for three words.
            if [[ $cur == '=' ]]; then
                option=${COMP_WORDS[COMP_CWORD - 1]} cur=''
            elif [[ ${COMP_WORDS[COMP_CWORD - 1]} == '=' ]]; then
                option=${COMP_WORDS[COMP_CWORD - 2]}
            else
                option=${COMP_WORDS[COMP_CWORD - 1]}
            fi
            for ((index = first; index < COMP_CWORD; index++)); do
                if [[ ${COMP_WORDS[index]} == -- ]]; then
                    __\(tree.name)_files
                    return
                fi
            done
            case "$command $option" in
        \(values(tree))
            esac
            if [[ $cur == -* ]]; then
                case $command in
        \(options(tree))
                esac
                return
            fi
            case $command in
        \(positionals(tree))
            esac
            # Files stand before commands.
            if ((COMP_CWORD == 1)); then
                compopt -o nosort 2>/dev/null
                __\(tree.name)_add -W \(Completions.quoted(names(tree)))
            fi
        }

        complete -F _\(tree.name) \(tree.name)

        """
    }

    private static func names(_ tree: CommandTree) -> String {
        (tree.commands.map(\.name) + ["help"]).joined(separator: " ")
    }

    /// Finds the command selected by the first words.
    private static func selection(_ tree: CommandTree) -> String {
        let simple = tree.commands.filter(\.commands.isEmpty).map(\.name) + ["help"]
        var lines = [
            "    if ((COMP_CWORD > 1)); then",
            "        case ${COMP_WORDS[1]} in",
            "        \(simple.joined(separator: " | "))) command=${COMP_WORDS[1]} first=2 ;;",
        ]
        for command in tree.commands where !command.commands.isEmpty {
            let inner = command.commands.map(\.name)
            lines += [
                "        \(command.name))",
                "            if ((COMP_CWORD == 2)); then",
                "                __\(tree.name)_add -W \(Completions.quoted(inner.joined(separator: " ")))",
                "                return",
                "            fi",
                "            command=\"\(command.name) ${COMP_WORDS[2]}\" first=3",
                "            ;;",
            ]
        }
        return (lines + ["        esac", "    fi"]).joined(separator: "\n")
    }

    /// Completions for option values: one case per action, for all options that share it.
    private static func values(_ tree: CommandTree) -> String {
        var cases: [(action: String, patterns: [String])] = []
        for (path, command) in Completions.leaves(of: tree) {
            for argument in command.arguments where argument.kind == .option {
                let action = action(of: argument, tree)
                let patterns = argument.names.map { name in
                    Completions.quoted((path + [name]).joined(separator: " "))
                }
                if let index = cases.firstIndex(where: { $0.action == action }) {
                    cases[index].patterns += patterns
                } else {
                    cases.append((action, patterns))
                }
            }
        }
        return cases.map { entry in
            let patterns = entry.patterns.joined(separator: " | \\\n        ")
            return "    \(patterns))\n        \(entry.action)\n        return\n        ;;"
        }.joined(separator: "\n")
    }

    private static func action(of argument: CommandTree.Argument, _ tree: CommandTree) -> String {
        switch argument.values {
        case .any: ":"
        case .files: "__\(tree.name)_files"
        case .directories: "__\(tree.name)_files -d"
        case .words(let words):
            "__\(tree.name)_\(argument.isList ? "list" : "add -W") \(Completions.quoted(words.joined(separator: " ")))"
        }
    }

    private static func options(_ tree: CommandTree) -> String {
        Completions.leaves(of: tree).map { path, command in
            let names = command.optionNames.filter { $0.hasPrefix("--") }.joined(separator: " ")
            let pattern = Completions.quoted(path.joined(separator: " "))
            return
                "        \(pattern)) __\(tree.name)_add -W \(Completions.quoted(names)) ;;"
        }.joined(separator: "\n")
    }

    private static func positionals(_ tree: CommandTree) -> String {
        let paths = Completions.leaves(of: tree).filter { _, command in
            command.arguments.contains { argument in
                if case .files = argument.values { argument.kind == .positional } else { false }
            }
        }.map { Completions.quoted($0.path.joined(separator: " ")) }
        return """
                \(paths.joined(separator: " | "))) __\(tree.name)_files ;;
                help) __\(tree.name)_add -W \(Completions.quoted(names(tree))) ;;
            """
    }
}
