internal import JSONRecords

/// Slots for keys, in whole pages of memory from the system, all initially free.
///
/// Not from the heap: tables grow often, and freed blocks of sizes that are no longer requested would
/// make up most of the heap.
///
/// This file contains unsafe code. Its invariants: `start` points to pages that hold `count` keys,
/// allocated by `init`, released by `deinit` and never shared; every access is checked against `count`;
/// zero bytes are a key.
@safe struct KeySlots: ~Copyable {
    private let start: UnsafeMutablePointer<DuplicateKey>
    /// How many there are.
    let count: Int
    private let byteCount: Int

    private static let keyBytes = MemoryLayout<DuplicateKey>.stride

    /// The content of a slot without a key.
    static let free = DuplicateKey(high: 0, low: 0)

    /// - Parameter minimum: rounded up to fill whole pages.
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
