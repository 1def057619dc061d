import Glibc

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
