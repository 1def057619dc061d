import Glibc
import Synchronization

/// Waiting for pipes, sockets and terminals, whose bytes may never come: a signal handler can end it.
///
/// Without this a run that was asked to stop would still wait for the next byte of its input. A flag
/// alone cannot help: the signal may come between looking at the flag and the call that waits. A
/// pipe that stays readable once something was written to it closes that gap.
package enum Waiting {
    /// The two ends of the pipe; -1 while nobody needs it.
    private static let readingEnd = Atomic<Int32>(-1)
    private static let writingEnd = Atomic<Int32>(-1)

    /// Makes ``end()`` work. To be called once, before a signal handler may call it. Without
    /// descriptors left, waiting goes on as if there were no way to end it.
    package static func becomeEndable() {
        guard readingEnd.load(ordering: .relaxed) < 0, let ends = try? SystemCalls.pipe() else {
            return
        }
        readingEnd.store(ends.reading, ordering: .relaxed)
        writingEnd.store(ends.writing, ordering: .relaxed)
    }

    /// Ends all waiting, now and later. Does only what a signal handler may do.
    package static func end() {
        let saved = errno
        SystemCalls.poke(writingEnd.load(ordering: .relaxed))
        errno = saved
    }

    /// Waits until `descriptor` has bytes or is at its end.
    ///
    /// - Returns: false when ``end()`` was called.
    static func untilReadable(_ descriptor: Int32) -> Bool {
        SystemCalls.wait(
            for: descriptor, events: POLLIN, orFor: readingEnd.load(ordering: .relaxed))
    }
}
