internal import ByteStreams
internal import Pipeline
internal import Synchronization

/// The cores of a run: limits the number of inputs read at a time, and once fewer inputs are left than
/// cores, lets an input that is still being read use more than one.
final class Cores: Sendable {
    private let count: Int
    private let readers: Int
    private let places: Semaphore
    /// Inputs that are being read, or will be.
    private let unread: Atomic<Int>

    /// - Parameters:
    ///   - count: the number of cores for the run.
    ///   - readers: how many inputs may be read at once, at least 1.
    ///   - inputs: the number of inputs in the run.
    init(_ count: Int, readers: Int, inputs: Int) {
        self.count = count
        self.readers = max(readers, 1)
        places = Semaphore(UInt32(self.readers))
        unread = Atomic(inputs)
    }

    /// Reads one of the inputs once a core is available.
    func read<Result: ~Copyable, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { unread.subtract(1, ordering: .relaxed) }
        return try places.withOne(body)
    }

    /// The cores without an input to read, now and later. They never become fewer.
    var spare: SpareCores {
        let inputs = min(unread.load(ordering: .relaxed), readers)
        return SpareCores(free: max(count - inputs, 0), inputs: inputs)
    }
}
