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
    /// Writing failed: nothing half-written stands under a final name.
    case write(WriteError)
    /// Who read our standard output has seen enough, which is no fault: the run ends quietly.
    /// - Parameter hasFindings: something had been rejected, damaged or kept back until then.
    case outputClosed(hasFindings: Bool)
    /// The outcomes of this input do not add up to what was seen: a bug of ours, told instead of hidden.
    case unbalanced(Path)
}
