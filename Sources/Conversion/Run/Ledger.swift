internal import Synchronization

/// What the workers of a run share: which input comes next, and what became of those that are done.
final class Ledger: Sendable {
    private struct State {
        var nextNumber = 0
        var summary = Summary()
        /// Results that came before those of earlier inputs.
        var waiting: [Int: FileResult] = [:]
        /// Inputs whose results stand in the summary.
        var addedCount = 0
        var failure: RunError?
    }

    private let state: Mutex<State>
    private let onFile: @Sendable (FileResult) -> Void

    /// - Parameter summary: what the results are added to.
    init(_ summary: Summary, _ onFile: @escaping @Sendable (FileResult) -> Void) {
        state = Mutex(State(summary: summary))
        self.onFile = onFile
    }

    /// The number of an input that nobody took; nil when there is none, or the run failed.
    func takeNumber(below end: Int) -> Int? {
        state.withLock { state in
            guard state.failure == nil, state.nextNumber < end else { return nil }
            state.nextNumber += 1
            return state.nextNumber - 1
        }
    }

    /// Adds a result when its turn has come: in input order.
    func add(_ result: FileResult, _ number: Int) {
        state.withLock { state in
            state.waiting[number] = result
            while let next = state.waiting.removeValue(forKey: state.addedCount) {
                state.addedCount += 1
                state.summary.add(next)
                onFile(next)
            }
        }
    }

    /// Ends the run after the files at hand. The first failure is told.
    func fail(_ error: RunError) {
        state.withLock { state in
            if state.failure == nil { state.failure = error }
        }
    }

    /// What was added, in input order, also where an interruption left gaps.
    /// - Throws: the failure that ended the run.
    func summary() throws(RunError) -> Summary {
        let (summary, failure) = state.withLock { state in
            for (_, result) in state.waiting.sorted(by: { $0.key < $1.key }) {
                state.summary.add(result)
                onFile(result)
            }
            state.waiting = [:]
            return (state.summary, state.failure)
        }
        if let failure { throw failure }
        return summary
    }
}
