internal import ByteStreams
internal import JSONRecords

/// The output directory of one run: locked, and holding nothing of an earlier one.
struct OutputDirectory: ~Copyable {
    let tree: OutputTree
    private let lock: DirectoryLock

    /// Makes the directory where it is missing, and takes it for this run.
    ///
    /// - Throws: `write`, `locked`, `lockUnavailable`.
    init(_ path: Path) throws(RunError) {
        lock = try Self.take(path)
        tree = OutputTree(path)
        TemporaryName.removeStale(below: path)
    }

    private static func take(_ path: Path) throws(RunError) -> DirectoryLock {
        do throws(WriteError) {
            try Directories.create(path)
        } catch {
            throw .write(error)
        }
        do throws(DirectoryLock.Failure) {
            return try DirectoryLock(path)
        } catch {
            switch error {
            case .held(let path): throw .locked(path)
            case .unavailable(let path, let errno): throw .lockUnavailable(path, errno: errno)
            }
        }
    }

    /// Removes what earlier runs left, but for the results of `kept` and what is no run's.
    ///
    /// - Throws: `write`.
    borrowing func remove(
        allBut kept: [Resumption.Kept], _ edited: EditedRejects
    ) throws(RunError) {
        let tree = tree
        let results = kept.flatMap { kept in
            kept.entry.outputs.map { tree.directory.appending($0.path) }
        }
        let files = Set(results + edited.foreign)
        do throws(WriteError) {
            try tree.removeResults(allBut: files)
        } catch {
            throw .write(error)
        }
    }

    /// Refuses a directory with results that must stay. Makes and removes nothing.
    ///
    /// - Parameter mayHoldResults: those of an earlier run are replaced, or gone on with.
    /// - Throws: `earlierResults`, `foreignResults`.
    static func checkFree(_ tree: OutputTree, mayHoldResults: Bool) throws(RunError) {
        guard tree.holdsResults else { return }
        // Without a record of a run, what stands under our names is not ours to remove.
        guard tree.holdsRunRecord else { throw .foreignResults(tree.directory) }
        guard mayHoldResults else { throw .earlierResults(tree.directory) }
    }

    borrowing func publish(_ summary: Summary) throws(RunError) {
        try SummaryFile.write(summary, to: tree.summary)
    }

    borrowing func publish(_ record: RunRecord) throws(RunError) {
        try ByteBuffer.publish(as: tree.runRecord) { record.append(to: &$0) }
    }
}
