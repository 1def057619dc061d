package import ByteStreams

/// The names inside an output directory (SPEC 7).
package struct OutputTree: Sendable {
    package let directory: Path

    package init(_ directory: Path) { self.directory = directory }

    package var alerts: Path { directory.appending("alerts") }
    package var rejects: Path { directory.appending("rejects") }
    package var unproven: Path { directory.appending("unproven") }
    package var summary: Path { directory.appending("summary.json") }
    package var page: Path { directory.appending("summary.html") }
    package var runRecord: Path { directory.appending("run.json") }

    /// Everything that a run writes at the top of the directory, so also what shows that one was here.
    package var marks: [Path] { [alerts, rejects, unproven, summary, page, runRecord] }

    /// `alerts/2024/clicks.json.gz.ndjson` for the input `2024/clicks.json.gz`.
    package func alerts(of input: Path, fileExtension: String) -> Path {
        alerts.appending(input).adding(suffix: "." + fileExtension)
    }

    package func unproven(of input: Path, fileExtension: String) -> Path {
        unproven.appending(input).adding(suffix: "." + fileExtension)
    }

    package func rejects(of input: Path) -> Path {
        rejects.appending(input).adding(suffix: ".ndjson")
    }
}

extension OutputTree {
    /// Whether anything stands under the names of a run's results.
    var holdsResults: Bool { marks.contains { FileStatus.isTaken($0) } }

    /// Whether a run of ours left its record here.
    var holdsRunRecord: Bool { FileStatus.isTaken(runRecord) }

    /// Removes the results of an earlier run, and nothing else. The record of the run goes last,
    /// when the next one replaces it: a directory that was half emptied stays known as ours.
    func removeResults() throws(WriteError) {
        for path in marks where path != runRecord { try Directories.removeTree(path) }
    }
}
