internal import Glibc

/// Counts what one thread left for another, and lets the other wait for it.
///
/// This file is one of those that hold unsafe code. Its invariant: the semaphore stands at a fixed
/// heap address and is destroyed when nobody refers to it, so nobody waits at it.
@safe final class Semaphore: @unchecked Sendable {
    private let semaphore: UnsafeMutablePointer<sem_t>

    init(_ count: UInt32) {
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
    func signal() { unsafe sem_post(semaphore) }

    /// Takes one, and waits for it where there is none.
    func wait() {
        while unsafe sem_wait(semaphore) != 0, errno == EINTR {}
    }
}
