internal import Accounts
internal import ByteStreams
internal import Synchronization

/// What the workers of a run share: which input comes next, and what became of those that are done.
///
/// Over small files workers come by thousands of times a second, and there are more of them than cores:
/// so nobody holds a lock for longer than it takes to put something down.
final class Ledger: Sendable {
    private struct State {
        var nextNumber = 0
        var failure: RunError?
        /// Results that came before those of earlier inputs, or while another one was added.
        var waiting: [Int: FileResult] = [:]
        /// Inputs whose results stand in the summary, or are being added to it.
        var addedCount = 0
        /// Somebody adds what arrives.
        var isAdding = false

        /// The result whose turn it is; without one, who brings it next adds it.
        mutating func next() -> FileResult? {
            let result = waiting.removeValue(forKey: addedCount)
            isAdding = result != nil
            if isAdding { addedCount += 1 }
            return result
        }
    }

    private let state = Guarded(State())
    /// Only who adds, and one who asks in the end, holds it.
    private let sum: Mutex<Summary>
    private let onFile: @Sendable (FileResult) -> Void

    /// - Parameter summary: what the results are added to.
    init(_ summary: Summary, _ onFile: @escaping @Sendable (FileResult) -> Void) {
        sum = Mutex(summary)
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

    /// Ends the run after the files at hand. The first failure is told.
    func fail(_ error: RunError) {
        state.withLock { state in
            if state.failure == nil { state.failure = error }
        }
    }

    /// What was added, in input order, also where an interruption left gaps. To be called when all
    /// workers have ended.
    ///
    /// - Throws: the failure that ended the run; `outputClosed` when that was nobody's fault.
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
