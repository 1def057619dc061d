import Glibc

/// A file, or standard input, as a source.
package struct FileSource: ByteSource, ~Copyable, Sendable {
    /// How a path came to us, which decides what it may be.
    package enum Origin: Hashable, Sendable {
        /// The user named it: pipes and terminals are readable too.
        case named
        /// A walk found it: only regular files are read.
        case found
    }

    /// Bytes that are read at once, where nothing speaks for another number.
    package static let usualBlockBytes = 128 << 10

    private let descriptor: OwnedDescriptor
    /// nil: standard input.
    private let path: Path?
    private let status: FileStatus?
    private var ended = false

    /// Bytes handed out.
    package private(set) var bytesRead: UInt64 = 0

    private init(_ descriptor: consuming OwnedDescriptor, path: Path?, status: FileStatus?) {
        self.descriptor = descriptor
        self.path = path
        self.status = status
    }

    /// Opens `path` read-only.
    ///
    /// - Throws: `inputOpen` at offset 0 with the error number; `EISDIR` for a directory,
    ///   `specialFile` for a device, most of which never end, and for a pipe that a walk found.
    package init(path: Path, origin: Origin = .named) throws(StreamDamage) {
        // O_NONBLOCK: opening a pipe that has no writer would wait where no signal can end it. A
        // pipe that nobody has opened for writing yet is not readable, so reading waits for it. For
        // regular files it means nothing.
        let descriptor = try Self.open(path, flags: O_RDONLY | O_NOCTTY | O_NONBLOCK)
        let status = try Self.status(of: descriptor, origin: origin)
        self.init(descriptor, path: path, status: status)
    }

    private static func open(_ path: Path, flags: Int32) throws(StreamDamage) -> OwnedDescriptor {
        do throws(SystemError) {
            return try OwnedDescriptor.opening(path, flags: flags)
        } catch {
            throw StreamDamage(.inputOpen, at: 0, .errno(error.errno))
        }
    }

    /// Says what was opened, and refuses what cannot be read as a file.
    private static func status(of descriptor: borrowing OwnedDescriptor, origin: Origin)
        throws(StreamDamage) -> FileStatus
    {
        switch FileStatus.of(descriptor: descriptor.number) {
        case .failure(let error):
            throw StreamDamage(.inputOpen, at: 0, .errno(error.errno))
        case .success(let status):
            switch status.kind {
            case .directory: throw StreamDamage(.inputOpen, at: 0, .errno(EISDIR))
            case .special where origin == .found || isRefused(status, descriptor):
                throw StreamDamage(.inputOpen, at: 0, .specialFile)
            case .regular: _ = posix_fadvise(descriptor.number, 0, 0, POSIX_FADV_SEQUENTIAL)
            case .special: break
            }
            return status
        }
    }

    /// A device is no input: zeros and random numbers never end. A terminal and the null device are.
    private static func isRefused(
        _ status: FileStatus, _ descriptor: borrowing OwnedDescriptor
    ) -> Bool {
        status.isDevice && !status.isNullDevice && isatty(descriptor.number) == 0
    }

    /// Standard input; it stays open.
    package static func standardInput() -> FileSource {
        FileSource(
            .standardInput(), path: nil, status: try? FileStatus.of(descriptor: STDIN_FILENO).get())
    }

    /// All bytes of a document, or of standard input for `-`.
    ///
    /// - Throws: `inputOpen`, `inputRead`.
    package static func contents(of path: Path) throws(StreamDamage) -> [UInt8] {
        var source = path == Path("-") ? standardInput() : try FileSource(path: path)
        return try source.readToEnd()
    }

    /// The file as it was when it was opened; nil for pipes, devices and standard input.
    package var identity: FileIdentity? {
        guard path != nil, let status, status.kind == .regular else { return nil }
        return status.identity
    }

    /// - Throws: `inputRead` with the error number; with `EINTR` when ``Waiting/end()`` was called.
    package mutating func read(into destination: inout MutableRawSpan) throws(StreamDamage) -> Int {
        if ended || destination.byteCount == 0 { return 0 }
        while true {
            // Only these may have nothing to read yet.
            if status?.kind != .regular, !Waiting.untilReadable(descriptor.number) {
                ended = true
                throw StreamDamage(.inputRead, at: bytesRead, .errno(EINTR))
            }
            do throws(SystemError) {
                let count = try SystemCalls.read(descriptor.number, into: &destination)
                bytesRead += UInt64(count)
                ended = count == 0
                return count
            } catch {
                // EAGAIN: somebody else read what there was.
                if error.errno != EINTR, error.errno != EAGAIN {
                    ended = true
                    throw StreamDamage(.inputRead, at: bytesRead, .errno(error.errno))
                }
            }
        }
    }

    /// Goes on `count` bytes further, as if they had been read. For regular files only.
    ///
    /// - Throws: `inputRead` with the error number.
    package mutating func skip(_ count: UInt64) throws(StreamDamage) {
        guard lseek(descriptor.number, off_t(clamping: count), SEEK_CUR) >= 0 else {
            throw StreamDamage(.inputRead, at: bytesRead, .errno(errno))
        }
        bytesRead += count
    }

    /// Any part of the file, for other threads; nil for what is no regular file with a path.
    package var parts: FileParts? {
        identity.map { FileParts(descriptor: descriptor.number, size: $0.size) }
    }

    /// Checks that the file is still the one that was opened, in the same state. For regular files
    /// with a path only; call it after the last read.
    ///
    /// - Throws: `inputChanged` when the size or the modification time changed, or when the path
    ///   leads to another file or to none; the offset is how far was read.
    package func verifyUnchanged() throws(StreamDamage) {
        guard let path, let before = identity else { return }
        let opened = try? FileStatus.of(descriptor: descriptor.number).get().identity
        let named = try? FileStatus.of(path).get().identity
        if opened != before {
            throw StreamDamage(
                .inputChanged, at: bytesRead, .changed(before: before, after: opened))
        }
        if named?.file != before.file {
            throw StreamDamage(.inputChanged, at: bytesRead, .changed(before: before, after: named))
        }
    }
}

/// A file that several threads read, each where it wants. Used only as long as its ``FileSource`` lives,
/// whose descriptor it is.
package struct FileParts: Sendable {
    private let descriptor: Int32
    /// Bytes the file had when it was opened.
    package let size: UInt64

    init(descriptor: Int32, size: Int64) {
        self.descriptor = descriptor
        self.size = UInt64(clamping: size)
    }

    /// - Returns: how many bytes came; 0 at the end of the file, and where it cannot be read.
    package func read(at offset: UInt64, into destination: inout MutableRawSpan) -> Int {
        if destination.byteCount == 0 { return 0 }
        while true {
            do throws(SystemError) {
                return try SystemCalls.read(descriptor, at: offset, into: &destination)
            } catch {
                if error.errno != EINTR { return 0 }
            }
        }
    }
}
