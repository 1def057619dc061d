internal import Glibc

/// Lets only so many threads at a time do a kind of work.
///
/// This file is one of those that hold unsafe code. Its invariants: the pointers lead to an
/// initialised lock and condition, which stay where they are until their owner goes; `free` is looked
/// at and changed only by who holds the lock.
@safe final class Permits: @unchecked Sendable {
    // Sendable although it holds pointers and a variable: see above.
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let returned: UnsafeMutablePointer<pthread_cond_t>
    private var free: Int

    /// - Parameter count: how many threads, from 1.
    init(_ count: Int) {
        precondition(count > 0, "nobody would ever get a permit")
        free = count
        unsafe lock = .allocate(capacity: 1)
        unsafe lock.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(lock, nil)
        unsafe returned = .allocate(capacity: 1)
        unsafe returned.initialize(to: pthread_cond_t())
        unsafe pthread_cond_init(returned, nil)
    }

    /// Waits for a permit, and gives it back after `body`.
    func withOne<Result: ~Copyable, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        take()
        defer { giveBack() }
        return try body()
    }

    private func take() {
        unsafe pthread_mutex_lock(lock)
        while free == 0 { unsafe pthread_cond_wait(returned, lock) }
        free -= 1
        unsafe pthread_mutex_unlock(lock)
    }

    private func giveBack() {
        unsafe pthread_mutex_lock(lock)
        free += 1
        unsafe pthread_cond_signal(returned)
        unsafe pthread_mutex_unlock(lock)
    }

    deinit {
        unsafe pthread_cond_destroy(returned)
        unsafe returned.deinitialize(count: 1)
        unsafe returned.deallocate()
        unsafe pthread_mutex_destroy(lock)
        unsafe lock.deinitialize(count: 1)
        unsafe lock.deallocate()
    }
}
