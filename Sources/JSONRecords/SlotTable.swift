/// The positions of a record's values, by field number.
///
/// The first ``spellings`` numbers are those of fields; after them each learned spelling of a field has
/// its own slot, until the end of the walk decides which of them counts.
///
/// A view: ``SlotMemory`` owns the slots. Like a chunk's bytes, it is used only until the reader is asked
/// for its next event.
///
/// This file contains unsafe code. Its invariant: `start` points to `capacity` initialised slots as long
/// as their `SlotMemory` lives, and every access is checked against it.
@safe @usableFromInline struct SlotTable {
    @usableFromInline let start: UnsafeMutablePointer<Slot>

    /// The number of the first slot that belongs to another spelling of a field.
    static let spellings = 128
    /// The number of slots; a power of two, so that masking is enough to check a number.
    @usableFromInline static let capacity = 1024

    @inlinable subscript(_ number: UInt8) -> Slot {
        @inline(__always) get { unsafe start[Int(number)] }
        @inline(__always) nonmutating set { unsafe start[Int(number)] = newValue }
    }

    /// The slot with a number below ``capacity``.
    @inlinable subscript(_ number: UInt16) -> Slot {
        @inline(__always) get { unsafe start[Int(number) & (Self.capacity - 1)] }
        @inline(__always) nonmutating set {
            unsafe start[Int(number) & (Self.capacity - 1)] = newValue
        }
    }
}

/// The memory of a ``SlotTable``: one owner, who frees it.
struct SlotMemory: ~Copyable {
    let table: SlotTable

    init() {
        let start = UnsafeMutablePointer<Slot>.allocate(capacity: SlotTable.capacity)
        unsafe start.initialize(repeating: Slot(offset: 0, length: 0), count: SlotTable.capacity)
        table = unsafe SlotTable(start: start)
    }

    deinit { unsafe table.start.deallocate() }
}

/// The position of a value: an offset into the chunk and a length, both in bytes, including a string's
/// quotes.
@usableFromInline struct Slot: Sendable {
    @usableFromInline var offset: UInt32
    @usableFromInline var length: UInt32
}
