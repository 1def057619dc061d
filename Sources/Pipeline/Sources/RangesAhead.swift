internal import ByteStreams
internal import JSONRecords
internal import Synchronization

/// A range of a file that a thread works on ahead of the file's reader.
final class RangeAhead<Work: AnyObject & Sendable>: Sendable {
    let bytes: Range<UInt64>
    /// One of the threads works on it, and not the reader.
    let isHelped: Bool
    private let work = Mutex<Work?>(nil)
    private let done = Semaphore(0)
    private let wasDone = Atomic(false)
    private let wasDropped = Atomic(false)

    init(_ bytes: Range<UInt64>, isHelped: Bool) {
        self.bytes = bytes
        self.isHelped = isHelped
    }

    /// There is nothing to wait for.
    var isDone: Bool { wasDone.load(ordering: .relaxed) }

    /// Nobody waits for what comes of it.
    var isDropped: Bool { wasDropped.load(ordering: .relaxed) }

    func drop() { wasDropped.store(true, ordering: .relaxed) }

    func finish(_ work: Work?) {
        self.work.withLock { $0 = work }
        wasDone.store(true, ordering: .relaxed)
        done.signal()
    }

    /// Waits for what comes of it; nil when it cannot be used. To be asked once.
    func wait() -> Work? {
        done.wait()
        return work.withLock { $0.take() }
    }
}

/// Divides a file into ranges, and has threads work on them ahead of the file's reader, who says where it
/// is: what the reader finds done it takes over, and everything else it reads itself.
///
/// A range begins with a line that begins with a brace. That is where a record begins, unless something is
/// open there: an array, a text with a line end in it, a broken piece. Only the reader knows, so a range is
/// worked on in good faith, and its work is thrown away where the reader comes to its beginning with
/// something open. The threads are never more than a few ranges ahead, so memory is bounded.
final class RangesAhead<Work: AnyObject & Sendable>: Sendable {
    private struct State {
        /// Where the first range begins that nobody has.
        var next: UInt64
        /// What threads work on or have done, in the file's order.
        var ranges: [RangeAhead<Work>] = []
        /// No range will be given any more.
        var isOver = false
    }

    /// How far a range's beginning is looked for. What has no such line is not divided.
    private static var searchLimit: UInt64 { 1 << 20 }
    /// Ranges that the reader may be ahead of itself.
    private static var rangesOfReader: Int { 2 }
    /// Ranges that a thread may be ahead.
    private static var rangesPerHelper: Int { 2 }

    private let file: FileParts
    private let rangeBytes: UInt64
    private let state: Mutex<State>
    /// Ranges that may be begun.
    private let room = Semaphore(0)
    private let work: @Sendable (RangeAhead<Work>) -> Work?

    /// - Parameters:
    ///   - start: how far the reader is.
    ///   - work: what a thread does with a range; nil when nothing usable came of it.
    init(
        _ file: FileParts, rangeBytes: UInt64, from start: UInt64,
        _ work: @escaping @Sendable (RangeAhead<Work>) -> Work?
    ) {
        self.file = file
        self.rangeBytes = rangeBytes
        self.work = work
        state = Mutex(State(next: start))
    }

    /// The work of one thread.
    fileprivate func help() {
        repeat { room.wait() } while workOnNext()
    }

    /// Works on the next range that nobody has.
    ///
    /// - Returns: false when there is none.
    func workOnNext() -> Bool {
        guard let range = state.withLock({ begin(&$0, isHelped: true) }) else { return false }
        range.finish(work(range))
        return true
    }

    /// Works on a range as the threads do, when one of them still works on the reader's next.
    ///
    /// - Returns: false when there is nothing to work on, or the reader can go on.
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

    /// Gives nothing to do any more.
    fileprivate func stop(helpers: Int) {
        state.withLock { state in
            state.isOver = true
            for range in state.ranges { range.drop() }
        }
        for _ in 0..<helpers { room.signal() }
    }

    /// What is next for the reader.
    enum Next {
        /// Somebody works on the range that begins here, or has done so. To be waited for or dropped.
        case ahead(RangeAhead<Work>)
        /// The reader reads up to here itself; nil is the end of the file.
        case own(end: UInt64?)
    }

    /// Decides what the reader does next. Asked under one lock: else a thread could take the range in
    /// between, and the reader would read it, too.
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

    /// Where the first line begins, from `position` on, that begins with a brace; else the file's end.
    /// - Returns: nil where it is too far.
    private func beginning(from position: UInt64) -> UInt64? {
        var position = position
        let limit = position + Self.searchLimit
        var block = [UInt8](repeating: 0, count: 4096)
        while position < file.size {
            guard position < limit else { return nil }
            // With the byte in front, which may be a line end.
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

/// The threads that work on ranges for one reader; they end with the value's life.
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
    /// - Returns: false where the system gives none.
    mutating func add() -> Bool {
        let ranges = ranges
        guard let thread = JoinedThread({ ranges.help() }) else { return false }
        helpers.append(Helper(thread))
        ranges.makeRoom()
        return true
    }

    deinit { ranges.stop(helpers: helpers.count) }
}
