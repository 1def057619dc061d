import ByteStreams
internal import Pipeline
import Reports
import Synchronization

/// Shows a run's progress on one line of standard error that is redrawn repeatedly.
///
/// Whichever worker comes by draws it, at most ten times a second; the others do not wait. So the line
/// stops changing exactly when there is no progress.
final class ProgressDisplay: Sendable {
    private struct State {
        var lastDrawn: UInt64
        var isShown = false
    }

    /// Goes to the start of the line, and erases from there to its end (ECMA-48 §8.3.41).
    private static let start = "\r"
    private static let erasing = "\u{1B}[K"
    /// Milliseconds between two redraws.
    private static let interval: UInt64 = 100

    private let situation: TerminalSituation
    /// Milliseconds on a monotonic clock.
    private let started: UInt64
    private let state: Mutex<State>

    init(_ situation: TerminalSituation) {
        self.situation = situation
        started = SystemCalls.uptime()
        state = Mutex(State(lastDrawn: started))
    }

    /// Redraws if it is time to.
    func update(_ progress: RunProgress) {
        _ = state.withLockIfAvailable { state in
            let now = SystemCalls.uptime()
            guard !state.isShown || now - state.lastDrawn >= Self.interval else { return }
            state.lastDrawn = now
            state.isShown = true
            let line = ProgressText.line(
                progress.counts, columns: columns, elapsed: now - started)
            Messages.write(Self.start + line + Self.erasing)
        }
    }

    /// Erases the line, so that something else can be printed there.
    func clear() {
        state.withLock { state in
            if !state.isShown { return }
            state.isShown = false
            Messages.write(Self.start + Self.erasing)
        }
    }

    /// Queried each time, because windows are resized.
    private var columns: Int { StandardError.columns ?? situation.columns }
}
