internal import Glibc

/// A thread for work that blocks on disks or runs in the background, which would starve the shared pool
/// of Swift's tasks. Destroying the value joins the thread.
///
/// This file contains unsafe code. Its invariant: the box is retained once on behalf of the thread,
/// which releases it.
package struct JoinedThread: ~Copyable, Sendable {
    private final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private let thread: pthread_t

    /// - Returns: nil if the system cannot create a thread; then `body` was not called.
    package init?(_ body: @escaping @Sendable () -> Void) {
        let box = unsafe Unmanaged.passRetained(Box(body))
        var thread = pthread_t()
        let failure = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, box.toOpaque())
        if failure != 0 {
            unsafe box.release()
            return nil
        }
        self.thread = thread
    }

    deinit { pthread_join(thread, nil) }
}

/// Threads that do the same work.
package enum Workers {
    /// Calls `body` on `count` threads, including the current one, and waits for all of them. If the
    /// system grants fewer threads, fewer do the work.
    package static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
        guard count > 1, let thread = JoinedThread(body) else { return body() }
        run(count - 1, body)
        _ = consume thread
    }
}
