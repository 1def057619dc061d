internal import Glibc

/// A file that appears under its name only once it is complete.
///
/// Bytes go to a temporary name in the same directory. `publish` makes them durable and renames;
/// anything else (`discard`, an error, destroying the value) removes the temporary file. A kill leaves
/// at most a temporary file, for `TemporaryName.removeStale`.
package struct AtomicFile: ByteSink, ~Copyable, Sendable {
    /// The final name.
    package let path: Path
    /// The name until it is published.
    package let temporaryPath: Path
    /// Bytes written.
    package private(set) var bytesWritten: UInt64 = 0
    private var checksum = CRC32()
    /// Writeback is requested each time this many more bytes were written.
    private static let writebackBytes: UInt64 = 4 << 20

    /// -1 if closed.
    private var descriptor: Int32
    private var isPublished = false

    /// Creates the temporary file next to `path`, with permissions 0666 minus the umask. The directory
    /// must exist.
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
                // O_EXCL and O_NOFOLLOW: never write through a link that somebody put there.
                let descriptor = try OwnedDescriptor.opening(
                    candidate, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o666)
                return (candidate, descriptor.release())
            } catch {
                // Left by a killed process with our process id; the next name may be free.
                if error.errno != EEXIST { throw WriteError(.create, path, errno: error.errno) }
            }
        }
    }

    /// - Throws: `write`; after that the file can only be discarded.
    package mutating func write(_ bytes: RawSpan) throws(WriteError) {
        try resume()
        let failure = DescriptorWriting.writeAll(bytes, to: descriptor)
        if failure != 0 { throw WriteError(.write, path, errno: failure) }
        let before = bytesWritten
        bytesWritten += UInt64(bytes.byteCount)
        checksum.update(bytes)
        // So that `publish` has little left to wait for.
        if before / Self.writebackBytes < bytesWritten / Self.writebackBytes {
            Writeback.shared.begin(temporaryPath)
        }
    }

    /// Closes the descriptor until the next call, for callers that fill many files in turn.
    ///
    /// - Throws: `close`; after that the file can only be discarded.
    package mutating func suspend() throws(WriteError) {
        guard descriptor >= 0 else { return }
        let failure = Self.closeOnce(&descriptor)
        if failure != 0 { throw WriteError(.close, path, errno: failure) }
    }

    /// Reopens the temporary file after `suspend`.
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

    /// Not retried if a signal interrupts it: Linux frees the number in any case.
    /// - Returns: 0, or the error number.
    private static func closeOnce(_ descriptor: inout Int32) -> Int32 {
        let failure = close(descriptor) == 0 ? 0 : errno
        descriptor = -1
        return failure == EINTR ? 0 : failure
    }

    /// Makes the bytes durable and gives them their name, atomically replacing whatever had it (a
    /// symbolic link itself, never its target).
    ///
    /// - Parameters:
    ///   - other: another final name on the same file system, for content that turns out to belong
    ///     there; its directory must exist.
    ///   - syncDirectory: whether to make the name durable, too; a caller that publishes many files in a
    ///     directory can do it once, with `Directories.sync`.
    /// - Returns: the fingerprint of the file's content.
    /// - Throws: `sync`, `close` or `rename`: nothing is published, the temporary file is removed;
    ///   `syncDirectory`: published, but a power cut may take it back.
    @discardableResult
    package consuming func publish(
        as other: Path? = nil, syncDirectory: Bool = true
    ) throws(WriteError) -> ContentFingerprint {
        let path = other ?? path
        try resume()
        // Not retried if it fails: the kernel may have dropped the unwritten pages.
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

    /// Removes the temporary file; the final name is untouched.
    package consuming func discard() {}

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
        if !isPublished { try? SystemCalls.unlink(temporaryPath) }
    }
}

extension AtomicFile {
    /// Checks in advance whether a file could be published as `path`, by creating and removing the
    /// temporary file. Failures due to a full disk or a race only show later.
    ///
    /// - Throws: `create`, and `rename` if `path` is a directory, as creating and publishing it would.
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
    /// Passes everything written so far to `body`, block by block, from the start.
    ///
    /// - Throws: `write` if it cannot be read; what `body` throws.
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
    /// The error number of the failed call; `EIO` if there is none.
    fileprivate var errno: Int32 {
        if case .errno(let number) = detail { number } else { EIO }
    }
}
