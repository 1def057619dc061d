package import ByteStreams
internal import Synchronization

/// The progress of a run. Workers update it once per block of bytes, never per record; no output depends
/// on it.
package final class RunProgress: Sendable {
    /// A snapshot of the counters. They are read one after another while workers continue, so they need
    /// not be exactly consistent.
    package struct Counts: Hashable, Sendable {
        package var files = 0
        package var filesDone = 0
        /// Bytes as stored, of all inputs; nil where one of them is a pipe.
        package var bytes: UInt64?
        package var bytesDone: UInt64 = 0
        /// Those of `bytesDone` that an earlier run did.
        package var bytesSkipped: UInt64 = 0
        package var records: UInt64 = 0
        package var alerts: UInt64 = 0
        package var rejects: UInt64 = 0
        /// The input that was begun last.
        package var current: Path?

        package init() {}
    }

    /// What a worker did since its last update.
    struct Step {
        var bytes: UInt64 = 0
        var records: UInt64 = 0
        var alerts: UInt64 = 0
        var rejects: UInt64 = 0
    }

    private let files: Int
    private let bytes: UInt64?
    private let filesDone = Atomic(0)
    private let bytesDone = Atomic<UInt64>(0)
    private let bytesSkipped = Atomic<UInt64>(0)
    private let records = Atomic<UInt64>(0)
    private let alerts = Atomic<UInt64>(0)
    private let rejects = Atomic<UInt64>(0)
    private let current = Mutex<Path?>(nil)
    private let onStep: @Sendable (RunProgress) -> Void

    /// - Parameter onStep: called by the workers after each step, several at once: it must be quick.
    package init(
        of inputs: [Input], onStep: @escaping @Sendable (RunProgress) -> Void = { _ in }
    ) {
        files = inputs.count
        bytes = Self.storedBytes(inputs)
        self.onStep = onStep
    }

    package var counts: Counts {
        var counts = Counts()
        counts.files = files
        counts.bytes = bytes
        counts.filesDone = filesDone.load(ordering: .relaxed)
        counts.bytesDone = bytesDone.load(ordering: .relaxed)
        counts.bytesSkipped = bytesSkipped.load(ordering: .relaxed)
        counts.records = records.load(ordering: .relaxed)
        counts.alerts = alerts.load(ordering: .relaxed)
        counts.rejects = rejects.load(ordering: .relaxed)
        counts.current = current.withLock { $0 }
        return counts
    }

    func begin(_ input: Input) {
        current.withLock { $0 = input.relative }
        onStep(self)
    }

    func add(_ step: Step) {
        bytesDone.add(step.bytes, ordering: .relaxed)
        records.add(step.records, ordering: .relaxed)
        alerts.add(step.alerts, ordering: .relaxed)
        rejects.add(step.rejects, ordering: .relaxed)
        onStep(self)
    }

    /// - Parameter step: what was done since the last step, and what of the input was not read.
    func finish(_ step: Step) {
        filesDone.add(1, ordering: .relaxed)
        add(step)
    }

    /// Counts an input whose results an earlier run left.
    package func skip(_ input: Input) {
        let size = Self.storedBytes([input]) ?? 0
        bytesSkipped.add(size, ordering: .relaxed)
        var step = Step()
        step.bytes = size
        finish(step)
    }

    private static func storedBytes(_ inputs: [Input]) -> UInt64? {
        var sum: UInt64 = 0
        for input in inputs where input.failure == nil {
            guard let identity = input.identity else { return nil }
            sum += UInt64(clamping: identity.size)
        }
        return sum
    }
}

/// What one worker has reported about its input so far, so that only the difference is added each time.
struct FileProgress {
    private let run: RunProgress?
    private var told = RunProgress.Step()
    /// Bytes that the input had when it was listed.
    private let size: UInt64

    /// - Parameter run: nil if progress is not shown.
    init(of input: Input, in run: RunProgress?) {
        self.run = run
        size = UInt64(clamping: input.identity?.size ?? 0)
        run?.begin(input)
    }

    /// - Parameter now: the totals of this input.
    mutating func tell(_ now: RunProgress.Step) {
        guard let run else { return }
        run.add(advance(to: now))
    }

    /// The input is finished. Any part that was not read because of damage counts as done.
    mutating func finish(_ now: RunProgress.Step) {
        guard let run else { return }
        var end = now
        end.bytes = max(end.bytes, size)
        run.finish(advance(to: end))
    }

    private mutating func advance(to now: RunProgress.Step) -> RunProgress.Step {
        var step = RunProgress.Step()
        step.bytes = now.bytes - told.bytes
        step.records = now.records - told.records
        step.alerts = now.alerts - told.alerts
        step.rejects = now.rejects - told.rejects
        told = now
        return step
    }
}
