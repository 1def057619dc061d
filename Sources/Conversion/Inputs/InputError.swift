package import ByteStreams

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
