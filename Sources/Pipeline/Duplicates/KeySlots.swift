internal import JSONRecords

/// Places for keys, in whole pages of memory from the system, all free at first.
///
/// Not from the heap: a table grows often, and what the heap keeps of blocks that it freed, because
/// other sizes were asked for since, would be most of its memory.
///
/// This file is one of those that hold unsafe code. Its invariants: `start` points at pages that hold
/// `count` keys, taken by `init`, released by `deinit` and known to nobody else; every access is
/// checked against `count`; zero bytes are a key.
@safe struct KeySlots: ~Copyable {
    private let start: UnsafeMutablePointer<DuplicateKey>
    /// How many there are.
    let count: Int
    private let byteCount: Int

    private static let keyBytes = MemoryLayout<DuplicateKey>.stride

    /// What stands in a slot without a key.
    static let free = DuplicateKey(high: 0, low: 0)

    /// - Parameter minimum: there will be as many as fit into the pages that hold so many.
    init(atLeast minimum: Int) {
        let pageBytes = BlockMemory.pageBytes
        let pages = (max(minimum, 1) * Self.keyBytes + pageBytes - 1) / pageBytes
        byteCount = pages * pageBytes
        count = byteCount / Self.keyBytes
        unsafe start = BlockMemory.pages(byteCount)
            .bindMemory(to: DuplicateKey.self, capacity: count)
    }

    subscript(slot: Int) -> DuplicateKey {
        get {
            precondition(slot >= 0 && slot < count, "outside of the table")
            return unsafe start[slot]
        }
        set {
            precondition(slot >= 0 && slot < count, "outside of the table")
            unsafe start[slot] = newValue
        }
    }

    deinit { unsafe BlockMemory.release(start, byteCount) }
}
