internal import ByteStreams

/// What one worker told of its input so far, so that each time only the difference is added.
struct FileProgress {
    private let run: RunProgress?
    private var told = RunProgress.Step()
    /// Bytes that the input had when it was listed.
    private let size: UInt64

    /// - Parameter run: nil when nobody watches.
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

    /// The input is done. What of it was not read, because it is damaged, counts as done.
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
