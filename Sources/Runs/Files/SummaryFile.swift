package import Accounts
package import ByteStreams
internal import JSONRecords
internal import Pipeline

/// A `summary.json`, under any name.
package enum SummaryFile {
    /// - Parameter sum: see `SummaryReader.read`.
    /// - Throws: `unreadableSummary`, `summary`.
    package static func read(_ path: Path, sum: inout UInt64) throws(RunError) -> Summary {
        let text: [UInt8]
        do throws(StreamDamage) {
            text = try FileSource.contents(of: path)
        } catch {
            throw .unreadableSummary(path, error)
        }
        do throws(SummaryProblem) {
            return try SummaryReader.read(text, sum: &sum)
        } catch {
            throw .summary(path, error)
        }
    }

    /// - Throws: `write`.
    package static func write(_ summary: Summary, to path: Path) throws(RunError) {
        try ByteBuffer.publish(as: path) { SummaryJSON.append(summary, to: &$0) }
    }
}

/// Merges the summaries of several runs.
package struct SummaryMerge: Sendable {
    package private(set) var summary = Summary()
    private var sum: UInt64 = 0
    private var files = ReadFiles()

    package init() {}

    /// Adds a summary's file; a directory means the `summary.json` in it, `-` standard input.
    ///
    /// - Throws: `unreadableSummary`, `summary`; summaries added before stay.
    package mutating func add(_ path: Path) throws(RunError) {
        let file = Self.file(path)
        summary.add(try SummaryFile.read(file, sum: &sum))
        files.insert(file)
    }

    /// Adds the summary of a replay of rejects that are in the sum: see ``Summary/add(replay:)``.
    ///
    /// - Throws: see ``add(_:)``; `replay`.
    package mutating func add(replay path: Path) throws(RunError) {
        let file = Self.file(path)
        let replay = try SummaryFile.read(file, sum: &sum)
        do throws(ReplayMismatch) {
            try summary.add(replay: replay)
        } catch {
            throw .replay(file, error)
        }
        files.insert(file)
    }

    private static func file(_ path: Path) -> Path {
        if case .success(let status) = FileStatus.of(path), status.kind == .directory {
            return OutputTree(path).summary
        }
        return path
    }

    /// Refuses an output file that was also read.
    ///
    /// - Throws: `input` with `outputIsInput`.
    package func checkOutput(file path: Path) throws(RunError) {
        do throws(InputError) {
            try files.checkOutput(path)
        } catch {
            throw .input(error)
        }
    }
}
