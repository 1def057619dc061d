package import ByteStreams

/// Why a run cannot begin with these inputs.
package enum InputError: Error, Hashable, Sendable {
    /// None of the arguments exists.
    case missing([Path])
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
