package import Accounts
internal import ByteStreams
package import Pipeline
package import Sophos
internal import Synchronization

/// Converts inputs only to find out what is decided, and writes nothing: a search takes as long as a
/// conversion.
package struct ExplainRun: Sendable {
    package typealias Find = PieceFind
    package typealias Totals = PieceTotals

    private let inputs: InputList
    private var context: RunContext
    /// How many inputs are read in parallel.
    package var jobs = 1
    /// Tracks progress during the run; nil if progress is not shown.
    package var progress: RunProgress? {
        get { context.progress }
        set { context.progress = newValue }
    }

    package init(
        _ inputs: InputList, _ options: ConvertOptions, mapping: ThreatMapping,
        interruption: Interruption = .never
    ) {
        self.inputs = inputs
        context = RunContext(options, mapping: mapping, interruption: interruption)
    }

    /// - Parameter show: receives each find in input order, one at a time, from the reading threads;
    ///   returns false to stop.
    /// - Throws: `unbalanced`.
    package func run(
        _ request: ExplainRequest, show: @escaping @Sendable (Find) -> Bool
    ) throws(RunError) -> Totals {
        let collector = PieceCollector(limit: request.limit, show: show)
        let count = inputs.inputs.count
        let next = Atomic(0)
        Workers.run(min(max(jobs, 1), count)) {
            while !collector.isDone, !context.interruption.isRequested {
                let turn = next.add(1, ordering: .relaxed).oldValue
                guard turn < count else { return }
                do throws(RunError) {
                    try read(inputs.inputs[turn], turn, request, collector)
                } catch {
                    collector.fail(error)
                }
            }
        }
        return try collector.totals()
    }

    private func read(
        _ input: Input, _ turn: Int, _ request: ExplainRequest, _ collector: PieceCollector
    ) throws(RunError) {
        let watcher = PieceWatcher(request, collector, turn: turn)
        var converter = FileConverter(
            input, context, alerts: AlertOutput(), rejects: OutputFile(.nowhere),
            watcher: watcher)
        var totals = Totals()
        if try converter.read() {
            let result = try converter.publish()
            if let damage = result.damage {
                collector.add(.damage(result.path, damage), from: turn)
            }
            totals.seen = result.tally.seen
            totals.inputs = 1
        }
        totals.found = watcher.found
        totals.matched = watcher.matched
        collector.finish(turn, totals)
    }
}
