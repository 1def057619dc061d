import Glibc

/// A value that one thread at a time may touch, where many threads come for a moment each.
///
/// Swift's `Mutex` gives itself, on Linux, to the thread that waits longest. With more threads than
/// cores that one sleeps, and until it is awake all who come queue up behind it. This lock is taken by
/// whoever comes first: over 10,000 small files that saves a tenth of the processor time.
///
/// This file is one of those that hold unsafe code. Its invariants: `lock` points at one initialised
/// lock, which stays where it is until its owner goes; `value` is touched only by who holds it.
@safe package final class Guarded<Value>: @unchecked Sendable {
    // Sendable although it holds a pointer and a variable: see above.
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    package init(_ value: sending Value) {
        self.value = value
        unsafe lock = .allocate(capacity: 1)
        unsafe lock.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(lock, nil)
    }

    /// - Parameter body: as short as can be.
    package func withLock<Result>(_ body: (inout sending Value) -> sending Result) -> sending Result
    {
        unsafe pthread_mutex_lock(lock)
        defer { unsafe pthread_mutex_unlock(lock) }
        return body(&value)
    }

    deinit {
        unsafe pthread_mutex_destroy(lock)
        unsafe lock.deinitialize(count: 1)
        unsafe lock.deallocate()
    }
}
