internal import Glibc

/// A thread for work that waits for disks, or that goes on beside ours: it would starve the shared
/// pool that Swift's tasks run on. The end of the value's life waits for the end of the thread.
///
/// This file is one of those that hold unsafe code. Its invariant: the box is retained once for the
/// thread, which releases it.
package struct JoinedThread: ~Copyable, Sendable {
    private final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private let thread: pthread_t

    /// - Returns: nil where the system gives no thread; nothing was called then.
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
    /// Calls `body` on `count` threads, this one among them, and waits for all of them. Where the
    /// system gives fewer threads, fewer do the work.
    package static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
        guard count > 1, let thread = JoinedThread(body) else { return body() }
        run(count - 1, body)
        _ = consume thread
    }
}
