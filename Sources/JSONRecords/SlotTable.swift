/// The positions of a record's values, by field number.
///
/// The first ``spellings`` numbers are those of fields; after them each learned spelling of a field has
/// its own slot, until the end of the walk decides which of them counts.
///
/// This file contains unsafe code. Its invariant: `start` points to `capacity` initialised slots from
/// `allocate` until `deallocate`, and every access is checked against it.
@safe @usableFromInline struct SlotTable {
    @usableFromInline let start: UnsafeMutablePointer<Slot>

    /// The number of the first slot that belongs to another spelling of a field.
    static let spellings = 128
    /// The number of slots; a power of two, so that masking is enough to check a number.
    @usableFromInline static let capacity = 1024

    static func allocate() -> SlotTable {
        let start = UnsafeMutablePointer<Slot>.allocate(capacity: capacity)
        unsafe start.initialize(repeating: Slot(offset: 0, length: 0), count: capacity)
        return unsafe SlotTable(start: start)
    }

    /// Frees the memory of this value and all its copies.
    func deallocate() { unsafe start.deallocate() }

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

/// The position of a value: an offset into the chunk and a length, both in bytes, including a string's
/// quotes.
@usableFromInline struct Slot: Sendable {
    @usableFromInline var offset: UInt32
    @usableFromInline var length: UInt32
}
