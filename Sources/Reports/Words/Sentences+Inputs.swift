internal import Accounts
internal import ByteStreams

/// Messages about files that are not read, and how to read them.
extension Sentences {
    /// Extensions listed before the rest is only counted.
    private static let endingLimit = 8
    /// The maximum number of commands shown.
    private static let commandLimit = 3

    /// Several lines: what was searched for, what was found instead, and how to read it.
    static func sentence(_ nothing: NoInput) -> String {
        var lines = ["no input: \(reason(nothing))"]
        let skipped = nothing.skipped
        if skipped.total > 0 { lines.append("skipped: " + groups(skipped)) }
        let program = [Product.name, nothing.command].compactMap(\.self).joined(separator: " ")
        let known = skipped.sorted.compactMap { unpacked($0.ending, $0.group.first) }
        lines += known.prefix(commandLimit).map { "to read one: \($0) | \(program) - …" }
        let others = skipped.sorted.map(\.ending).filter { mayBeLog($0) }
        if !nothing.areQuarantine, let ending = others.first {
            let glob = ShellWords.quoted(Array("*\(ending)".utf8))
            lines.append("to read files of other names: --include \(glob), or name the files")
        }
        return lines.joined(separator: "\n")
    }

    private static func reason(_ nothing: NoInput) -> String {
        if nothing.areQuarantine {
            return
                "no file of rejects; expected the output directory of a run that rejected something"
        }
        if nothing.skipped.total == 0 { return "there is no file; expected at least one" }
        let globs = nothing.patterns.globs.map { ShellWords.quoted(Array($0.text.utf8)) }
        if !globs.isEmpty {
            return "no file matches --include \(globs.joined(separator: " or "))"
        }
        return
            "no file name ends with .json, .ndjson, .jsonl or .log, each also followed by .gz"
    }

    /// `3 .tgz (first: exports/2024.tgz), 2 .txt (first: exports/notes.txt)`
    private static func groups(_ skipped: SkippedFiles) -> String {
        let sorted = skipped.sorted
        var texts = sorted.prefix(endingLimit).map { ending, group in
            "\(group.count) \(TerminalText.escaped(ending.utf8)) (first: \(TerminalText.path(group.first)))"
        }
        let rest = sorted.dropFirst(endingLimit).reduce(0) { $0 + $1.group.count }
        if rest > 0 { texts.append("\(rest) of other names") }
        return texts.joined(separator: ", ")
    }

    /// The command that prints the contents of an archive or compressed file; nil for other files.
    private static func unpacked(_ ending: String, _ path: Path) -> String? {
        let command: String? =
            switch ending {
            case ".tgz", ".tar.gz": "tar -xOzf"
            case ".tar": "tar -xOf"
            case ".tbz2", ".tbz", ".tar.bz2": "tar -xOjf"
            case ".txz", ".tar.xz": "tar -xOJf"
            case ".tzst", ".tar.zst": "tar --zstd -xOf"
            case ".zip": "unzip -p"
            case ".7z": "7z x -so"
            case _ where ending.hasSuffix(".bz2"): "bzip2 -dc"
            case _ where ending.hasSuffix(".xz"): "xz -dc"
            case _ where ending.hasSuffix(".zst"): "zstd -dc"
            case ".lz4": "lz4 -dc"
            default: nil
            }
        return command.map { "\($0) \(ShellWords.quoted(path))" }
    }

    /// Whether files with an extension may be logs under another name.
    package static func mayBeLog(_ ending: String) -> Bool {
        [".txt", ".gz", ".out", ".data", ".dat", ".1", ".log.1", ".json.1"].contains(ending)
            || ending.hasSuffix(".gz") && !ending.hasPrefix(".tar") && !ending.hasPrefix(".csv")
            || ending.hasPrefix(".json") || ending.hasPrefix(".ndjson") || ending.hasPrefix(".log")
    }

    /// - Parameters:
    ///   - path: as given.
    ///   - directory: the output directory that it is or is inside.
    static func sentence(earlierRun path: Path, _ directory: Path) -> String {
        let what = path == directory ? "an output directory" : "results in an output directory"
        let place = ShellWords.quoted(directory)
        return """
            \(TerminalText.path(path)): \(what) of \(Product.name), not an export; expected exported logs
            to convert again what was rejected there: \(Product.name) replay \(place) --output NEW-DIR
            to see what became of the export: \(Product.name) summarize \(place) --text
            """
    }
}
