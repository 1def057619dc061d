package import ByteStreams
package import JSONRecords
package import Sophos
internal import Synchronization

/// Converts the inputs of a run into an output directory or to standard output.
///
/// Several files are converted at once, one worker a file; what becomes visible of it, the summary,
/// is put together in input order, so the number of workers changes nothing but the time.
package struct ConvertRun: Sendable {
    package enum Destination: Hashable, Sendable {
        case directory(Path)
        /// Alerts as they come, in input order. Rejected pieces are counted and not kept.
        case standardOutput
        /// Nothing is written at all: only the summary is of interest.
        case nowhere
    }

    private let inputs: InputList
    private let destination: Destination
    private let options: ConvertOptions
    private let mapping: ThreatMapping
    private let interruption: Interruption
    package var jobs = 1
    /// Replace the results of an earlier run.
    package var overwrites = false
    /// Read, decide and count, and write nothing into the output directory; it is not even made.
    package var isDry = false
    /// Where the summary goes besides the output directory.
    package var summaryFile: Path?
    /// Writes the summary as a page for people, `summary.html`; nil for none.
    package var page: (@Sendable (Summary, inout ByteBuffer) -> Void)?
    /// Counts what is done while the run goes on; nil when nobody watches.
    package var progress: RunProgress?
    /// The command line, for `run.json`.
    package var arguments: [String] = []

    package init(
        _ inputs: InputList, to destination: Destination, _ options: ConvertOptions,
        mapping: ThreatMapping = .builtIn, interruption: Interruption = .never
    ) {
        self.inputs = inputs
        self.destination = destination
        self.options = options
        self.mapping = mapping
        self.interruption = interruption
    }

    /// Converts everything and publishes the summary.
    ///
    /// - Parameter onFile: called after each input, from the threads that convert, one at a time and
    ///   in input order.
    /// - Throws: `RunError`; what was published until then stays.
    package func run(
        onFile: @escaping @Sendable (FileResult) -> Void = { _ in }
    ) throws(RunError) -> Summary {
        try checkOutputs()
        let summary: Summary
        switch destination {
        case .directory(let path) where isDry:
            try OutputDirectory.checkFree(OutputTree(path), overwrites: overwrites)
            summary = try convertAll(tree: nil, jobs: jobs, onFile)
        case .standardOutput where isDry: summary = try convertAll(tree: nil, jobs: jobs, onFile)
        case .standardOutput: summary = try convertAll(tree: nil, jobs: 1, onFile)
        case .nowhere: summary = try convertAll(tree: nil, jobs: jobs, onFile)
        case .directory(let path):
            let directory = try OutputDirectory(path, overwrites: overwrites)
            var record = RunRecord(arguments: arguments, jobs: jobs)
            try directory.publish(record)
            summary = try convertAll(tree: directory.tree, jobs: jobs, onFile)
            try directory.publish(summary)
            if let page { try directory.publish(as: directory.tree.page) { page(summary, &$0) } }
            record.finish(summary)
            try directory.publish(record)
        }
        if let summaryFile { try SummaryFile.write(summary, to: summaryFile) }
        return summary
    }

    /// As ``run(onFile:)``, with the results of all inputs, in input order.
    package func collecting() throws(RunError) -> (summary: Summary, files: [FileResult]) {
        let files = Mutex<[FileResult]>([])
        let summary = try run { file in files.withLock { $0.append(file) } }
        return (summary, files.withLock { $0 })
    }

    /// Refuses outputs that would change the inputs.
    private func checkOutputs() throws(RunError) {
        do throws(InputError) {
            if case .directory(let path) = destination { try inputs.checkOutput(directory: path) }
            if let summaryFile { try inputs.checkOutput(file: summaryFile) }
        } catch {
            throw .input(error)
        }
    }

    private func convertAll(
        tree: OutputTree?, jobs: Int, _ onFile: @escaping @Sendable (FileResult) -> Void
    ) throws(RunError) -> Summary {
        let ledger = Ledger(skipped: inputs.skipped + inputs.special, onFile)
        let list = inputs.inputs
        Workers.run(min(jobs, list.count)) {
            while let number = ledger.takeNumber(below: list.count) {
                if interruption.isRequested { return }
                do throws(RunError) {
                    // Fewer files than workers are left: who converts one may use a second thread.
                    let readsAhead = list.count - number < self.jobs
                    guard let result = try convert(list[number], tree, readsAhead: readsAhead)
                    else { return }
                    ledger.add(result, number)
                } catch {
                    ledger.fail(error)
                }
            }
        }
        var summary = try ledger.summary()
        summary.isInterrupted = interruption.isRequested
        return summary
    }

    private func convert(
        _ input: Input, _ tree: OutputTree?, readsAhead: Bool
    ) throws(RunError) -> FileResult? {
        let ending = options.format.fileExtension
        let alerts = tree?.alerts(of: input.relative, fileExtension: ending)
        let elsewhere: OutputFile.Destination =
            destination == .standardOutput && !isDry ? .standardOutput : .nowhere
        let converter = FileConverter(
            input, options, mapping: mapping,
            alerts: OutputFile(alerts.map { .file($0) } ?? elsewhere),
            rejects: OutputFile(tree.map { .file($0.rejects(of: input.relative)) } ?? .nowhere),
            interruption: interruption, progress: progress, readsAhead: readsAhead)
        return try converter.run(
            unproven: tree?.unproven(of: input.relative, fileExtension: ending))
    }
}
