import Glibc

/// A file that is appended to while it is in use, such as a journal. Its owner tracks its length.
package struct AppendFile: ~Copyable, Sendable {
    private let descriptor: OwnedDescriptor
    private let path: Path

    /// Opens or creates a file, and drops everything after its first `length` bytes.
    ///
    /// - Throws: `create`.
    package init(_ path: Path, length: UInt64) throws(WriteError) {
        self.path = path
        descriptor = try Self.open(path, length: length)
    }

    private static func open(
        _ path: Path, length: UInt64
    ) throws(WriteError) -> OwnedDescriptor {
        do throws(SystemError) {
            let descriptor = try OwnedDescriptor.opening(
                path, flags: O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, mode: 0o666)
            if ftruncate(descriptor.number, off_t(clamping: length)) != 0 {
                throw SystemError(errno: errno)
            }
            return descriptor
        } catch {
            throw WriteError(.create, path, errno: error.errno)
        }
    }

    /// - Throws: `write`; the file may end with part of `bytes`.
    package borrowing func append(_ bytes: RawSpan) throws(WriteError) {
        let failure = DescriptorWriting.writeAll(bytes, to: descriptor.number)
        if failure != 0 { throw WriteError(.write, path, errno: failure) }
    }

    /// Makes appended bytes durable; others may continue appending meanwhile.
    ///
    /// - Throws: `sync`.
    package borrowing func sync() throws(WriteError) {
        while fdatasync(descriptor.number) != 0 {
            let failure = errno
            if failure != EINTR { throw WriteError(.sync, path, errno: failure) }
        }
    }

    /// Reads back bytes of the file.
    ///
    /// - Throws: `write` if they cannot be read.
    package borrowing func bytes(_ range: Range<UInt64>) throws(WriteError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(range.upperBound - range.lowerBound))
        var count = 0
        while count < bytes.count {
            do throws(SystemError) {
                let read = try bytes.withMutableBytes(from: count) { room throws(SystemError) in
                    try SystemCalls.read(
                        descriptor.number, at: range.lowerBound + UInt64(count), into: &room)
                }
                if read == 0 { throw SystemError(errno: EIO) }
                count += read
            } catch {
                if error.errno != EINTR { throw WriteError(.write, path, errno: error.errno) }
            }
        }
        return bytes
    }
}
