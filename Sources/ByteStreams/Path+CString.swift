/// Paths as the system wants them.
///
/// This file is one of those that hold unsafe code. Its invariant: the array ends with a NUL and
/// outlives the call of `body`.
extension Path {
    /// Calls `body` with the path as a C string, which ends when `body` returns.
    ///
    /// No file name holds a NUL byte, but a list of names can. Such a path would be cut and could
    /// name another file, so the kernel is given the empty path instead: it answers `ENOENT`.
    package func withCString<Result, Failure: Error>(
        _ body: (UnsafePointer<CChar>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var terminated: [CChar] = []
        if !bytes.contains(0) {
            terminated.reserveCapacity(bytes.count + 1)
            for byte in bytes { terminated.append(CChar(bitPattern: byte)) }
        }
        terminated.append(0)
        return try unsafe terminated.withUnsafeBufferPointer { buffer throws(Failure) in
            try unsafe body(buffer.baseAddress!)
        }
    }
}
