import Glibc

/// System calls that take pointers, wrapped in functions that take none.
///
/// This file contains unsafe code. Its invariants:
/// 1. A path is passed to a call as a C string that outlives it (`Path.withCString`).
/// 2. An address and a count passed together come from one span or one local value, which outlives the
///    call; no call keeps them.
/// 3. A value that a call fills in is local, and read only when the call succeeded.
package enum SystemCalls {
    /// Opens `path`, retrying if a signal interrupts it.
    static func open(_ path: Path, flags: Int32, mode: mode_t = 0) throws(SystemError) -> Int32 {
        while true {
            let number = unsafe path.withCString { unsafe Glibc.open($0, flags | O_CLOEXEC, mode) }
            if number >= 0 { return number }
            let failure = errno
            if failure != EINTR { throw SystemError(errno: failure) }
        }
    }

    /// Reads once.
    ///
    /// - Returns: how many bytes came; 0 at the end.
    static func read(
        _ descriptor: Int32, into destination: inout MutableRawSpan
    ) throws(SystemError) -> Int {
        let count = unsafe destination.withUnsafeMutableBytes {
            unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
        }
        if count < 0 { throw SystemError(errno: errno) }
        return count
    }

    /// Reads once, at an offset in a file.
    ///
    /// - Returns: how many bytes came; 0 at the end.
    static func read(
        _ descriptor: Int32, at offset: UInt64, into destination: inout MutableRawSpan
    ) throws(SystemError) -> Int {
        let count = unsafe destination.withUnsafeMutableBytes {
            unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(clamping: offset))
        }
        if count < 0 { throw SystemError(errno: errno) }
        return count
    }

    /// Writes once.
    ///
    /// - Returns: the number of bytes taken, which may be fewer than given.
    static func write(_ bytes: RawSpan, to descriptor: Int32) throws(SystemError) -> Int {
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
        }
        if count < 0 { throw SystemError(errno: errno) }
        return count
    }

    /// Whether the limits of the process and the system allow this much more memory.
    package static func hasRoom(for byteCount: Int) -> Bool {
        let pages = unsafe mmap(
            nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let pages = unsafe pages, unsafe pages != MAP_FAILED else { return false }
        unsafe munmap(pages, byteCount)
        return true
    }

    /// Waits until `descriptor` is ready for `events` (`POLLIN`, `POLLOUT`), or is in error.
    static func wait(for descriptor: Int32, events: Int32) {
        var waited = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        _ = unsafe poll(&waited, 1, -1)
    }

    /// Waits until `descriptor` is ready for `events`, or `other` has bytes; a negative `other` never
    /// has any.
    ///
    /// - Returns: whether `other` has none.
    static func wait(for descriptor: Int32, events: Int32, orFor other: Int32) -> Bool {
        var waited: InlineArray<2, pollfd> = [
            pollfd(fd: descriptor, events: Int16(events), revents: 0),
            pollfd(fd: other, events: Int16(POLLIN), revents: 0),
        ]
        var descriptors = waited.mutableSpan
        unsafe descriptors.withUnsafeMutableBufferPointer {
            while unsafe poll($0.baseAddress, 2, -1) < 0, errno == EINTR {}
        }
        return waited[1].revents == 0
    }

    /// How many more files this process may open; nil if the system does not say. Inherited descriptors
    /// count as taken if they are among the first 1024.
    package static func freeDescriptors() -> Int? {
        guard let most = limit(of: RLIMIT_NOFILE) else { return nil }
        return most - (0..<min(most, 1024)).count { fcntl(Int32($0), F_GETFD) >= 0 }
    }

    /// The limit of this process's address space in bytes; `Int.max` if unlimited, nil if the system
    /// does not say.
    package static func addressSpace() -> Int? { limit(of: RLIMIT_AS) }

    private static func limit(of resource: __rlimit_resource) -> Int? {
        var limit = rlimit()
        let number = __rlimit_resource_t(resource.rawValue)
        guard unsafe getrlimit(number, &limit) == 0 else { return nil }
        return Int(clamping: limit.rlim_cur)
    }

    /// A pipe for this process alone; both ends are non-blocking.
    static func pipe() throws(SystemError) -> (reading: Int32, writing: Int32) {
        var ends: InlineArray<2, Int32> = [-1, -1]
        var numbers = ends.mutableSpan
        try succeed(
            unsafe numbers.withUnsafeMutableBufferPointer { unsafe Glibc.pipe($0.baseAddress!) })
        for index in ends.indices {
            _ = fcntl(ends[index], F_SETFD, FD_CLOEXEC)
            _ = fcntl(ends[index], F_SETFL, O_NONBLOCK)
        }
        return (ends[0], ends[1])
    }

    /// Writes a byte, ignoring the result. Async-signal-safe.
    static func poke(_ descriptor: Int32) {
        var byte: UInt8 = 1
        _ = unsafe Glibc.write(descriptor, &byte, 1)
    }

    /// - Parameter followsLinks: whether to follow symbolic links.
    static func status(of path: Path, followsLinks: Bool = true) throws(SystemError) -> stat {
        var status = stat()
        let result = unsafe path.withCString {
            unsafe followsLinks ? stat($0, &status) : lstat($0, &status)
        }
        if result != 0 { throw SystemError(errno: errno) }
        return status
    }

    static func status(of descriptor: Int32) throws(SystemError) -> stat {
        var status = stat()
        if unsafe fstat(descriptor, &status) != 0 { throw SystemError(errno: errno) }
        return status
    }

    static func makeDirectory(_ path: Path) throws(SystemError) {
        try succeed(unsafe path.withCString { unsafe mkdir($0, 0o777) })
    }

    static func removeDirectory(_ path: Path) throws(SystemError) {
        try succeed(unsafe path.withCString { unsafe rmdir($0) })
    }

    static func unlink(_ path: Path) throws(SystemError) {
        try succeed(unsafe path.withCString { unsafe Glibc.unlink($0) })
    }

    static func rename(_ path: Path, to other: Path) throws(SystemError) {
        try succeed(
            unsafe path.withCString { from in
                unsafe other.withCString { to in unsafe Glibc.rename(from, to) }
            })
    }

    private static func succeed(_ result: Int32) throws(SystemError) {
        if result != 0 { throw SystemError(errno: errno) }
    }

    /// The names in a directory with the types that the file system reports (`DT_REG`, …), in its order,
    /// including `.` and `..`. The directory is closed on return.
    static func names(in directory: Path) throws(SystemError) -> [(name: [UInt8], type: UInt8)] {
        let stream = unsafe try openDirectory(directory)
        defer { unsafe closedir(stream) }
        var names: [(name: [UInt8], type: UInt8)] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                let failure = errno
                if failure != 0 { throw SystemError(errno: failure) }
                return names
            }
            // Valid until the next readdir; d_name is a C string inside it, of any length.
            guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { continue }
            let start = unsafe UnsafeRawPointer(entry) + offset
            let length = unsafe strlen(start.assumingMemoryBound(to: CChar.self))
            let name = unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: length))
            names.append((name, unsafe entry.pointee.d_type))
        }
    }

    /// Retries if a signal interrupts it, like opening a file.
    private static func openDirectory(_ path: Path) throws(SystemError) -> OpaquePointer {
        while true {
            if let stream = unsafe path.withCString({ unsafe opendir($0) }) {
                return unsafe stream
            }
            let failure = errno
            if failure != EINTR { throw SystemError(errno: failure) }
        }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    package static func now() -> Int64 {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Milliseconds on a monotonic clock.
    package static func uptime() -> UInt64 {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
    }

    /// The width of a terminal; nil if it is not one, or its width is unknown.
    static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        let result = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size)
        return result == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
    }

    /// Nothing in this program changes the environment, so the value stays valid while it is copied.
    package static func environmentValue(of name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    /// The system's text for an error number, in English. Texts it knows are static.
    package static func text(ofError number: Int32) -> String {
        unsafe String(cString: strerror(number))
    }
}
