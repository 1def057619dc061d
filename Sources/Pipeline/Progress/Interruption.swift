internal import ByteStreams
internal import Glibc
internal import Synchronization

/// Whether a signal asked the run to stop. It is checked between blocks of bytes, so a run stops soon
/// and in order. Waiting for a pipe or a terminal is interrupted, too. A second signal of the same kind
/// ends the process at once.
///
/// This file contains unsafe code. Its invariant: the handler, which may run at any moment on any
/// thread, only accesses atomic numbers and writes a byte.
package struct Interruption: Sendable {
    /// 0, or the number of the signal that came first. Set from a signal handler, which may do
    /// nothing more than this.
    private static let signalNumber = Atomic<Int32>(0)
    private let isWatching: Bool

    /// For tests and for callers that signals should not stop.
    package static let never = Interruption(isWatching: false)

    private init(isWatching: Bool) { self.isWatching = isWatching }

    /// Watches SIGINT and SIGTERM from now on.
    package static func watching() -> Interruption {
        _ = signalNumber.load(ordering: .relaxed)
        Waiting.becomeEndable()
        // The parent may have blocked them for one of its threads, which we inherit.
        var watched = sigset_t()
        _ = unsafe sigemptyset(&watched)
        for number in [SIGINT, SIGTERM] {
            _ = unsafe sigaddset(&watched, number)
            var action = sigaction()
            // A shell ignores SIGINT for background processes; leave it ignored.
            _ = unsafe sigaction(number, nil, &action)
            if isIgnoring(action) { continue }
            unsafe action.__sigaction_handler.sa_handler = { Interruption.request($0) }
            // The second signal finds the default action. System calls are restarted.
            action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
            _ = unsafe sigaction(number, &action, nil)
        }
        _ = unsafe pthread_sigmask(SIG_UNBLOCK, &watched, nil)
        return Interruption(isWatching: true)
    }

    /// SIG_IGN is 1 as a number; Swift does not compare C functions.
    private static func isIgnoring(_ action: sigaction) -> Bool {
        unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }

    private static func request(_ number: Int32) {
        _ = signalNumber.compareExchange(expected: 0, desired: number, ordering: .relaxed)
        Waiting.end()
    }

    package var isRequested: Bool {
        isWatching && Self.signalNumber.load(ordering: .relaxed) != 0
    }

    /// The signal that came, or nil.
    package var signal: Int32? { isRequested ? Self.signalNumber.load(ordering: .relaxed) : nil }
}
