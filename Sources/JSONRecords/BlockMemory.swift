internal import Glibc

/// Memory for chunks and buffers.
///
/// An unusually long record briefly needs blocks of many MiB. The C library would retain them for each
/// converting and publishing thread; as separate pages they are returned at once.
///
/// This file contains unsafe code. Its invariant: the result of `allocate` is passed to `deallocate` or
/// `move` exactly once, with the same count, which determines where it was allocated.
enum BlockMemory {
    private static let largeBytes = 1 << 20

    /// - Returns: at least `count` bytes, aligned to 16, of unknown content.
    static func allocate(_ count: Int) -> UnsafeMutableRawPointer {
        guard count >= largeBytes else { return .allocate(byteCount: count, alignment: 16) }
        let pages = unsafe mmap(
            nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        // Like Swift's own allocation failures: without memory, nothing can be reported either.
        guard let pages = unsafe pages, unsafe pages != MAP_FAILED else {
            fatalError("out of memory")
        }
        return unsafe pages
    }

    /// Moves the first `length` bytes to another block, which replaces this one.
    static func move(
        _ start: UnsafeMutableRawPointer, _ length: Int, from count: Int, to newCount: Int
    ) -> UnsafeMutableRawPointer {
        let block = unsafe allocate(newCount)
        unsafe block.copyMemory(from: start, byteCount: length)
        unsafe deallocate(start, count)
        return unsafe block
    }

    static func deallocate(_ start: UnsafeMutableRawPointer, _ count: Int) {
        if count >= largeBytes {
            unsafe munmap(start, count)
        } else {
            unsafe start.deallocate()
        }
    }
}
