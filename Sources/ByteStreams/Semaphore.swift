internal import Glibc

/// A counting semaphore.
///
/// This file contains unsafe code. Its invariant: the semaphore is at a fixed heap address and is
/// destroyed once nothing refers to it, so no thread can be waiting for it.
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

    /// Adds one and wakes a waiting thread.
    package func signal() { unsafe sem_post(semaphore) }

    /// Takes one, waiting until there is one.
    package func wait() {
        while unsafe sem_wait(semaphore) != 0, errno == EINTR {}
    }

    /// Takes one while `body` runs.
    package func withOne<Result: ~Copyable, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        wait()
        defer { signal() }
        return try body()
    }
}
