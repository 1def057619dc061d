internal import Glibc

/// Memory for chunks, buffers and tables of keys.
///
/// An unusually long record briefly needs blocks of many MiB. The C library would retain them for each
/// converting and publishing thread; as separate pages they are returned at once.
///
/// This file contains unsafe code. Its invariants: the result of `allocate` is passed to `deallocate` or
/// `move` exactly once, with the same count, which determines where it was allocated; the result of
/// `pages` is passed to `release` exactly once, with the same count.
package enum BlockMemory {
    private static let largeBytes = 1 << 20

    /// - Returns: at least `count` bytes, aligned to 16, of unknown content.
    static func allocate(_ count: Int) -> UnsafeMutableRawPointer {
        guard count >= largeBytes else { return .allocate(byteCount: count, alignment: 16) }
        return unsafe pages(count)
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
            unsafe release(start, count)
        } else {
            unsafe start.deallocate()
        }
    }

    /// Gives back the memory of the first `length` bytes of a block, whose content is lost, as far as it
    /// takes up pages of its own.
    ///
    /// - Parameter count: that of the block.
    static func forget(_ length: Int, of start: UnsafeMutableRawPointer, _ count: Int) {
        guard count >= largeBytes else { return }
        unsafe madvise(start, length / pageBytes * pageBytes, MADV_DONTNEED)
    }

    // MARK: Pages

    /// Left free for small allocations: if one of those fails, Swift ends the process by a signal.
    private static let reserveBytes = 8 << 20

    /// Allocates pages. If the system has none left, the process ends with a message and an exit code,
    /// because the code that builds output cannot throw. Published files stay, as after a kill.
    ///
    /// - Returns: at least `count` zero bytes.
    package static func pages(_ count: Int) -> UnsafeMutableRawPointer {
        let pages = unsafe mmap(
            nil, count + reserveBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let pages = unsafe pages, unsafe pages != MAP_FAILED else { end(requesting: count) }
        let used = (count + pageBytes - 1) / pageBytes * pageBytes
        unsafe munmap(pages + used, count + reserveBytes - used)
        return unsafe pages
    }

    package static func release(_ start: UnsafeMutableRawPointer, _ count: Int) {
        unsafe munmap(start, count)
    }

    /// The size of a page.
    package static let pageBytes = max(Int(sysconf(Int32(_SC_PAGESIZE))), 1)

    /// Exits with 74, as when the disk is full.
    private static func end(requesting count: Int) -> Never {
        var message = ByteBuffer(capacity: 128)
        message.append("error: out of memory: could not get ")
        message.append(decimal: count)
        message.append(" bytes\n")
        message.withBytes { bytes in
            _ = unsafe bytes.withUnsafeBytes { bytes in
                unsafe write(STDERR_FILENO, bytes.baseAddress, bytes.count)
            }
        }
        _exit(74)
    }
}
