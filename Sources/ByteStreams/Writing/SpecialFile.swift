import Glibc

/// Pipes and devices that stand where a file is written: `/dev/stderr`, a named pipe.
package enum SpecialFile {
    /// - Throws: `create` when it cannot be opened, `write`.
    package static func write(_ bytes: RawSpan, to path: Path) throws(WriteError) {
        do throws(SystemError) {
            let descriptor = try OwnedDescriptor.opening(path, flags: O_WRONLY | O_NOCTTY, mode: 0)
            let failure = DescriptorWriting.writeAll(bytes, to: descriptor.number)
            if failure != 0 { throw SystemError(errno: failure) }
        } catch {
            throw WriteError(.write, path, errno: error.errno)
        }
    }
}
