internal import Glibc
internal import Synchronization

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

    /// How many there are.
    private static let count = Atomic(0)
    /// Addresses that a thread takes, used or not: its stack, and 64 MiB that the C library sets aside
    /// for what it allocates.
    private static let threadAddresses = 80 << 20
    /// Addresses that the program takes without threads.
    private static let programAddresses = 64 << 20

    /// Whether the process may have the addresses for one more. They are counted and not tried: a thread
    /// that was begun may not have taken its own yet.
    private static var hasAddresses: Bool {
        guard let space = SystemCalls.addressSpace() else { return true }
        let others = count.load(ordering: .relaxed)
        return space >= programAddresses + (others + 1) * threadAddresses
    }

    /// - Returns: nil where the system gives no thread, or no memory for one more; nothing was called
    ///   then.
    package init?(_ body: @escaping @Sendable () -> Void) {
        guard Self.hasAddresses else { return nil }
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
        Self.count.add(1, ordering: .relaxed)
    }

    deinit {
        pthread_join(thread, nil)
        Self.count.subtract(1, ordering: .relaxed)
    }
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
