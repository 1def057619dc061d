internal import Accounts
import ByteStreams
internal import Pipeline

/// The shell command that resumes an unfinished run.
enum ResumeCommand {
    /// Prints it as the last line of an unfinished run, if there is anything to resume.
    static func tell(for directory: Path) {
        let tree = OutputTree(directory)
        guard FileStatus.isTaken(tree.journal) || FileStatus.isTaken(tree.manifest) else { return }
        Messages.tell(
            "resume with: " + text(CommandLine.arguments.map { Path(argument: $0).bytes }))
    }

    /// - Parameter arguments: those of this process, including the program's name.
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
