internal import Glibc

/// Memory for chunks and buffers, and for tables of keys.
///
/// A record of unusual length needs blocks of many MiB for a moment. The C library would keep them for
/// each of the threads that convert and wait for the disk; as pages of their own they go back at once.
///
/// This file is one of those that hold unsafe code. Its invariants: what `allocate` gave is handed to
/// `deallocate` or `move` once, with the same count, because the count tells where it came from; what
/// `pages` gave is handed to `release` once, with the same count.
package enum BlockMemory {
    private static let largeBytes = 1 << 20

    /// - Returns: at least `count` bytes, aligned to 16, of unknown content.
    static func allocate(_ count: Int) -> UnsafeMutableRawPointer {
        guard count >= largeBytes else { return .allocate(byteCount: count, alignment: 16) }
        return unsafe pages(count)
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
            unsafe release(start, count)
        } else {
            unsafe start.deallocate()
        }
    }

    // MARK: Pages

    /// Swift ends the process by a signal where small memory is missing. So pages are refused while there
    /// is still so much for that.
    private static let reserveBytes = 8 << 20

    /// Where the system has none left, the process ends with a message and an exit code: nobody between
    /// here and the worker could go on. What stands under final names stays, as after a kill.
    ///
    /// - Returns: `count` zero bytes in pages of their own.
    package static func pages(_ count: Int) -> UnsafeMutableRawPointer {
        let pages = unsafe mmap(
            nil, count + reserveBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let pages = unsafe pages, unsafe pages != MAP_FAILED else { end(wanting: count) }
        let used = (count + pageBytes - 1) / pageBytes * pageBytes
        unsafe munmap(pages + used, count + reserveBytes - used)
        return unsafe pages
    }

    package static func release(_ start: UnsafeMutableRawPointer, _ count: Int) {
        unsafe munmap(start, count)
    }

    /// Bytes of a page.
    package static let pageBytes = max(Int(sysconf(Int32(_SC_PAGESIZE))), 1)

    /// 74, as where the disk has no room.
    private static func end(wanting count: Int) -> Never {
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
