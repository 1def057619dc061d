internal import ByteStreams
internal import JSONRecords

/// The output directory of one run: locked, and holding nothing of an earlier one.
struct OutputDirectory: ~Copyable {
    let tree: OutputTree
    private let lock: DirectoryLock

    /// Makes the directory where it is missing, and takes it for this run.
    ///
    /// - Parameter overwrites: whether the results of an earlier run may be removed.
    /// - Throws: `write`, `locked`, `lockUnavailable`, `earlierResults`.
    init(_ path: Path, overwrites: Bool) throws(RunError) {
        let lock = try Self.take(path)
        let tree = OutputTree(path)
        try Self.empty(tree, overwrites: overwrites)
        self.tree = tree
        self.lock = lock
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

    private static func empty(_ tree: OutputTree, overwrites: Bool) throws(RunError) {
        TemporaryName.removeStale(below: tree.directory)
        try checkFree(tree, overwrites: overwrites)
        guard tree.holdsResults else { return }
        do throws(WriteError) {
            try tree.removeResults()
        } catch {
            throw .write(error)
        }
    }

    /// Refuses a directory with results that must stay. Makes and removes nothing.
    ///
    /// - Throws: `earlierResults`.
    static func checkFree(_ tree: OutputTree, overwrites: Bool) throws(RunError) {
        guard tree.holdsResults else { return }
        // Without a record of a run, what stands under our names is not ours to remove.
        guard overwrites, tree.holdsRunRecord else { throw .earlierResults(tree.directory) }
    }

    borrowing func publish(_ summary: Summary) throws(RunError) {
        try SummaryFile.write(summary, to: tree.summary)
    }

    borrowing func publish(_ record: RunRecord) throws(RunError) {
        try publish(as: tree.runRecord) { record.append(to: &$0) }
    }

    /// Makes a file of what `write` appends.
    borrowing func publish(
        as path: Path, _ write: (inout ByteBuffer) -> Void
    ) throws(RunError) {
        var text = ByteBuffer(capacity: 16 << 10)
        write(&text)
        do throws(WriteError) {
            try text.publish(as: path)
        } catch {
            throw .write(error)
        }
    }
}
