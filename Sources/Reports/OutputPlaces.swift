internal import Accounts
package import ByteStreams
internal import Pipeline

/// The locations that a run read and wrote, reported at its end.
package struct OutputPlaces: Sendable {
    /// The output directory; nil if alerts went elsewhere.
    package var directory: Path?
    /// The additional summary, if requested.
    package var summaryFile: Path?
    /// The program's commands, so that advice names only existing ones.
    package var commands: Set<String> = []
    /// The path under which an input was opened, by its name in outputs, so that it can be opened from
    /// the current directory. nil for standard input, and for an input of another run.
    package var opened: @Sendable (Path) -> Path? = { _ in nil }
    /// Options of this command line that affect decisions, as shell words.
    package var decisions: [String] = []

    package init(directory: Path? = nil, summaryFile: Path? = nil) {
        self.directory = directory
        self.summaryFile = summaryFile
    }

    /// Names and paths, but only of files that exist.
    func rows(_ summary: Summary) -> [[String]] {
        var rows: [[String]] = []
        if let directory {
            let tree = OutputTree(directory)
            let total = summary.total
            func add(_ name: String, _ path: Path, _ note: String = "") {
                rows.append([name, TerminalText.path(path) + note])
            }
            if total.converted > total.unproven { add("alerts", tree.alerts) }
            if total.unproven > 0 {
                add("unproven", tree.unproven, ": alerts of inputs whose checksum or end is wrong")
            }
            if total.rejected.total > 0 {
                add("rejects", tree.rejects, ": each with its place, the reason and its bytes")
            }
            add("summary", tree.page)
        }
        if let summaryFile { rows.append(["summary", TerminalText.path(summaryFile)]) }
        return rows
    }
}
