internal import Accounts
internal import ByteStreams
internal import Synchronization

/// Shared by the workers of a run: which input comes next, and the results of finished ones.
///
/// With small files, workers access it thousands of times a second, and there are more of them than
/// cores. So no lock is held for longer than it takes to store a value.
final class Ledger: Sendable {
    private struct State {
        var nextNumber = 0
        var failure: RunError?
        /// Results that arrived before those of earlier inputs, or while another one was being added.
        var waiting: [Int: FileResult] = [:]
        /// The number of inputs whose results are in the summary or being added to it.
        var addedCount = 0
        /// Whether a worker is adding results as they arrive.
        var isAdding = false

        /// The result whose turn it is; if there is none, the worker that brings it will add it.
        mutating func next() -> FileResult? {
            let result = waiting.removeValue(forKey: addedCount)
            isAdding = result != nil
            if isAdding { addedCount += 1 }
            return result
        }
    }

    private let state = Guarded(State())
    /// Locked only by the adding worker, and at the end.
    private let sum: Mutex<Summary>
    private let onFile: @Sendable (FileResult) -> Void

    /// - Parameter summary: the summary to add results to.
    init(_ summary: Summary, _ onFile: @escaping @Sendable (FileResult) -> Void) {
        sum = Mutex(summary)
        self.onFile = onFile
    }

    /// The number of the next unclaimed input; nil if there is none, or the run failed.
    func takeNumber(below end: Int) -> Int? {
        state.withLock { state in
            guard state.failure == nil, state.nextNumber < end else { return nil }
            state.nextNumber += 1
            return state.nextNumber - 1
        }
    }

    /// Adds a result once its turn has come, in input order.
    func add(_ result: FileResult, _ number: Int) {
        var turn = state.withLock { state in
            state.waiting[number] = result
            return state.isAdding ? nil : state.next()
        }
        while let next = turn {
            add(next)
            turn = state.withLock { $0.next() }
        }
    }

    private func add(_ result: FileResult) {
        sum.withLock { summary in
            summary.add(result)
            summary.thisRun?.add(result)
        }
        onFile(result)
    }

    /// Ends the run after the files in progress. The first failure is reported.
    func fail(_ error: RunError) {
        state.withLock { state in
            if state.failure == nil { state.failure = error }
        }
    }

    /// The summary of all results, in input order, even if an interruption left gaps. Must be called
    /// after all workers have ended.
    ///
    /// - Throws: the failure that ended the run, or `outputClosed`.
    func summary() throws(RunError) -> Summary {
        let (rest, failure) = state.withLock { state in
            (state.waiting.sorted { $0.key < $1.key }.map(\.value), state.failure)
        }
        for result in rest {
            add(result)
        }
        if case .write(let error) = failure, error.isClosedPipe {
            throw .outputClosed(hasFindings: sum.withLock { $0.thisRun?.hasFindings ?? false })
        }
        if let failure { throw failure }
        return sum.withLock { $0 }
    }
}
