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
        let resumption = try resumption(in: tree, fingerprint)
        var record = RunRecord(arguments: arguments, jobs: jobs)
        try directory.publish(record)
        // From here on the journal tells what holds, and everything else may go.
        let journal = try RunJournal(tree, fingerprint, options, keeping: resumption.kept)
        try directory.remove(allBut: resumption.kept)
        if let report = resumption.report { onResume(report) }
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

    /// - Throws: `earlierResults`, `foreignResults`, `manifest`, `otherOptions`.
    private func resumption(
        in tree: OutputTree, _ fingerprint: RunFingerprint
    ) throws(RunError) -> Resumption {
        try OutputDirectory.checkFree(tree, mayHoldResults: overwrites || resumes)
        guard resumes, tree.holdsResults else { return Resumption() }
        guard let manifest = try Manifest.read(tree) else {
            // A run that was killed before it wrote anything left its record alone.
            guard tree.holdsAlerts else { return Resumption() }
            throw .manifest(tree.manifest, .missing)
        }
        if let difference = fingerprint.difference(from: manifest.fingerprint) {
            throw .otherOptions(tree.directory, difference)
        }
        return Resumption(manifest, inputs.inputs, tree, options, jobs: jobs)
    }
}
