internal import Glibc

/// A file that appears under its name only when it is whole.
///
/// Bytes go to a temporary name in the same directory. `publish` makes them durable and renames;
/// anything else (`discard`, an error, the end of the value's life) removes the temporary file.
/// A kill leaves at most a temporary file, for `TemporaryName.removeStale`.
package struct AtomicFile: ByteSink, ~Copyable, Sendable {
    /// The final name.
    package let path: Path
    /// The name until then.
    package let temporaryPath: Path
    /// Bytes written.
    package private(set) var bytesWritten: UInt64 = 0
    private var checksum = CRC32()
    /// The disk is asked to begin whenever as many more are there.
    private static let writebackBytes: UInt64 = 4 << 20

    /// -1 when it was closed.
    private var descriptor: Int32
    private var isPublished = false

    /// Creates the temporary file beside `path`, with the permissions that the umask leaves of
    /// 0666. The directory must exist.
    ///
    /// - Throws: `create`.
    package init(_ path: Path) throws(WriteError) {
        self.path = path
        (temporaryPath, descriptor) = try Self.createTemporary(for: path)
    }

    private static func createTemporary(for path: Path) throws(WriteError) -> (Path, Int32) {
        let directory = path.directory
        while true {
            let candidate = directory.appending(TemporaryName.next())
            do throws(SystemError) {
                // O_EXCL and O_NOFOLLOW: never writes through a link that somebody put there.
                let descriptor = try OwnedDescriptor.opening(
                    candidate, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o666)
                return (candidate, descriptor.release())
            } catch {
                // Left by a killed process that had our number: the next name may be free.
                if error.errno != EEXIST { throw WriteError(.create, path, errno: error.errno) }
            }
        }
    }

    /// - Throws: `write`. The file can only be discarded then.
    package mutating func write(_ bytes: RawSpan) throws(WriteError) {
        try resume()
        let failure = DescriptorWriting.writeAll(bytes, to: descriptor)
        if failure != 0 { throw WriteError(.write, path, errno: failure) }
        let before = bytesWritten
        bytesWritten += UInt64(bytes.byteCount)
        checksum.update(bytes)
        // So that `publish` finds little left to wait for.
        if before / Self.writebackBytes < bytesWritten / Self.writebackBytes {
            Writeback.shared.begin(temporaryPath)
        }
    }

    /// Gives the descriptor back until the next call: for who fills many files in turn.
    ///
    /// - Throws: `close`. The file can only be discarded then.
    package mutating func suspend() throws(WriteError) {
        guard descriptor >= 0 else { return }
        let failure = Self.closeOnce(&descriptor)
        if failure != 0 { throw WriteError(.close, path, errno: failure) }
    }

    /// Opens the temporary file again after `suspend`.
    private mutating func resume() throws(WriteError) {
        guard descriptor < 0 else { return }
        do throws(SystemError) {
            descriptor = try OwnedDescriptor.opening(
                temporaryPath, flags: O_WRONLY | O_APPEND | O_NOFOLLOW
            ).release()
        } catch {
            throw WriteError(.create, path, errno: error.errno)
        }
    }

    /// Even when a signal interrupts it: Linux frees the number in any case.
    /// - Returns: 0, or the error number.
    private static func closeOnce(_ descriptor: inout Int32) -> Int32 {
        let failure = close(descriptor) == 0 ? 0 : errno
        descriptor = -1
        return failure == EINTR ? 0 : failure
    }

    /// Makes the bytes durable and gives them their name; what stood under it is replaced at once
    /// (a symbolic link itself, never what it points to).
    ///
    /// - Parameters:
    ///   - other: another final name on the same file system, for content that turned out to
    ///     belong there; its directory must exist.
    ///   - syncDirectory: whether the name is made durable, too; one who publishes many files in a
    ///     directory can do it once, with `Directories.sync`.
    /// - Returns: what the file holds.
    /// - Throws: `sync`, `close` or `rename`: nothing is published, the temporary file is removed;
    ///   `syncDirectory`: published, but a power cut may take it back.
    @discardableResult
    package consuming func publish(
        as other: Path? = nil, syncDirectory: Bool = true
    ) throws(WriteError) -> ContentFingerprint {
        let path = other ?? path
        try resume()
        // Not tried again when it fails: the kernel may have dropped the unwritten pages.
        while fsync(descriptor) != 0 {
            let failure = errno
            if failure != EINTR { throw WriteError(.sync, path, errno: failure) }
        }
        let closing = Self.closeOnce(&descriptor)
        if closing != 0 { throw WriteError(.close, path, errno: closing) }
        do throws(SystemError) {
            try SystemCalls.rename(temporaryPath, to: path)
        } catch {
            throw WriteError(.rename, path, errno: error.errno)
        }
        isPublished = true
        if syncDirectory { try Directories.sync(path.directory) }
        return ContentFingerprint(size: bytesWritten, crc32: checksum.value)
    }

    /// Removes the temporary file; the final name is as it was.
    package consuming func discard() {}

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
        if !isPublished { try? SystemCalls.unlink(temporaryPath) }
    }
}

extension AtomicFile {
    /// Finds out whether a file could be published as `path`, before the work whose result it will hold:
    /// makes the temporary file and removes it. What only a full disk or a race refuses shows later.
    ///
    /// - Throws: `create`, and `rename` where a directory stands, as making and publishing it would.
    package static func checkPlace(_ path: Path) throws(WriteError) {
        let file = try AtomicFile(path)
        let isDirectory = (try? SystemCalls.status(of: path, followsLinks: false)).map {
            FileStatus($0).kind == .directory
        }
        file.discard()
        if isDirectory == true { throw WriteError(.rename, path, errno: EISDIR) }
    }
}

extension AtomicFile {
    /// Hands what was written so far to `body`, block by block, from the start.
    ///
    /// - Throws: `write` when it cannot be read; what `body` throws.
    package borrowing func readBack(
        _ body: (RawSpan) throws(WriteError) -> Void
    ) throws(WriteError) {
        var block = [UInt8](repeating: 0, count: 64 << 10)
        var source = try opened()
        while true {
            let count: Int
            do throws(StreamDamage) {
                count = try source.read(into: &block, from: 0)
            } catch {
                throw WriteError(.write, path, errno: error.errno)
            }
            if count == 0 { return }
            try block.withBytes { (bytes) throws(WriteError) in
                try body(bytes.extracting(0..<count))
            }
        }
    }

    private borrowing func opened() throws(WriteError) -> FileSource {
        do throws(StreamDamage) {
            return try FileSource(path: temporaryPath)
        } catch {
            throw WriteError(.write, path, errno: error.errno)
        }
    }
}

extension StreamDamage {
    /// The error number of the call that failed; `EIO` where there is none.
    fileprivate var errno: Int32 {
        if case .errno(let number) = detail { number } else { EIO }
    }
}
