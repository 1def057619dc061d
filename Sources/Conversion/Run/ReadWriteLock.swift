internal import Glibc

/// A lock that many readers hold at once, or one writer.
///
/// This file is one of those that hold unsafe code. Its invariant: `lock` points at one initialised
/// lock, which stays where it is until its owner goes.
@safe final class ReadWriteLock: @unchecked Sendable {
    // Sendable although it holds a pointer: what it points at is made for threads.
    private let lock: UnsafeMutablePointer<pthread_rwlock_t>

    init() {
        unsafe lock = .allocate(capacity: 1)
        unsafe lock.initialize(to: pthread_rwlock_t())
        unsafe pthread_rwlock_init(lock, nil)
    }

    func reading<Result>(_ body: () -> Result) -> Result {
        unsafe pthread_rwlock_rdlock(lock)
        defer { unsafe pthread_rwlock_unlock(lock) }
        return body()
    }

    func writing<Result>(_ body: () -> Result) -> Result {
        unsafe pthread_rwlock_wrlock(lock)
        defer { unsafe pthread_rwlock_unlock(lock) }
        return body()
    }

    deinit {
        unsafe pthread_rwlock_destroy(lock)
        unsafe lock.deinitialize(count: 1)
        unsafe lock.deallocate()
    }
}
