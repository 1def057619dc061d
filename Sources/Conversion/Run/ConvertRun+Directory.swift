internal import ByteStreams
internal import JSONRecords

extension ConvertRun {
    /// Converts into an output directory: takes it, keeps of an earlier run what holds, and notes each
    /// input that is done.
    func convert(
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
        // From here on the journal tells what holds, and everything else may go.
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

    /// What is known of an earlier run in the directory, and what of it stays.
    ///
    /// - Throws: `earlierResults`, `foreignResults`, `manifest`, `otherOptions`, `allGone`.
    private func resumption(
        in tree: OutputTree, _ fingerprint: RunFingerprint
    ) throws(RunError) -> (Manifest?, Resumption) {
        try OutputDirectory.checkFree(tree, mayHoldResults: overwrites || resumes)
        guard tree.holdsResults else { return (nil, Resumption()) }
        // Where nothing stays, a manifest that cannot be read keeps nobody from going on.
        guard resumes else { return (try? Manifest.read(tree), Resumption()) }
        guard let manifest = try Manifest.read(tree) else {
            // A run that was killed before it wrote anything left its record alone.
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
