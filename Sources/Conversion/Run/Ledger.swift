internal import ByteStreams
internal import Synchronization

/// What the workers of a run share: which input comes next, and what became of those that are done.
///
/// Over small files workers come by thousands of times a second, and there are more of them than cores:
/// so nobody holds a lock for longer than it takes to put something down.
final class Ledger: Sendable {
    private struct Arrivals {
        /// Results that came before those of earlier inputs, or while another one was added.
        var waiting: [Int: FileResult] = [:]
        /// Inputs whose results stand in the summary, or are being added to it.
        var addedCount = 0
        /// Somebody adds what arrives.
        var isAdding = false

        /// The result whose turn it is.
        mutating func next() -> FileResult? {
            let result = waiting.removeValue(forKey: addedCount)
            if result == nil { isAdding = false } else { addedCount += 1 }
            return result
        }
    }

    private let nextNumber = Atomic<Int>(0)
    private let hasFailed = Atomic<Bool>(false)
    private let failure = Mutex<RunError?>(nil)
    private let arrivals = Guarded(Arrivals())
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
        guard !hasFailed.load(ordering: .acquiring) else { return nil }
        let number = nextNumber.add(1, ordering: .relaxed).oldValue
        return number < end ? number : nil
    }

    /// Adds a result when its turn has come: in input order.
    func add(_ result: FileResult, _ number: Int) {
        let isMine = arrivals.withLock { arrivals in
            arrivals.waiting[number] = result
            if arrivals.isAdding { return false }
            arrivals.isAdding = true
            return true
        }
        guard isMine else { return }
        while let next = arrivals.withLock({ $0.next() }) {
            sum.withLock { $0.add(next) }
            onFile(next)
        }
    }

    /// Ends the run after the files at hand. The first failure is told.
    func fail(_ error: RunError) {
        failure.withLock { if $0 == nil { $0 = error } }
        hasFailed.store(true, ordering: .releasing)
    }

    /// What was added, in input order, also where an interruption left gaps. To be called when all
    /// workers have ended.
    ///
    /// - Throws: the failure that ended the run.
    func summary() throws(RunError) -> Summary {
        let rest = arrivals.withLock { arrivals in
            arrivals.waiting.sorted { $0.key < $1.key }.map(\.value)
        }
        for result in rest {
            sum.withLock { $0.add(result) }
            onFile(result)
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        return sum.withLock { $0 }
    }
}
