package import Accounts
package import ByteStreams
internal import JSONRecords
internal import Pipeline

extension ConvertRun {
    /// Converts into an output directory: locks it, keeps valid results of an earlier run, and records
    /// each finished input.
    package func convert(
        into path: Path, _ onFile: @escaping @Sendable (FileResult) -> Void
    ) throws(RunError) -> Summary {
        let directory = try OutputDirectory(path)
        let tree = directory.tree
        try checkSummaryPlace()
        let fingerprint = RunFingerprint(options, mapping)
        let (manifest, resumption) = try resumption(in: tree, fingerprint)
        var record = RunRecord(arguments: arguments, jobs: jobs)
        try directory.publish(record)
        var edited = EditedRejects()
        if let manifest {
            edited = try .keep(in: tree, of: manifest, resumption.kept, inputs: inputs.inputs)
        }
        if !edited.isEmpty { onEdited(edited) }
        // From here on the journal says which results are valid, and everything else may be removed.
        let journal = try RunJournal(tree, fingerprint, options, keeping: resumption.kept)
        try directory.remove(allBut: resumption.kept, edited)
        let summary: Summary
        do throws(RunError) {
            summary = try convertAll(tree: tree, jobs: jobs, resumption, journal, onFile: onFile)
        } catch {
            try? journal.suspend()
            throw error
        }
        try directory.publish(summary)
        if let page { try ByteBuffer.publish(as: tree.page) { page(summary, &$0) } }
        if summary.isInterrupted { try journal.suspend() } else { try journal.finish() }
        record.finish(summary)
        try directory.publish(record)
        return summary
    }

    /// What is known about an earlier run in the directory, and which of its results are kept.
    ///
    /// - Throws: `earlierResults`, `foreignResults`, `manifest`, `otherOptions`, `allGone`.
    private func resumption(
        in tree: OutputTree, _ fingerprint: RunFingerprint
    ) throws(RunError) -> (Manifest?, Resumption) {
        try OutputDirectory.checkFree(tree, mayHoldResults: overwrites || resumes)
        guard tree.holdsResults else { return (nil, Resumption()) }
        // If nothing is kept, an unreadable manifest need not stop the run.
        guard resumes else { return (try? Manifest.read(tree), Resumption()) }
        guard let manifest = try Manifest.read(tree) else {
            // A run killed before it wrote anything left only its record.
            guard tree.holdsAlerts else { return (nil, Resumption()) }
            throw .manifest(tree.manifest, .missing)
        }
        let differences = fingerprint.differences(from: manifest.fingerprint)
        if !differences.isEmpty { throw .otherOptions(tree.directory, differences) }
        let resumption = try Resumption(
            manifest, inputs.inputs, tree, options, jobs: jobs, prunes: prunes)
        return (manifest, resumption)
    }
}

/// The output directory of one run: locked, and without results of an earlier one.
struct OutputDirectory: ~Copyable {
    let tree: OutputTree
    private let lock: DirectoryLock

    /// Creates the directory if it is missing, and locks it for this run.
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

    /// Removes what earlier runs left, except the results of `kept` and files that no run wrote.
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

    /// Refuses a directory with results that must not be replaced. Creates and removes nothing.
    ///
    /// - Parameter mayHoldResults: whether results of an earlier run will be replaced or resumed.
    /// - Throws: `earlierResults`, `foreignResults`.
    static func checkFree(_ tree: OutputTree, mayHoldResults: Bool) throws(RunError) {
        guard tree.holdsResults else { return }
        // Without a record of a run, files with our names are not ours to remove.
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
