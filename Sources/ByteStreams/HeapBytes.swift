/// A block of memory at a fixed address with one owner, freed with it.
///
/// Bytes are not cleared: read only what was written. The address does not change when the owner is
/// moved, so pointers into it stay valid as long as the owner lives.
///
/// This file contains unsafe code. Its invariant: `pointer` is allocated by `init`, freed by `deinit`,
/// and never kept by anyone beyond the owner's lifetime.
@safe package struct HeapBytes: ~Copyable, @unchecked Sendable {
    // Sendable despite the pointer: the value cannot be copied, so only one owner can access it.
    package let pointer: UnsafeMutableRawBufferPointer

    /// - Parameter byteCount: at least 1.
    package init(byteCount: Int) {
        // 64: a cache line, so that vector loads from the start do not straddle two.
        unsafe pointer = .allocate(byteCount: max(byteCount, 1), alignment: 64)
    }

    package var byteCount: Int { unsafe pointer.count }

    deinit { unsafe pointer.deallocate() }
}
