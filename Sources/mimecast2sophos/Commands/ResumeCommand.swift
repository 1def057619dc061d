internal import Accounts
import ByteStreams
internal import Pipeline

/// The command that goes on with a run that did not end, as one types it into a shell.
enum ResumeCommand {
    /// Tells it, when there is something to go on with: the last line of a run that did not end.
    static func tell(for directory: Path) {
        let tree = OutputTree(directory)
        guard FileStatus.isTaken(tree.journal) || FileStatus.isTaken(tree.manifest) else { return }
        Messages.tell(
            "resume with: " + text(CommandLine.arguments.map { Path(argument: $0).bytes }))
    }

    /// - Parameter arguments: those of this process, the program's name among them.
    static func text(_ arguments: [[UInt8]]) -> String {
        let kept = arguments.filter { $0 != Array("--overwrite".utf8) }
        let resume = Array("--resume".utf8)
        let hasResume = kept.contains(resume)
        // Before a `--`, which ends options.
        let end = kept.firstIndex(of: Array("--".utf8)) ?? kept.endIndex
        let words = kept[..<end] + (hasResume ? [] : [resume]) + kept[end...]
        return words.map { ShellWords.quoted($0) }.joined(separator: " ")
    }
}
