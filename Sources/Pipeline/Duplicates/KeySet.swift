internal import Glibc

/// A set of keys of which there may be many millions: at most 24 bytes a key, also while it grows,
/// because it grows in one of its tables at a time.
package final class KeySet {
    private var tables = [KeyTable(prefixBits: 0, capacity: 0)]
    /// There are `1 << bits` tables, distinguished by the first bits of their keys.
    private var bits: UInt64 = 0
    private(set) var count = 0

    /// Keys in a table, on average, that make all of them be divided.
    private static let tableLimit = 4096
    private static let splitBits: UInt64 = 3
    /// Enough for a hundred million keys; then tables grow. Each is a mapping of its own, of which
    /// the kernel gives a process 65,530 (`vm.max_map_count`).
    private static let bitsLimit: UInt64 = 12

    package init() {}

    private func table(_ key: DuplicateKey) -> KeyTable { tables[Int(key.high >> (64 - bits))] }

    func contains(_ key: DuplicateKey) -> Bool { table(key).contains(key) }

    /// The key of the first alert that has the vendor's id of `key`.
    func first(ofVendorIn key: DuplicateKey) -> DuplicateKey? {
        table(key).first(ofVendorIn: key)
    }

    /// - Returns: whether the key is new.
    @discardableResult
    package func insert(_ key: DuplicateKey) -> Bool {
        guard table(key).insert(key) else { return false }
        count += 1
        if bits < Self.bitsLimit, count > tables.count * Self.tableLimit { split() }
        return true
    }

    /// All keys, in their order.
    func visit(_ body: (DuplicateKey) -> Void) {
        for table in tables { table.visit(body) }
    }

    /// Moves the keys of `other` here, leaving it empty.
    func merge(_ other: KeySet) {
        if other.count < count / 8 {
            other.visit { insert($0) }
            other.empty()
            return
        }
        while bits < other.bits { split() }
        while other.bits < bits { other.split() }
        count = 0
        for number in tables.indices {
            tables[number].merge(other.tables[number])
            count += tables[number].count
            // Its memory goes before that of the next one grows.
            other.tables[number] = KeyTable(prefixBits: bits, capacity: 0)
        }
        other.empty()
        while bits < Self.bitsLimit, count > tables.count * Self.tableLimit { split() }
    }

    private func empty() {
        tables = [KeyTable(prefixBits: 0, capacity: 0)]
        bits = 0
        count = 0
    }

    private func split() {
        var parts: [KeyTable] = []
        parts.reserveCapacity(tables.count << Self.splitBits)
        for number in tables.indices {
            parts += tables[number].split(Self.splitBits)
            tables[number] = KeyTable(prefixBits: bits, capacity: 0)
        }
        tables = parts
        bits += Self.splitBits
    }
}

/// The alerts that the run published so far: shared by all workers, changed by the one whose turn it
/// is, in input order.
package final class KnownAlerts: @unchecked Sendable {
    // Sendable although `keys` is not, because it is only accessed under the lock.
    private let lock = ReadWriteLock()
    private let keys = KeySet()

    package init() {}

    func contains(_ key: DuplicateKey) -> Bool { lock.reading { keys.contains(key) } }

    /// See ``KeySet/first(ofVendorIn:)``.
    func first(ofVendorIn key: DuplicateKey) -> DuplicateKey? {
        lock.reading { keys.first(ofVendorIn: key) }
    }

    package func add(_ other: KeySet) { lock.writing { keys.merge(other) } }
}

/// A lock that many readers hold at once, or one writer: every worker looks up every alert, and with a
/// lock for one at a time they would wait for each other.
///
/// This file contains unsafe code. Its invariant: `lock` points to an initialised lock that does not
/// move until its owner is destroyed.
@safe final class ReadWriteLock: @unchecked Sendable {
    // Sendable despite the pointer, because a lock is made to be shared between threads.
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
