internal import ByteStreams
internal import Glibc
internal import Synchronization

/// Lets the inputs of a run proceed one after another, in their order, whichever thread has them.
///
/// This file contains unsafe code. Its invariants: the pointers lead to an initialised lock and
/// condition that do not move until their owner is destroyed; `next` and `isStopped` are accessed only
/// while holding the lock.
@safe final class Turns: @unchecked Sendable {
    // Sendable despite the pointers and variables: see above.
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var next: Int
    private var isStopped = false

    /// - Parameter first: the number of the input whose turn it is.
    init(first: Int) {
        next = first
        unsafe lock = .allocate(capacity: 1)
        unsafe lock.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(lock, nil)
        unsafe changed = .allocate(capacity: 1)
        unsafe changed.initialize(to: pthread_cond_t())
        unsafe pthread_cond_init(changed, nil)
    }

    /// Whether all inputs before `number` have passed.
    func hasCome(_ number: Int) -> Bool {
        unsafe pthread_mutex_lock(lock)
        defer { unsafe pthread_mutex_unlock(lock) }
        return next == number
    }

    /// Waits until all inputs before `number` have passed.
    ///
    /// - Returns: false if none will pass any more.
    func wait(for number: Int) -> Bool {
        unsafe pthread_mutex_lock(lock)
        defer { unsafe pthread_mutex_unlock(lock) }
        while next != number, !isStopped { unsafe pthread_cond_wait(changed, lock) }
        return !isStopped
    }

    /// Marks the current input as passed.
    func pass() {
        unsafe pthread_mutex_lock(lock)
        next += 1
        unsafe pthread_cond_broadcast(changed)
        unsafe pthread_mutex_unlock(lock)
    }

    /// Wakes all waiting threads: nothing will pass any more.
    func stop() {
        unsafe pthread_mutex_lock(lock)
        isStopped = true
        unsafe pthread_cond_broadcast(changed)
        unsafe pthread_mutex_unlock(lock)
    }

    deinit {
        unsafe pthread_cond_destroy(changed)
        unsafe changed.deinitialize(count: 1)
        unsafe changed.deallocate()
        unsafe pthread_mutex_destroy(lock)
        unsafe lock.deinitialize(count: 1)
        unsafe lock.deallocate()
    }
}
