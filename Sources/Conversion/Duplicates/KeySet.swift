/// A set of keys of which there may be many millions: at most 24 bytes a key, also while it grows,
/// because it grows in one of its tables at a time.
final class KeySet {
    private var tables = [KeyTable(prefixBits: 0, capacity: 0)]
    /// There are `1 << bits` tables, told apart by the first bits of the keys in them.
    private var bits: UInt64 = 0
    private(set) var count = 0

    /// Keys in a table, on average, that make all of them be divided.
    private static let tableLimit = 4096
    private static let splitBits: UInt64 = 3
    /// Enough for a hundred million keys; then tables grow. Each is a mapping of its own, of which
    /// the kernel gives a process 65,530 (`vm.max_map_count`).
    private static let bitsLimit: UInt64 = 12

    private func table(_ key: DuplicateKey) -> KeyTable { tables[Int(key.high >> (64 - bits))] }

    func contains(_ key: DuplicateKey) -> Bool { table(key).contains(key) }

    /// The key of the first alert that has the vendor's id of `key`.
    func first(ofVendorIn key: DuplicateKey) -> DuplicateKey? {
        table(key).first(ofVendorIn: key)
    }

    /// - Returns: whether the key is new.
    @discardableResult
    func insert(_ key: DuplicateKey) -> Bool {
        guard table(key).insert(key) else { return false }
        count += 1
        if bits < Self.bitsLimit, count > tables.count * Self.tableLimit { split() }
        return true
    }

    /// All keys, in their order.
    func visit(_ body: (DuplicateKey) -> Void) {
        for table in tables { table.visit(body) }
    }

    /// Takes the keys of `other`, which is empty then.
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
