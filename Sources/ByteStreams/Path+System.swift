internal import Glibc

/// This file contains unsafe code. Its invariant: the system hands a process `CommandLine.argc` C
/// strings, which live as long as it does.
extension Path {
    /// The path named by an argument of this process.
    ///
    /// Swift repairs arguments that are not UTF-8 (U+FFFD for each bad byte), so such a name would not
    /// be found. If `argument` contains U+FFFD, the bytes come from the process argument that reads the
    /// same after repair.
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

/// Paths as C strings.
///
/// This file contains unsafe code. Its invariant: the array ends with a NUL and outlives the call to
/// `body`.
extension Path {
    /// Calls `body` with the path as a C string, which is valid until `body` returns.
    ///
    /// File names cannot contain a NUL byte, but a list of names can. Such a path would be truncated and
    /// could name another file, so the kernel is given the empty path instead and returns `ENOENT`.
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
