import Glibc

/// A file, or standard input, as a source.
package struct FileSource: ByteSource, ~Copyable, Sendable {
    /// Where a path came from, which decides which kinds of file are accepted.
    package enum Origin: Hashable, Sendable {
        /// The user named it: pipes and terminals are accepted, too.
        case named
        /// A walk found it: only regular files are accepted.
        case found
    }

    /// The default number of bytes read at once.
    package static let usualBlockBytes = 128 << 10

    private let descriptor: OwnedDescriptor
    /// nil: standard input.
    private let path: Path?
    private let status: FileStatus?
    private var ended = false

    /// Bytes returned so far.
    package private(set) var bytesRead: UInt64 = 0

    private init(_ descriptor: consuming OwnedDescriptor, path: Path?, status: FileStatus?) {
        self.descriptor = descriptor
        self.path = path
        self.status = status
    }

    /// Opens `path` read-only.
    ///
    /// - Throws: `inputOpen` at offset 0 with the error number; `EISDIR` for a directory, `specialFile`
    ///   for a device, because most never end, and for a pipe found by a walk.
    package init(path: Path, origin: Origin = .named) throws(StreamDamage) {
        // O_NONBLOCK: opening a pipe without a writer would block where no signal can interrupt it. A
        // pipe that nobody has opened for writing yet is not readable, so reading waits for it. For
        // regular files the flag has no effect.
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

    /// Determines what was opened, and refuses anything that cannot be read as a file.
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

    /// Devices are not inputs, because zeros and random numbers never end; terminals and the null device
    /// are.
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

    /// All bytes of a document; `-` is standard input.
    ///
    /// - Throws: `inputOpen`, `inputRead`.
    package static func contents(of path: Path) throws(StreamDamage) -> [UInt8] {
        var source = path == Path("-") ? standardInput() : try FileSource(path: path)
        return try source.readToEnd()
    }

    /// The file's state when it was opened; nil for pipes, devices and standard input.
    package var identity: FileIdentity? {
        guard path != nil, let status, status.kind == .regular else { return nil }
        return status.identity
    }

    /// - Throws: `inputRead` with the error number; with `EINTR` if ``Waiting/end()`` was called.
    package mutating func read(into destination: inout MutableRawSpan) throws(StreamDamage) -> Int {
        if ended || destination.byteCount == 0 { return 0 }
        while true {
            // Only these can have nothing to read yet.
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
                // EAGAIN: another process read what there was.
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
            ended = true
            throw StreamDamage(.inputRead, at: bytesRead, .errno(errno))
        }
        bytesRead += count
    }

    /// Any part of the file, for other threads; nil for what is no regular file with a path.
    package var parts: FileParts? {
        identity.map { FileParts(descriptor: descriptor.number, size: $0.size) }
    }

    /// Verifies that the file is still the one that was opened, in the same state. Only for regular
    /// files with a path; call it after the last read.
    ///
    /// - Throws: `inputChanged` if the size or modification time changed, or if the path now leads to
    ///   another file or none; the offset is the number of bytes read.
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
