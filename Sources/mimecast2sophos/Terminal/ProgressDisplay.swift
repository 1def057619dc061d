import ByteStreams
internal import Pipeline
import Reports
import Synchronization

/// Draws how far a run is, on one line of standard error that is drawn over again and again.
///
/// Whichever worker passes by draws, at most ten times a second; the others do not wait for it. So
/// the line stands still exactly when nothing goes on.
final class ProgressDisplay: Sendable {
    private struct State {
        var lastDrawn: UInt64
        var isShown = false
    }

    /// Goes to the start of the line, and erases from there to its end (ECMA-48 §8.3.41).
    private static let start = "\r"
    private static let erasing = "\u{1B}[K"
    /// Milliseconds between two drawings.
    private static let interval: UInt64 = 100

    private let situation: TerminalSituation
    /// Milliseconds on a clock that nobody sets.
    private let started: UInt64
    private let state: Mutex<State>

    init(_ situation: TerminalSituation) {
        self.situation = situation
        started = SystemCalls.uptime()
        state = Mutex(State(lastDrawn: started))
    }

    /// Draws when it is time to.
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

    /// Takes the line away, so that something else can be printed in its place.
    func clear() {
        state.withLock { state in
            if !state.isShown { return }
            state.isShown = false
            Messages.write(Self.start + Self.erasing)
        }
    }

    /// Asked each time: windows change their size.
    private var columns: Int { StandardError.columns ?? situation.columns }
}
