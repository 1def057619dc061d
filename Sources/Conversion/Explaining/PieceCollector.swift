internal import ByteStreams
internal import Synchronization

/// Shows what was found in several inputs that are read at once, in the order of inputs: what the first
/// unfinished one gives at once, what others give when all before them are done.
final class PieceCollector: Sendable {
    private struct State {
        /// The input whose finds are shown at once.
        var head = 0
        /// What was found in inputs behind it.
        var waiting: [Int: [ExplainRun.Find]] = [:]
        var waitingPieces = 0
        var finished: Set<Int> = []
        var shown = 0
        /// Nobody looks any more.
        var isClosed = false
        var failure: RunError?
        var totals = ExplainRun.Totals()
    }

    private let limit: Int
    private let show: @Sendable (ExplainRun.Find) -> Bool
    private let state = Mutex(State())
    private let isOver = Atomic(false)

    /// - Parameters:
    ///   - limit: how many pieces are shown.
    ///   - show: false when nobody looks any more.
    init(limit: Int, show: @escaping @Sendable (ExplainRun.Find) -> Bool) {
        self.limit = limit
        self.show = show
    }

    /// Whether nothing more will be shown or counted.
    var isDone: Bool { isOver.load(ordering: .relaxed) }

    /// Whether another piece of an input would be shown, as far as is known.
    func takesMore(from turn: Int) -> Bool {
        state.withLock { state in
            let before = state.waiting.reduce(0) {
                $1.key <= turn ? $0 + Self.pieces($1.value) : $0
            }
            return !state.isClosed && state.shown + before < limit
        }
    }

    func add(_ find: ExplainRun.Find, from turn: Int) {
        state.withLock { state in
            if turn == state.head { return tell(find, &state) }
            state.waiting[turn, default: []].append(find)
            state.waitingPieces += Self.pieces([find])
            // Where there are more than will be shown, those of the last inputs will not be.
            while state.waitingPieces > limit, let last = state.waiting.keys.max() {
                guard let index = state.waiting[last]?.lastIndex(where: { Self.pieces([$0]) > 0 })
                else { break }
                state.waiting[last]?.remove(at: index)
                if state.waiting[last]?.isEmpty == true { state.waiting[last] = nil }
                state.waitingPieces -= 1
            }
        }
    }

    /// An input was read.
    func finish(_ turn: Int, _ totals: ExplainRun.Totals) {
        state.withLock { state in
            state.totals.add(totals)
            state.finished.insert(turn)
            while state.finished.remove(state.head) != nil {
                state.head += 1
                for find in state.waiting.removeValue(forKey: state.head) ?? [] {
                    state.waitingPieces -= Self.pieces([find])
                    tell(find, &state)
                }
            }
        }
    }

    func fail(_ error: RunError) {
        state.withLock { state in
            if state.failure == nil { state.failure = error }
            isOver.store(true, ordering: .relaxed)
        }
    }

    /// - Throws: the failure that ended the run.
    func totals() throws(RunError) -> ExplainRun.Totals {
        let (totals, failure) = state.withLock { state in
            var totals = state.totals
            totals.shown = UInt64(state.shown)
            return (totals, state.failure)
        }
        if let failure { throw failure }
        return totals
    }

    private func tell(_ find: ExplainRun.Find, _ state: inout State) {
        if state.isClosed { return }
        if case .piece = find {
            if state.shown == limit { return }
            state.shown += 1
        }
        if !show(find) {
            state.isClosed = true
            isOver.store(true, ordering: .relaxed)
        }
    }

    private static func pieces(_ finds: [ExplainRun.Find]) -> Int {
        finds.count { if case .piece = $0 { true } else { false } }
    }
}
