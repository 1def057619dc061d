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
