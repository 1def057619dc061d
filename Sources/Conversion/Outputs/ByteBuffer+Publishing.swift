package import ByteStreams
package import JSONRecords

extension ByteBuffer {
    /// Makes the bytes a file: whole under its name, or not at all. A pipe or a device is written to.
    package borrowing func publish(as path: Path) throws(WriteError) {
        if case .success(let status) = FileStatus.of(path), status.kind == .special {
            return try withBytes { (bytes) throws(WriteError) in
                try SpecialFile.write(bytes, to: path)
            }
        }
        var file = try AtomicFile(path)
        try withBytes { (bytes) throws(WriteError) in try file.write(bytes) }
        try file.publish()
    }

    /// Finds out, before the work that leads to the bytes, whether they could be published.
    ///
    /// - Throws: `write`, as ``publish(as:)`` would.
    package static func checkPlace(_ path: Path) throws(RunError) {
        if case .success(let status) = FileStatus.of(path), status.kind == .special { return }
        do throws(WriteError) {
            try AtomicFile.checkPlace(path)
        } catch {
            throw .write(error)
        }
    }

    /// Makes a file of what `write` appends, as ``publish(as:)`` does.
    ///
    /// - Throws: `write`.
    package static func publish(
        as path: Path, _ write: (inout ByteBuffer) -> Void
    ) throws(RunError) {
        var text = ByteBuffer(capacity: 64 << 10)
        write(&text)
        do throws(WriteError) {
            try text.publish(as: path)
        } catch {
            throw .write(error)
        }
    }
}
