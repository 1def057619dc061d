internal import Glibc

/// Memory for chunks and buffers.
///
/// A record of unusual length needs blocks of many MiB for a moment. The C library would keep them for
/// each of the threads that convert and wait for the disk; as pages of their own they go back at once.
///
/// This file is one of those that hold unsafe code. Its invariant: what `allocate` gave is handed to
/// `deallocate` or `move` once, with the same count, because the count tells where it came from.
enum BlockMemory {
    private static let largeBytes = 1 << 20

    /// - Returns: at least `count` bytes, aligned to 16, of unknown content.
    static func allocate(_ count: Int) -> UnsafeMutableRawPointer {
        guard count >= largeBytes else { return .allocate(byteCount: count, alignment: 16) }
        let pages = unsafe mmap(
            nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        // As where Swift allocates: without memory nothing can be told, either.
        guard let pages = unsafe pages, unsafe pages != MAP_FAILED else {
            fatalError("out of memory")
        }
        return unsafe pages
    }

    /// Takes the first `length` bytes into another block, which the caller has instead of this one.
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
