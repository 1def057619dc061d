internal import Glibc
internal import Synchronization

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

    /// The number of threads.
    private static let count = Atomic(0)
    /// The address space of a thread, used or not: its stack, and 64 MiB that the C library reserves for
    /// its allocations.
    private static let threadAddresses = 80 << 20
    /// The address space of the program without threads.
    private static let programAddresses = 64 << 20

    /// Whether the limit leaves address space for another thread. Calculated rather than tried, because
    /// threads that just started may not have reserved theirs yet.
    private static var hasAddresses: Bool {
        guard let space = SystemCalls.addressSpace() else { return true }
        let others = count.load(ordering: .relaxed)
        return space >= programAddresses + (others + 1) * threadAddresses
    }

    /// - Returns: nil if the system cannot create a thread, or has no memory for one; then `body` was
    ///   not called.
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
    /// Calls `body` on `count` threads, including the current one, and waits for all of them. If the
    /// system grants fewer threads, fewer do the work.
    package static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
        guard count > 1, let thread = JoinedThread(body) else { return body() }
        run(count - 1, body)
        _ = consume thread
    }
}
