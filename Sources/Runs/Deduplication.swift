internal import Accounts
internal import Pipeline
internal import Synchronization

/// Converts the inputs of a run so that only the first alert per id is kept, in input order, regardless
/// of the number of workers.
///
/// Inputs are read in parallel and published one after another. So a worker is at most one input ahead
/// of publishing, and a run that ends early has published its first inputs.
final class Deduplication: Sendable {
    private let turns = Turns(first: 0)
    private let known: KnownAlerts
    /// Inputs read before their turn, and those of them that had to be read again.
    private let ahead = Atomic(0)
    private let again = Atomic(0)

    /// - Parameter known: the alerts of inputs that precede all inputs of the run.
    init(_ known: KnownAlerts) { self.known = known }

    /// - Parameters:
    ///   - number: the input's place in the order of the run, from 0.
    ///   - onPublished: called in input order; with the alerts that were kept, if they are in `alerts/`.
    ///   - make: returns a fresh converter; `isAgain` if the input was read before.
    /// - Returns: nil if the run ends before the input's turn.
    /// - Throws: what the converter throws.
    func convert(
        _ input: Input, _ number: Int, _ make: (FileAlerts, _ isAgain: Bool) -> FileConverter,
        _ onPublished: (FileResult, FileAlerts?) throws(RunError) -> Void
    ) throws(RunError) -> FileResult? {
        // An input that can only be read once must be read when everything before it is known.
        let waits = input.identity == nil || !isWorthReadingAhead(number)
        if waits, !turns.wait(for: number) { return nil }
        let isFirst = turns.hasCome(number)
        var kept = FileAlerts(known)
        var converter = make(kept, false)
        guard try converter.read(), turns.wait(for: number) else { return nil }
        if !isFirst { ahead.add(1, ordering: .relaxed) }
        if !isFirst, !kept.settle() {
            again.add(1, ordering: .relaxed)
            kept = FileAlerts(known)
            converter = make(kept, true)
            guard try converter.read() else { return nil }
        }
        let result = try converter.publish()
        try onPublished(result, result.standsAmongAlerts ? kept : nil)
        if result.standsAmongAlerts { kept.commit() }
        turns.pass()
        return result
    }

    /// If each input overlaps with the previous one, reading ahead does all the work twice. Now and then
    /// it is tried again.
    private func isWorthReadingAhead(_ number: Int) -> Bool {
        number % 16 == 0
            || again.load(ordering: .relaxed) * 2 <= ahead.load(ordering: .relaxed)
    }

    /// Ends all waiting: a worker has failed or was interrupted.
    func stop() { turns.stop() }
}
