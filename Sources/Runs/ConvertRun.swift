package import Accounts
package import ByteStreams
package import JSONRecords
package import Pipeline
package import Sophos
internal import Synchronization

/// Converts the inputs of a run into an output directory or to standard output.
///
/// Several files are converted at once, one worker per file; the summary is put together in input order,
/// so the number of workers affects nothing but the time.
package struct ConvertRun: Sendable {
    /// Where the results of a run go.
    package enum Destination: Hashable, Sendable {
        /// Alerts, rejects, summary and manifest, in a directory that the run creates if it is missing
        /// (SPEC 7).
        case directory(Path)
        /// A stream of alerts in input order. Rejects are counted but not kept.
        case standardOutput
        /// Writes nothing: only the summary matters.
        case nowhere
    }

    let inputs: InputList
    private let destination: Destination
    private var context: RunContext
    /// How many inputs are read in parallel.
    package var jobs = 1
    /// How many more inputs may be waiting for their results to become durable, which takes far longer
    /// for a small input than converting it.
    package var publishers = 0
    /// Replace the results of an earlier run.
    package var overwrites = false
    /// Keep the results of an earlier run that are still valid.
    package var resumes = false
    /// Remove the results of inputs that are gone.
    package var prunes = false
    /// Called once, before anything is converted, if there are edited rejects.
    package var onEdited: @Sendable (EditedRejects) -> Void = { _ in }
    /// Read, decide and count, but write nothing to the output directory, which is not even created.
    package var isDry = false
    /// An additional destination for the summary.
    package var summaryFile: Path?
    /// Writes the summary as an HTML page, `summary.html`; nil for none.
    package var page: (@Sendable (Summary, inout ByteBuffer) -> Void)?
    /// Tracks progress during the run; nil if progress is not shown.
    package var progress: RunProgress? {
        get { context.progress }
        set { context.progress = newValue }
    }
    /// The command line, for `run.json`.
    package var arguments: [String] = []

    package init(
        _ inputs: InputList, to destination: Destination, _ options: ConvertOptions,
        mapping: ThreatMapping = .builtIn, interruption: Interruption = .never
    ) {
        self.inputs = inputs
        self.destination = destination
        context = RunContext(options, mapping: mapping, interruption: interruption)
    }

    var options: ConvertOptions { context.options }
    var mapping: ThreatMapping { context.mapping }

    /// Converts everything and publishes the summary.
    ///
    /// - Parameter onFile: called after each input, from the worker threads, one at a time and in input
    ///   order.
    /// - Throws: `RunError`; files published before it stay.
    package func run(
        onFile: @escaping @Sendable (FileResult) -> Void = { _ in }
    ) throws(RunError) -> Summary {
        try checkOutputs()
        let summary: Summary
        if !makesFiles { try checkSummaryPlace() }
        switch destination {
        case .directory(let path) where isDry:
            try OutputDirectory.checkFree(OutputTree(path), mayHoldResults: overwrites)
            summary = try convertAll(tree: nil, jobs: jobs, onFile: onFile)
        case .standardOutput where isDry:
            summary = try convertAll(tree: nil, jobs: jobs, onFile: onFile)
        case .standardOutput:
            summary = try convertAll(tree: nil, jobs: 1, onFile: onFile)
            if options.compression == .gzip, summary.total.converted == 0 {
                try finishEmptyStream()
            }
        case .nowhere: summary = try convertAll(tree: nil, jobs: jobs, onFile: onFile)
        case .directory(let path): summary = try convert(into: path, onFile)
        }
        if let summaryFile { try SummaryFile.write(summary, to: summaryFile) }
        return summary
    }

    /// Like ``run(onFile:)``, but returns the results of all inputs, in input order.
    package func collecting() throws(RunError) -> (summary: Summary, files: [FileResult]) {
        let files = Mutex<[FileResult]>([])
        let summary = try run { file in files.withLock { $0.append(file) } }
        return (summary, files.withLock { $0 })
    }

    private var makesFiles: Bool {
        if case .directory = destination { !isDry } else { false }
    }

    /// Fails before anything is read if writing the summary would fail at the end. Must be called after
    /// creating the output directory, because the summary may be inside it.
    ///
    /// - Throws: `write`.
    func checkSummaryPlace() throws(RunError) {
        if let summaryFile { try ByteBuffer.checkPlace(summaryFile) }
    }

    /// Without alerts there would be no bytes, which is not valid gzip; an empty member is.
    private func finishEmptyStream() throws(RunError) {
        do throws(WriteError) {
            var output = StandardOutput()
            try GzipWriter(to: .standardOutput).finish(to: &output)
        } catch {
            throw .write(error)
        }
    }

    /// Refuses outputs that would change the inputs, or each other.
    private func checkOutputs() throws(RunError) {
        if case .directory(let path) = destination, let summaryFile,
            OutputTree(path).takes(summaryFile)
        {
            throw .summaryAmongResults(summaryFile, directory: path)
        }
        do throws(InputError) {
            if case .directory(let path) = destination { try inputs.checkOutput(directory: path) }
            if let summaryFile { try inputs.checkOutput(file: summaryFile) }
        } catch {
            throw .input(error)
        }
    }

    /// - Parameters:
    ///   - tree: nil if no files are written.
    ///   - resumption: what has already been done.
    func convertAll(
        tree: OutputTree?, jobs: Int, _ resumption: Resumption = Resumption(),
        _ journal: RunJournal? = nil, onFile: @escaping @Sendable (FileResult) -> Void
    ) throws(RunError) -> Summary {
        let numbers = resumption.rest(of: inputs.inputs.count)
        let ledger = Ledger(try initialSummary(resumption), onFile)
        let list = inputs.inputs
        let deduplication = options.deduplicates ? Deduplication(resumption.known) : nil
        let cores = Cores(self.jobs, readers: jobs, inputs: numbers.count)
        let context = self.context.using { cores.spare }
        let unwatched = context.unwatched
        // Inputs published in order cannot overlap waiting for the disk.
        let workers = jobs + (tree == nil || options.deduplicates ? 0 : publishers)
        Workers.run(min(workers, numbers.count)) {
            while let turn = ledger.takeNumber(below: numbers.count) {
                let number = numbers[turn]
                do throws(RunError) {
                    if !context.interruption.isRequested,
                        let result = try convert(
                            list[number], turn, cores, deduplication,
                            { kept, isAgain in
                                makeConverter(
                                    of: list[number], tree, kept, isAgain ? unwatched : context)
                            },
                            { (result, kept) throws(RunError) in
                                try journal?.add(result, number, kept)
                            })
                    {
                        ledger.add(result, turn)
                        continue
                    }
                } catch {
                    ledger.fail(error)
                }
                // Wake workers waiting for turns that will not come.
                deduplication?.stop()
                return
            }
        }
        var summary = try ledger.summary()
        summary.isInterrupted = context.interruption.isRequested
        return summary
    }

    /// - Parameter make: returns a converter for `input`, for the first and any later reading.
    /// - Returns: nil if an interruption or another worker's failure came first.
    private func convert(
        _ input: Input, _ turn: Int, _ cores: Cores, _ deduplication: Deduplication?,
        _ make: (FileAlerts?, _ isAgain: Bool) -> FileConverter,
        _ onPublished: (FileResult, FileAlerts?) throws(RunError) -> Void
    ) throws(RunError) -> FileResult? {
        if let deduplication {
            return try cores.read { () throws(RunError) in
                try deduplication.convert(input, turn, make, onPublished)
            }
        }
        let converter = try cores.read { () throws(RunError) -> FileConverter? in
            var converter = make(nil, false)
            guard try converter.read() else { return nil }
            return consume converter
        }
        guard let converter else { return nil }
        let result = try converter.publish()
        try onPublished(result, nil)
        return result
    }

    /// The initial summary: skipped files, and what an earlier run did.
    private func initialSummary(_ resumption: Resumption) throws(RunError) -> Summary {
        var summary = Summary()
        var sum: UInt64 = 0
        for kept in resumption.kept {
            summary.add(try kept.summary(&sum))
            if let number = kept.number { progress?.skip(inputs.inputs[number]) }
        }
        // Kept results were made with the same options.
        summary.options = SummaryOptions(RunFingerprint(options, mapping))
        summary.isReplay = options.replays
        summary.thisRun = ThisRun(planned: inputs.inputs.count)
        summary.thisRun?.resumed = resumption.report
        summary.add(inputs.skipped)
        summary.repeated = UInt64(inputs.repeated)
        return summary
    }

    private func makeConverter(
        of input: Input, _ tree: OutputTree?, _ kept: FileAlerts?, _ context: RunContext
    ) -> FileConverter {
        FileConverter(
            input, context, alerts: alerts(of: input, tree),
            rejects: OutputFile(tree.map { .file($0.rejects(of: input.relative)) } ?? .nowhere),
            kept: kept)
    }

    private func alerts(of input: Input, _ tree: OutputTree?) -> AlertOutput {
        if let tree { return AlertOutput(AlertPlaces(tree, of: input.relative, options), options) }
        if destination == .standardOutput, !isDry { return AlertOutput(standardOutput: options) }
        return AlertOutput()
    }
}
