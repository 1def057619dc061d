internal import ByteStreams

/// Lets the inputs of a run proceed one after another, in their order, whichever thread has them.
final class Turns: Sendable {
    private struct State {
        /// The number of the input whose turn it is.
        var next: Int
        var isStopped = false
    }

    private let state: Guarded<State>

    /// - Parameter first: the number of the input whose turn it is.
    init(first: Int) { state = Guarded(State(next: first)) }

    /// Whether all inputs before `number` have passed.
    func hasCome(_ number: Int) -> Bool { state.withLock { $0.next == number } }

    /// Waits until all inputs before `number` have passed.
    ///
    /// - Returns: false if none will pass any more.
    func wait(for number: Int) -> Bool {
        !state.wait { $0.next == number || $0.isStopped }.isStopped
    }

    /// Marks the current input as passed.
    func pass() { state.change { $0.next += 1 } }

    /// Wakes all waiting threads: nothing will pass any more.
    func stop() { state.change { $0.isStopped = true } }
}
