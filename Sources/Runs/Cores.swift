internal import ByteStreams
internal import Pipeline
internal import Synchronization

/// The cores of a run: as many inputs are read at a time as it may use, and where fewer are left, an
/// input that is still read may take more than one.
final class Cores: Sendable {
    private let count: Int
    private let readers: Int
    private let places: Semaphore
    /// Inputs that are being read, or will be.
    private let unread: Atomic<Int>

    /// - Parameters:
    ///   - count: cores there are for the run.
    ///   - readers: how many inputs may be read at once; from 1.
    ///   - inputs: how many the run has.
    init(_ count: Int, readers: Int, inputs: Int) {
        self.count = count
        self.readers = max(readers, 1)
        places = Semaphore(UInt32(self.readers))
        unread = Atomic(inputs)
    }

    /// Reads one of the inputs, when its turn has come.
    func read<Result: ~Copyable, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { unread.subtract(1, ordering: .relaxed) }
        return try places.withOne(body)
    }

    /// What has nothing to read and will not have. It never becomes fewer.
    var spare: SpareCores {
        let inputs = min(max(unread.load(ordering: .relaxed), 1), readers)
        return SpareCores(free: max(count - inputs, 0), inputs: inputs)
    }
}
