import Glibc

/// A file that grows at its end while it is being relied on, as a journal does. How long it is, its
/// owner counts.
package struct AppendFile: ~Copyable, Sendable {
    private let descriptor: OwnedDescriptor
    private let path: Path

    /// Opens a file, or makes it, and drops what stands behind its first `length` bytes.
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

    /// - Throws: `write`; the file may end with a part of `bytes`.
    package borrowing func append(_ bytes: RawSpan) throws(WriteError) {
        let failure = DescriptorWriting.writeAll(bytes, to: descriptor.number)
        if failure != 0 { throw WriteError(.write, path, errno: failure) }
    }

    /// Makes what was appended durable, while others may go on appending.
    ///
    /// - Throws: `sync`.
    package borrowing func sync() throws(WriteError) {
        while fdatasync(descriptor.number) != 0 {
            let failure = errno
            if failure != EINTR { throw WriteError(.sync, path, errno: failure) }
        }
    }

    /// The bytes of a place in the file.
    ///
    /// - Throws: `write` when they cannot be read.
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
