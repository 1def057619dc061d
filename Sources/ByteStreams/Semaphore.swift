internal import Glibc

/// Counts what there is of something that threads take and leave, and lets who wants it wait.
///
/// This file is one of those that hold unsafe code. Its invariant: the semaphore stands at a fixed
/// heap address and is destroyed when nobody refers to it, so nobody waits at it.
@safe package final class Semaphore: @unchecked Sendable {
    private let semaphore: UnsafeMutablePointer<sem_t>

    package init(_ count: UInt32) {
        unsafe semaphore = .allocate(capacity: 1)
        unsafe semaphore.initialize(to: sem_t())
        let result = unsafe sem_init(semaphore, 0, count)
        precondition(result == 0, "a count that small is always allowed")
    }

    deinit {
        unsafe sem_destroy(semaphore)
        unsafe semaphore.deallocate()
    }

    /// Adds one; who waits goes on.
    package func signal() { unsafe sem_post(semaphore) }

    /// Takes one, and waits for it where there is none.
    package func wait() {
        while unsafe sem_wait(semaphore) != 0, errno == EINTR {}
    }

    /// Takes one for as long as `body` goes on.
    package func withOne<Result: ~Copyable, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        wait()
        defer { signal() }
        return try body()
    }
}
