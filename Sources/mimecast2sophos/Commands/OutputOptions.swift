internal import Accounts
import ArgumentParser
import ByteStreams
internal import Pipeline
internal import Runs

/// Where results go and in which form, for converting commands.
struct OutputOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Directory for alerts/, rejects/, unproven/ and summary.json; - streams the alerts to standard output.",
            valueName: "dir"), completion: .directory)
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Also write the summary to this file.", valueName: "file"), completion: .file())
    var summary: String?

    @Option(help: ArgumentHelp("Compress the alert files.", valueName: "method"))
    var compress = Compression.none

    @Option(
        help: ArgumentHelp(
            "Split the alerts into folders date=DATE or category=NAME, or both, which databases read as columns (may be repeated).",
            valueName: "key,..."))
    var partitionBy: [ChoiceList<PartitionChoice>] = []

    @Flag(help: "Keep only the first alert per id, across all inputs of the run.")
    var deduplicate = false

    @Flag(
        help:
            "Publish no alerts from a file with a reject or a warning; needs an output directory."
    )
    var strict = false

    @Flag(
        help:
            "Publish the alerts of damaged inputs in alerts/ instead of unproven/."
    )
    var keepDamaged = false

    @Option(
        help: ArgumentHelp(
            "List the N recipients and sender domains with the most alerts in summary.html; personal data.",
            valueName: "n"))
    var topPeople: Int?

    @Flag(help: "Keep what an earlier run with the same options did, and convert the rest.")
    var resume = false

    @Flag(help: "With --resume, remove the results of inputs that are gone.")
    var prune = false

    @Flag(help: "With --resume, detect changed files by SHA-256, not by size and time.")
    var checksum = false

    @Flag(help: "Print the summary without publishing anything.")
    var dryRun = false

    @Flag(help: "Replace the results of an earlier run in the output directory.")
    var overwrite = false

    func validate() throws {
        guard output != nil || dryRun else {
            throw ValidationError(
                "no output is given; expected --output DIR, or --output - for standard output")
        }
        if output?.isEmpty == true {
            throw ValidationError("--output is empty; expected a directory or -")
        }
        if let summary, ["", "-"].contains(summary) {
            throw ValidationError(
                "--summary is \(summary.isEmpty ? "empty" : summary); expected a file")
        }
        if resume {
            if output == nil || output == "-" {
                throw ValidationError("--resume needs an output directory")
            }
            if overwrite { throw ValidationError("--resume and --overwrite exclude each other") }
            if dryRun { throw ValidationError("--resume and --dry-run exclude each other") }
        }
        if let topPeople {
            guard (1...1000).contains(topPeople) else {
                throw ValidationError("--top-people is \(topPeople); expected 1 to 1000")
            }
            guard output != nil, output != "-", !dryRun else {
                throw ValidationError(
                    "--top-people needs an output directory, for its summary.html")
            }
            // An earlier run has counted no people.
            if resume { throw ValidationError("--resume and --top-people exclude each other") }
        }
        if prune, !resume { throw ValidationError("--prune needs --resume") }
        if output == "-", !partitionKeys.isEmpty {
            throw ValidationError("--partition-by needs an output directory; --output is -")
        }
        if output == "-", compress == .gzip, !dryRun, StandardOutput.isTerminal {
            throw ValidationError(
                "--compress gzip with --output - would write to the terminal; expected a file or a pipe, as in … > alerts.gz"
            )
        }
        // Alerts already written cannot be withheld any more.
        if output == "-", strict {
            throw ValidationError("--strict needs an output directory; --output is -")
        }
    }

    private var partitionKeys: Set<PartitionKey> {
        Set(partitionBy.flatMap(\.words).compactMap(\.key))
    }

    func apply(to options: inout ConvertOptions) {
        options.compression = compress
        options.partitionKeys = partitionKeys
        options.deduplicates = deduplicate
        options.isStrict = strict
        options.keepsDamaged = keepDamaged
        options.checksums = checksum
        options.countsPeople = topPeople != nil
    }

    var destination: ConvertRun.Destination {
        guard let output else { return .nowhere }
        return output == "-" ? .standardOutput : .directory(Path(argument: output))
    }

    /// The directory to write to; nil if there is none.
    var directory: Path? {
        guard !dryRun, case .directory(let path) = destination else { return nil }
        return path
    }

    /// What `error` means for the output directory: if results of an earlier run would have been
    /// removed, missing inputs are one more reason not to.
    func judged(_ error: RunError) -> RunError {
        guard prune, case .input(.noInput) = error, let directory else { return error }
        let inputs = OutputTree(directory).notedInputs
        return inputs > 0 ? .allGone(directory, inputs: inputs) : error
    }

    var summaryFile: Path? { summary.map { Path(argument: $0) } }

    func apply(to run: inout ConvertRun) {
        run.overwrites = overwrite
        run.resumes = resume
        run.prunes = prune
        run.isDry = dryRun
        run.summaryFile = summaryFile
    }
}
