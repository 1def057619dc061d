/// The alerts that the run published so far: shared by all workers, changed by the one whose turn it
/// is, in input order.
final class KnownAlerts: @unchecked Sendable {
    // Sendable although `keys` is not: nobody reaches them but under the lock.
    private let lock = ReadWriteLock()
    private let keys = KeySet()

    func contains(_ key: DuplicateKey) -> Bool { lock.reading { keys.contains(key) } }

    /// See ``KeySet/first(ofVendorIn:)``.
    func first(ofVendorIn key: DuplicateKey) -> DuplicateKey? {
        lock.reading { keys.first(ofVendorIn: key) }
    }

    func add(_ other: KeySet) { lock.writing { keys.merge(other) } }
}
