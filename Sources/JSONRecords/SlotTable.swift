/// Where the values of a record stand, by the numbers of their fields.
///
/// This file is one of those that hold unsafe code. Its invariant: `start` points at 256 initialised
/// slots, one for every number there is, from `allocate` until `deallocate`.
@safe @usableFromInline struct SlotTable {
    @usableFromInline let start: UnsafeMutablePointer<Slot>

    static func allocate() -> SlotTable {
        let start = UnsafeMutablePointer<Slot>.allocate(capacity: 256)
        unsafe start.initialize(repeating: Slot(offset: 0, length: 0), count: 256)
        return unsafe SlotTable(start: start)
    }

    /// Ends the life of this and of every copy.
    func deallocate() { unsafe start.deallocate() }

    @inlinable subscript(_ number: UInt8) -> Slot {
        @inline(__always) get { unsafe start[Int(number)] }
        @inline(__always) nonmutating set { unsafe start[Int(number)] = newValue }
    }
}
