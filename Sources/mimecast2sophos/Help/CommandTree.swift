import ArgumentParser
import JSONRecords

/// The program's commands and their options, as described by the parser itself. Short help, suggestions
/// and completions are generated from it, so none of them can miss an option.
struct CommandTree {
    struct Argument {
        enum Kind: String {
            case positional, option, flag
        }

        /// The possible values.
        enum Values {
            case any
            case files(extensions: [String])
            case directories
            case words([String])
        }

        var kind: Kind
        /// `-o` and `--output`; empty for a positional argument.
        var names: [String]
        /// The value's name in help: `dir`; `name,...` if it may be a list.
        var valueName: String
        var values: Values
        /// One sentence or more.
        var abstract: String
        /// Its heading in help; empty for none.
        var section: String
        var isRepeating: Bool

        /// Whether a value may be a comma-separated list.
        var isList: Bool { valueName.hasSuffix(",...") }
    }

    var name: String
    var abstract: String
    var arguments: [Argument]
    /// Without `help`.
    var commands: [CommandTree]
    /// The default command.
    var defaultCommand: String?

    /// All names of options and flags.
    var optionNames: [String] { arguments.flatMap(\.names) }

    /// The command at `path`, relative to this one; nil for none.
    func command(at path: some Sequence<String>) -> CommandTree? {
        path.reduce(self) { tree, name in tree?.commands.first { $0.name == name } }
    }

    init(_ root: any ParsableCommand.Type) {
        do {
            let document = try JSONDocument<Never>(Array(root._dumpHelp().utf8))
            guard let command = document.root["command"] else {
                preconditionFailure("the parser describes a command")
            }
            self.init(command)
        } catch {
            preconditionFailure("the parser describes itself as JSON: \(error)")
        }
    }

    private init(_ node: JSONNode) {
        name = node["commandName"]?.text ?? ""
        abstract = node["abstract"]?.text ?? ""
        defaultCommand = node["defaultSubcommand"]?.text
        arguments = (node["arguments"]?.elements ?? []).filter {
            $0["shouldDisplay"]?.isTrue == true
        }.map(Argument.init)
        commands = (node["subcommands"]?.elements ?? []).filter {
            $0["shouldDisplay"]?.isTrue == true && $0["commandName"]?.text != "help"
        }.map(CommandTree.init)
    }
}

extension CommandTree.Argument {
    fileprivate init(_ node: JSONNode) {
        kind = node["kind"]?.text.flatMap(Kind.init) ?? .flag
        names = (node["names"]?.elements ?? []).map { name in
            (name["kind"]?.text == "short" ? "-" : "--") + (name["name"]?.text ?? "")
        }.sorted { $0.utf8.count < $1.utf8.count }
        valueName = node["valueName"]?.text ?? ""
        abstract = node["abstract"]?.text ?? ""
        section = node["sectionTitle"]?.text ?? ""
        isRepeating = node["isRepeating"]?.isTrue == true
        let completion = node["completionKind"]
        if let file = completion?["file"] {
            values = .files(extensions: (file["extensions"]?.elements ?? []).compactMap(\.text))
        } else if completion?["directory"] != nil {
            values = .directories
        } else {
            let list = node["allValues"] ?? completion?["list"]?["values"]
            let words = (list?.elements ?? []).compactMap(\.text)
            values = words.isEmpty ? .any : .words(words)
        }
    }
}

extension JSONNode {
    fileprivate subscript(key: String) -> JSONNode? {
        guard case .object(let members) = value else { return nil }
        return members.first { $0.key == key }?.node
    }

    fileprivate var elements: [JSONNode]? {
        if case .array(let elements) = value { elements } else { nil }
    }

    fileprivate var text: String? {
        if case .string(let text) = value { text } else { nil }
    }

    fileprivate var isTrue: Bool {
        if case .boolean(let value) = value { value } else { false }
    }
}
