internal import Glibc

/// Slots for keys, in whole pages of memory from the system, all initially free.
///
/// Not from the heap: tables grow often, and freed blocks of sizes that are no longer requested would
/// make up most of the heap.
///
/// This file contains unsafe code. Its invariants: `start` is a mapping of `count * 16` bytes and less
/// than a page more, made by `init`, removed by `deinit` and never shared; every access is checked
/// against `count`; zero bytes are a key.
@safe struct KeySlots: ~Copyable {
    private let start: UnsafeMutablePointer<DuplicateKey>
    /// How many there are.
    let count: Int
    private let byteCount: Int

    /// Bytes of a page.
    private static let pageBytes = max(Int(sysconf(Int32(_SC_PAGESIZE))), 1)
    private static let keyBytes = MemoryLayout<DuplicateKey>.stride

    /// The content of a slot without a key.
    static let free = DuplicateKey(high: 0, low: 0)

    /// - Parameter minimum: rounded up to fill whole pages.
    init(atLeast minimum: Int) {
        let pages = (max(minimum, 1) * Self.keyBytes + Self.pageBytes - 1) / Self.pageBytes
        byteCount = pages * Self.pageBytes
        count = byteCount / Self.keyBytes
        let address = unsafe mmap(
            nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else {
            fatalError("out of memory")
        }
        unsafe start = address.bindMemory(to: DuplicateKey.self, capacity: count)
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

    deinit { unsafe munmap(start, byteCount) }
}
