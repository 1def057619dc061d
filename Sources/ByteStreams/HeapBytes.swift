/// A block of memory at a fixed address with one owner, freed with it.
///
/// Bytes are not cleared: read only what was written. The address does not change when the owner
/// is moved, so pointers into it hold as long as the owner lives.
///
/// This file is one of those that hold unsafe code. Its invariant: `pointer` is allocated by `init`,
/// freed by `deinit`, and given to nobody who keeps it longer than the owner lives.
@safe package struct HeapBytes: ~Copyable, @unchecked Sendable {
    // Sendable although it holds a pointer: the value cannot be copied, so one owner reaches it.
    package let pointer: UnsafeMutableRawBufferPointer

    /// - Parameter byteCount: at least 1.
    package init(byteCount: Int) {
        // 64: a cache line, so that vector loads from the start do not straddle two.
        unsafe pointer = .allocate(byteCount: max(byteCount, 1), alignment: 64)
    }

    package var byteCount: Int { unsafe pointer.count }

    deinit { unsafe pointer.deallocate() }
}
