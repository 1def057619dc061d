/// Where the values of a record stand, by the numbers of their fields.
///
/// The first ``spellings`` numbers are those of fields; behind them each other spelling of a field that
/// a table has learned has a slot of its own, until the walk's end says which of them counts.
///
/// This file is one of those that hold unsafe code. Its invariant: `start` points at `capacity`
/// initialised slots from `allocate` until `deallocate`, and every access is checked against it.
@safe @usableFromInline struct SlotTable {
    @usableFromInline let start: UnsafeMutablePointer<Slot>

    /// The number of the first slot that belongs to another spelling of a field.
    static let spellings = 128
    /// How many slots there are; a power of two, so that a number is checked by a mask.
    @usableFromInline static let capacity = 1024

    static func allocate() -> SlotTable {
        let start = UnsafeMutablePointer<Slot>.allocate(capacity: capacity)
        unsafe start.initialize(repeating: Slot(offset: 0, length: 0), count: capacity)
        return unsafe SlotTable(start: start)
    }

    /// Ends the life of this and of every copy.
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

/// Where a value stands: an offset into the chunk and a length, both in bytes; the quotes of a string are included.
@usableFromInline struct Slot: Sendable {
    @usableFromInline var offset: UInt32
    @usableFromInline var length: UInt32
}
