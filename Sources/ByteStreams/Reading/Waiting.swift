import Glibc
import Synchronization

/// Interruptible waiting for pipes, sockets and terminals, whose bytes may never come: a signal handler
/// can end it.
///
/// Without this, a run asked to stop would still wait for the next byte of its input. A flag alone does
/// not help: the signal may arrive between checking the flag and the blocking call. A pipe that stays
/// readable once something was written to it closes that gap.
package enum Waiting {
    /// The two ends of the pipe; -1 until it is needed.
    private static let readingEnd = Atomic<Int32>(-1)
    private static let writingEnd = Atomic<Int32>(-1)

    /// Enables ``end()``. Must be called once, before a signal handler may call that. If no descriptors
    /// are left, waiting cannot be interrupted.
    package static func becomeEndable() {
        guard readingEnd.load(ordering: .relaxed) < 0, let ends = try? SystemCalls.pipe() else {
            return
        }
        readingEnd.store(ends.reading, ordering: .relaxed)
        writingEnd.store(ends.writing, ordering: .relaxed)
    }

    /// Ends all waiting, now and later. Async-signal-safe.
    package static func end() {
        let saved = errno
        SystemCalls.poke(writingEnd.load(ordering: .relaxed))
        errno = saved
    }

    /// Waits until `descriptor` has bytes or is at its end.
    ///
    /// - Returns: false if ``end()`` was called.
    static func untilReadable(_ descriptor: Int32) -> Bool {
        SystemCalls.wait(
            for: descriptor, events: POLLIN, orFor: readingEnd.load(ordering: .relaxed))
    }
}
