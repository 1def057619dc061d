package import ByteStreams
package import Sophos

/// An error that ends a whole run. Anything less is counted in its file's result, and the run continues.
package enum RunError: Error, Hashable, Sendable {
    /// The inputs are unusable, or conflict with the output.
    case input(InputError)
    /// Another run is using the output directory.
    case locked(Path)
    /// The output directory cannot be opened for locking.
    case lockUnavailable(Path, errno: Int32)
    /// The output directory contains the results of an earlier run.
    case earlierResults(Path)
    /// The output directory contains files with the names of results, but no evidence that a run made
    /// them, so we must not replace them.
    case foreignResults(Path)
    /// The summary file is one of the output directory's results, or would be among them.
    case summaryAmongResults(Path, directory: Path)
    /// A summary that cannot be read.
    case unreadableSummary(Path, StreamDamage)
    /// The baseline of a check cannot be read.
    case unreadableBaseline(Path, StreamDamage)
    /// A file that is not a summary, or one whose totals contradict its files.
    case summary(Path, SummaryProblem)
    /// A summary that is not that of a replay, or that of a replay of another run's rejects.
    case replay(Path, ReplayMismatch)
    /// A mapping file that cannot be read.
    case unreadableMapping(Path, StreamDamage)
    /// An invalid mapping file, with all its problems.
    case mapping(Path, [MappingProblem])
    /// The record of the earlier run's results is unreliable.
    case manifest(Path, ManifestFault)
    /// The earlier run in this directory had other options, or another mapping.
    case otherOptions(Path, [RunFingerprint.Difference])
    /// All inputs of the earlier run in this directory are gone: removing their results would leave
    /// nothing, and more likely their disk is not mounted.
    case allGone(Path, inputs: Int)
    /// The system cannot provide this much memory.
    case outOfMemory(bytes: Int)
    /// Writing failed. No final name refers to a partial file.
    case write(WriteError)
    /// The reader of our standard output closed it, which is not an error: the run ends quietly.
    /// - Parameter hasFindings: whether something had been rejected, damaged or withheld by then.
    case outputClosed(hasFindings: Bool)
    /// The outcomes of this input do not add up to what was seen: a bug of ours, reported rather than
    /// hidden.
    case unbalanced(Path)
}

/// Why a run cannot start with these inputs.
package enum InputError: Error, Hashable, Sendable {
    /// None of the arguments exists.
    case missing([Path])
    case noInput(NoInput)
    /// This directory is an output directory of ours (the second one), or one of its results.
    case earlierRun(Path, Path)
    /// The list of inputs cannot be read.
    case unreadableList(Path, StreamDamage)
    /// Standard input is used for more than one thing.
    case standardInputIsTaken
    /// An input is not below the directory that names are relative to.
    case outsideRoot(Path, root: Path)
    /// The output would overwrite an input.
    case outputIsInput(Path)
    /// The output directory is an input directory or inside one, so a second run would read it.
    case outputInsideInput(output: Path, input: Path)
}

/// There is nothing to read: directories contain no files with an input's name, or a list is empty.
package struct NoInput: Hashable, Sendable {
    /// What the directories contain instead.
    package var skipped: SkippedFiles
    /// The names searched for.
    package var patterns: NamePatterns
    /// Whether reject files were searched for.
    package var areQuarantine: Bool
    /// The command, if it is not the default one: `check`.
    package var command: String?

    package init(
        _ skipped: SkippedFiles, _ patterns: NamePatterns, areQuarantine: Bool, command: String?
    ) {
        self.skipped = skipped
        self.patterns = patterns
        self.areQuarantine = areQuarantine
        self.command = command
    }
}

/// Why a manifest, or the journal of an unfinished run, is unreliable.
package enum ManifestFault: Error, Hashable, Sendable {
    /// There are results, but no record of what they were made from.
    case missing
    case unreadable(StreamDamage)
    /// Another version of the program wrote it, in a different format.
    case otherVersion
    /// The line, from 1, that was modified.
    case damaged(line: Int)
}
