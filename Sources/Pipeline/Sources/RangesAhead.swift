internal import ByteStreams
internal import JSONRecords
internal import Synchronization

/// A range of a file that is converted before the file's reader gets there.
final class RangeAhead<Work: AnyObject & Sendable>: Sendable {
    let bytes: Range<UInt64>
    /// Whether a helper thread converts it, not the reader's own.
    let isHelped: Bool
    private let work = Mutex<Work?>(nil)
    private let done = Semaphore(0)
    private let wasDone = Atomic(false)
    private let wasDropped = Atomic(false)

    init(_ bytes: Range<UInt64>, isHelped: Bool) {
        self.bytes = bytes
        self.isHelped = isHelped
    }

    /// Whether its result is ready.
    var isDone: Bool { wasDone.load(ordering: .relaxed) }

    /// Whether nobody needs its result any more.
    var isDropped: Bool { wasDropped.load(ordering: .relaxed) }

    func drop() { wasDropped.store(true, ordering: .relaxed) }

    func finish(_ work: Work?) {
        self.work.withLock { $0 = work }
        wasDone.store(true, ordering: .relaxed)
        done.signal()
    }

    /// Waits for its result; nil if it is of no use. Call this once.
    func wait() -> Work? {
        done.wait()
        return work.withLock { $0.take() }
    }
}

/// Divides a file into ranges that threads convert ahead of the file's reader. When the reader reaches a
/// range, it takes over the finished result, or reads the range itself.
///
/// A range starts at a line that starts with a brace. A record starts there too, unless something is still
/// open: an array, a string with a line end in it, a broken piece. Only the reader can tell, so ranges are
/// converted speculatively, and a result is dropped if something is open when the reader gets there. The
/// threads stay at most a few ranges ahead, which bounds the memory.
final class RangesAhead<Work: AnyObject & Sendable>: Sendable {
    private struct State {
        /// Where the first unclaimed range starts.
        var next: UInt64
        /// Ranges being converted or finished, in the file's order.
        var ranges: [RangeAhead<Work>] = []
        /// Whether no more ranges are handed out.
        var isOver = false
    }

    /// How far to search for the start of a range. A file without such a line is not divided.
    private static var searchLimit: UInt64 { 1 << 20 }
    /// How many ranges the reader's own thread may convert ahead.
    private static var rangesOfReader: Int { 2 }
    /// How many ranges ahead each helper may be.
    private static var rangesPerHelper: Int { 2 }

    private let file: FileParts
    private let rangeBytes: UInt64
    private let state: Mutex<State>
    /// One for each range that a helper may start.
    private let room = Semaphore(0)
    private let work: @Sendable (RangeAhead<Work>) -> Work?

    /// - Parameters:
    ///   - start: the reader's position.
    ///   - work: converts a range; nil if the result is of no use.
    init(
        _ file: FileParts, rangeBytes: UInt64, from start: UInt64,
        _ work: @escaping @Sendable (RangeAhead<Work>) -> Work?
    ) {
        self.file = file
        self.rangeBytes = rangeBytes
        self.work = work
        state = Mutex(State(next: start))
    }

    /// What a helper thread does.
    fileprivate func help() {
        repeat { room.wait() } while workOnNext()
    }

    /// Converts the next unclaimed range.
    ///
    /// - Returns: false when there is none.
    func workOnNext() -> Bool {
        guard let range = state.withLock({ begin(&$0, isHelped: true) }) else { return false }
        range.finish(work(range))
        return true
    }

    /// Converts a later range on the reader's own thread while a helper is still converting the next one.
    ///
    /// - Returns: false if there is no such range, or the next one is ready.
    func workAhead(of position: UInt64) -> Bool {
        let range = state.withLock { state -> RangeAhead<Work>? in
            guard let first = state.ranges.first, first.bytes.lowerBound == position,
                !first.isDone, state.ranges.count(where: { !$0.isHelped }) < Self.rangesOfReader
            else { return nil }
            return begin(&state, isHelped: false)
        }
        guard let range else { return false }
        range.finish(work(range))
        return true
    }

    private func begin(_ state: inout State, isHelped: Bool) -> RangeAhead<Work>? {
        guard let bytes = claim(&state) else { return nil }
        let range = RangeAhead<Work>(bytes, isHelped: isHelped)
        state.ranges.append(range)
        return range
    }

    fileprivate func makeRoom() {
        for _ in 0..<Self.rangesPerHelper { room.signal() }
    }

    /// Hands out no more ranges, and ends the helpers.
    fileprivate func stop(helpers: Int) {
        state.withLock { state in
            state.isOver = true
            for range in state.ranges { range.drop() }
        }
        for _ in 0..<helpers { room.signal() }
    }

    /// What the reader does next.
    enum Next {
        /// The range that starts here is being converted or is finished: wait for it, or drop it.
        case ahead(RangeAhead<Work>)
        /// Read up to here; nil is the end of the file.
        case own(end: UInt64?)
    }

    /// Decides what the reader does next. One lock covers the whole decision: otherwise a helper could
    /// claim the range in between, and it would be read twice.
    func next(at position: UInt64) -> Next {
        state.withLock { state in
            if let first = state.ranges.first {
                guard first.bytes.lowerBound == position else {
                    return .own(end: first.bytes.lowerBound)
                }
                state.ranges.removeFirst()
                if first.isHelped { room.signal() }
                return .ahead(first)
            }
            state.next = max(state.next, position)
            return .own(end: claim(&state)?.upperBound)
        }
    }

    private func claim(_ state: inout State) -> Range<UInt64>? {
        guard !state.isOver, state.next < file.size else { return nil }
        let start = state.next
        guard let end = beginning(from: start + rangeBytes) else {
            state.isOver = true
            return nil
        }
        state.next = end
        return start..<end
    }

    /// Where the first line at or after `position` that starts with a brace starts; otherwise the end of
    /// the file.
    /// - Returns: nil if that is too far.
    private func beginning(from position: UInt64) -> UInt64? {
        var position = position
        let limit = position + Self.searchLimit
        var block = [UInt8](repeating: 0, count: 4096)
        while position < file.size {
            guard position < limit else { return nil }
            // Including the byte before it, which may be a line end.
            let count = block.withMutableBytes(from: 0) { file.read(at: position - 1, into: &$0) }
            guard count > 1 else { return file.size }
            for index in 1..<count
            where block[index] == UInt8(ascii: "{") && block[index - 1] == UInt8(ascii: "\n") {
                return position - 1 + UInt64(index)
            }
            position += UInt64(count - 1)
        }
        return file.size
    }
}

/// The helper threads of one reader; they end when this value does.
struct RangeHelpers<Work: AnyObject & Sendable>: ~Copyable {
    private final class Helper: Sendable {
        private let thread: JoinedThread
        init(_ thread: consuming JoinedThread) { self.thread = thread }
    }

    let ranges: RangesAhead<Work>
    private var helpers: [Helper] = []

    init(_ ranges: RangesAhead<Work>) { self.ranges = ranges }

    var count: Int { helpers.count }

    /// Adds a thread.
    /// - Returns: false if the system has none to give.
    mutating func add() -> Bool {
        let ranges = ranges
        guard let thread = JoinedThread({ ranges.help() }) else { return false }
        helpers.append(Helper(thread))
        ranges.makeRoom()
        return true
    }

    deinit { ranges.stop(helpers: helpers.count) }
}
