package import Accounts
package import ByteStreams
internal import Synchronization

/// What a search through inputs finds.
package enum PieceFind: Sendable {
    case piece(ExplainedPiece)
    /// Damage to an input, reported after its pieces, with the path under which it was opened.
    case damage(Path, StreamDamage)
}

/// How much was examined and found.
package struct PieceTotals: Hashable, Sendable {
    /// Inputs and pieces that were examined.
    package var inputs: UInt64 = 0
    package var seen: UInt64 = 0
    /// Pieces that match the number, text or id, whatever their outcome.
    package var found: UInt64 = 0
    /// Those of them with the requested outcome.
    package var matched: UInt64 = 0
    package var shown: UInt64 = 0

    package init() {}

    mutating func add(_ other: PieceTotals) {
        inputs += other.inputs
        seen += other.seen
        found += other.found
        matched += other.matched
    }
}

/// Shows finds from several inputs read in parallel, in input order: those of the first unfinished input
/// at once, those of others when all inputs before them are finished.
package final class PieceCollector: Sendable {
    private struct State {
        /// The input whose finds are shown at once.
        var head = 0
        /// Finds in later inputs.
        var waiting: [Int: [PieceFind]] = [:]
        var waitingPieces = 0
        var finished: Set<Int> = []
        var shown = 0
        /// Whether showing has stopped.
        var isClosed = false
        var failure: RunError?
        var totals = PieceTotals()
    }

    private let limit: Int
    private let show: @Sendable (PieceFind) -> Bool
    private let state = Mutex(State())
    private let isOver = Atomic(false)

    /// - Parameters:
    ///   - limit: how many pieces are shown.
    ///   - show: returns false to stop.
    package init(limit: Int, show: @escaping @Sendable (PieceFind) -> Bool) {
        self.limit = limit
        self.show = show
    }

    /// Whether nothing more will be shown or counted.
    package var isDone: Bool { isOver.load(ordering: .relaxed) }

    /// Whether another piece of an input would be shown, as far as is known.
    func takesMore(from turn: Int) -> Bool {
        state.withLock { state in
            let before = state.waiting.reduce(0) {
                $1.key <= turn ? $0 + Self.pieces($1.value) : $0
            }
            return !state.isClosed && state.shown + before < limit
        }
    }

    package func add(_ find: PieceFind, from turn: Int) {
        state.withLock { state in
            if turn == state.head { return tell(find, &state) }
            state.waiting[turn, default: []].append(find)
            state.waitingPieces += Self.pieces([find])
            // If there are more than will be shown, those of the last inputs are dropped.
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
    package func finish(_ turn: Int, _ totals: PieceTotals) {
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

    package func fail(_ error: RunError) {
        state.withLock { state in
            if state.failure == nil { state.failure = error }
            isOver.store(true, ordering: .relaxed)
        }
    }

    /// - Throws: the failure that ended the run.
    package func totals() throws(RunError) -> PieceTotals {
        let (totals, failure) = state.withLock { state in
            var totals = state.totals
            totals.shown = UInt64(state.shown)
            return (totals, state.failure)
        }
        if let failure { throw failure }
        return totals
    }

    private func tell(_ find: PieceFind, _ state: inout State) {
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

    private static func pieces(_ finds: [PieceFind]) -> Int {
        finds.count { if case .piece = $0 { true } else { false } }
    }
}
