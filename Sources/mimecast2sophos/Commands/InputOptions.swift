internal import Accounts
import ArgumentParser
import ByteStreams
internal import Runs

/// The inputs of a command.
struct InputOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Files, directories (walked for names ending in .json, .ndjson, .jsonl or .log, each also .gz), or - for standard input.",
            valueName: "input"), completion: .file())
    var inputs: [String] = []

    @Option(
        help: ArgumentHelp(
            "In directories, read the files that a pattern such as '*.txt' or 'click*/**' matches, instead of the names above (may be repeated).",
            valueName: "glob"),
        transform: { text in
            guard let glob = Glob(text) else {
                throw ValidationError("expected a pattern such as '*.txt', with each [ closed")
            }
            return glob
        })
    var include: [Glob] = []

    @Option(
        help: ArgumentHelp(
            "Read more inputs from a file, one a line (-: standard input; may be repeated).",
            valueName: "file"),
        completion: .file())
    var filesFrom: [String] = []

    @Flag(help: "The names in --files-from end with NUL instead of a line end.")
    var null = false

    @Option(
        help: ArgumentHelp(
            "Names of inputs in the output are relative to this directory, which must hold all of them. Default: relative to each INPUT.",
            valueName: "dir"), completion: .directory)
    var root: String?

    func validate() throws {
        if inputs.isEmpty, filesFrom.isEmpty {
            throw ValidationError(
                StandardInput.isPiped
                    ? "no input is named; standard input is piped: name it as -"
                    : "no input is named; expected files or directories, or - for standard input")
        }
        if root?.isEmpty == true {
            throw ValidationError("--root is empty; expected a directory")
        }
        if filesFrom.count(where: { $0 == "-" }) > 1 {
            throw ValidationError(
                "--files-from - is given twice; expected standard input at most once")
        }
        if null, filesFrom.isEmpty { throw ValidationError("--null needs --files-from") }
    }

    /// All inputs, in order.
    /// - Parameters:
    ///   - files: other files that are read, if any, as arguments.
    ///   - areQuarantine: see `InputList`.
    ///   - command: the reading command, for messages; nil for `convert`.
    /// - Throws: what listing them throws; an unreadable list counts as a missing input; `noInput`;
    ///   `standardInputIsTaken` before anything is read from it, so call this before reading the other
    ///   files.
    func list(
        beside files: String?..., areQuarantine: Bool = false, for command: String? = nil
    ) throws(RunError) -> InputList {
        let read = filesFrom + files.compactMap(\.self)
        let taken = read.count { $0 == "-" }
        if taken > 1 || (taken == 1 && inputs.contains("-")) {
            throw .input(.standardInputIsTaken)
        }
        var arguments = inputs.map { InputArgument(argument: $0) }
        for list in filesFrom { arguments += try names(in: list) }
        do throws(InputError) {
            let patterns = NamePatterns(include)
            var list = try InputList(
                arguments, root: root.map { Path(argument: $0) },
                standardInputIsTaken: taken > 0, patterns: patterns, areQuarantine: areQuarantine)
            if list.inputs.isEmpty {
                throw .noInput(
                    NoInput(
                        list.skipped, patterns, areQuarantine: areQuarantine, command: command))
            }
            list.protect(read.filter { $0 != "-" }.map { Path(argument: $0) })
            return list
        } catch {
            throw .input(error)
        }
    }

    private func names(in list: String) throws(RunError) -> [InputArgument] {
        do throws(StreamDamage) {
            var source =
                list == "-"
                ? FileSource.standardInput() : try FileSource(path: Path(argument: list))
            return try InputArgument.list(from: &source, separator: null ? 0 : UInt8(ascii: "\n"))
        } catch {
            throw .input(.unreadableList(Path(argument: list), error))
        }
    }
}
