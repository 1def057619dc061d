internal import Glibc

/// Threads for work that waits for disks: it would starve the shared pool that Swift's tasks run on.
///
/// This file is one of those that hold unsafe code. Its invariant: a box is retained once for the
/// thread that gets it, which releases it; every thread is joined before `run` returns.
enum Workers {
    private final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Calls `body` on `count` threads, this one among them, and waits for all of them. Where the
    /// system gives fewer threads, fewer do the work.
    static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
        var threads: [pthread_t] = []
        for _ in 1..<max(count, 1) {
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
                break
            }
            threads.append(thread)
        }
        body()
        for thread in threads { pthread_join(thread, nil) }
    }
}
