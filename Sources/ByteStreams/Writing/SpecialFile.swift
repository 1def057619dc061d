import Glibc

/// Pipes and devices that stand where a file is written: `/dev/stderr`, a named pipe.
package enum SpecialFile {
    /// - Throws: `create` when it cannot be opened, `write`.
    package static func write(_ bytes: RawSpan, to path: Path) throws(WriteError) {
        let descriptor = try open(path)
        let failure = DescriptorWriting.writeAll(bytes, to: descriptor.number)
        if failure != 0 { throw WriteError(.write, path, errno: failure) }
    }

    private static func open(_ path: Path) throws(WriteError) -> OwnedDescriptor {
        do throws(SystemError) {
            return try OwnedDescriptor.opening(path, flags: O_WRONLY | O_NOCTTY, mode: 0)
        } catch {
            throw WriteError(.create, path, errno: error.errno)
        }
    }
}
