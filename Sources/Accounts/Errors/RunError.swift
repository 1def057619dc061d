package import ByteStreams
package import Sophos

/// What ends a whole run. Everything smaller is counted in its file's result, and the run goes on.
package enum RunError: Error, Hashable, Sendable {
    /// The inputs and the output do not go together.
    case input(InputError)
    /// Another run holds the output directory.
    case locked(Path)
    /// The output directory cannot be opened for locking.
    case lockUnavailable(Path, errno: Int32)
    /// The output directory holds the results of an earlier run.
    case earlierResults(Path)
    /// The output directory holds files under the names of results, and nothing tells that a run made
    /// them: they are not ours to replace.
    case foreignResults(Path)
    /// The summary's file is one of the output directory's results, or would stand among them.
    case summaryAmongResults(Path, directory: Path)
    /// A summary that cannot be read.
    case unreadableSummary(Path, StreamDamage)
    /// The baseline of a check cannot be read.
    case unreadableBaseline(Path, StreamDamage)
    /// A file that is no summary, or one whose totals contradict its files.
    case summary(Path, SummaryProblem)
    /// A summary that is not of a replay, or of one of another run's rejects.
    case replay(Path, ReplayMismatch)
    /// A mapping file that cannot be read.
    case unreadableMapping(Path, StreamDamage)
    /// A file that is no mapping, and all that is wrong with it.
    case mapping(Path, [MappingProblem])
    /// What tells of the earlier run's results cannot be relied on.
    case manifest(Path, ManifestFault)
    /// The earlier run in this directory had other options, or another mapping.
    case otherOptions(Path, [RunFingerprint.Difference])
    /// All inputs of the earlier run in this directory are gone: to remove their results would leave
    /// nothing, and more likely their disk is not there.
    case allGone(Path, inputs: Int)
    /// The system does not give so much memory.
    case outOfMemory(bytes: Int)
    /// Writing failed: nothing half-written stands under a final name.
    case write(WriteError)
    /// Who read our standard output has seen enough, which is no fault: the run ends quietly.
    /// - Parameter hasFindings: something had been rejected, damaged or kept back until then.
    case outputClosed(hasFindings: Bool)
    /// The outcomes of this input do not add up to what was seen: a bug of ours, told instead of hidden.
    case unbalanced(Path)
}

/// Why a run cannot begin with these inputs.
package enum InputError: Error, Hashable, Sendable {
    /// None of the arguments exists.
    case missing([Path])
    case noInput(NoInput)
    /// This directory is an output directory of ours (the second one), or one of its results.
    case earlierRun(Path, Path)
    /// The list of inputs cannot be read.
    case unreadableList(Path, StreamDamage)
    /// Standard input is an input and something else that is read, or two other things.
    case standardInputIsTaken
    /// An input does not lie in the directory that names are relative to.
    case outsideRoot(Path, root: Path)
    /// The output would overwrite an input.
    case outputIsInput(Path)
    /// The output directory is an input directory or lies in one: a second run would read it.
    case outputInsideInput(output: Path, input: Path)
}

/// There is nothing to read: directories hold no file of an input's name, or a list is empty.
package struct NoInput: Hashable, Sendable {
    /// What directories hold instead.
    package var skipped: SkippedFiles
    /// The names that were looked for.
    package var patterns: NamePatterns
    /// Files of rejects were looked for.
    package var areQuarantine: Bool
    /// The command that looked, when it is not the default one: `check`.
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

/// Why a manifest, or the journal of a run that did not end, cannot be relied on.
package enum ManifestFault: Error, Hashable, Sendable {
    /// There are results, and nothing says what they come from.
    case missing
    case unreadable(StreamDamage)
    /// Another version of the program wrote it, in another form.
    case otherVersion
    /// The line, from 1, that is not as it was written.
    case damaged(line: Int)
}
