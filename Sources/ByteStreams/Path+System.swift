internal import Glibc

/// This file is one of those that hold unsafe code. Its invariant: the system hands a process
/// `CommandLine.argc` C strings, which live as long as it does.
extension Path {
    /// The path that an argument of this process names.
    ///
    /// Swift repairs arguments that are not UTF-8 (U+FFFD for each bad byte), so such a name would
    /// not be found. When `argument` holds a repaired place, the argument of this process that
    /// reads the same after repair gives the bytes.
    package init(argument: String) {
        self.init(argument)
        guard argument.unicodeScalars.contains("\u{FFFD}") else { return }
        for index in 0..<Int(CommandLine.argc) {
            guard let raw = unsafe CommandLine.unsafeArgv[index] else { continue }
            if unsafe String(cString: raw) == argument {
                let bytes = unsafe UnsafeBufferPointer(start: raw, count: strlen(raw))
                self.init(bytes: unsafe bytes.map { UInt8(bitPattern: $0) })
                return
            }
        }
    }
}

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
