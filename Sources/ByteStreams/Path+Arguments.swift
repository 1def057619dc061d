import Glibc

extension Path {
    /// The path that an argument of this process names.
    ///
    /// Swift repairs arguments that are not UTF-8 (U+FFFD for each bad byte), so such a name would
    /// not be found. When `argument` holds a repaired place, the argument of this process that
    /// reads the same after repair gives the bytes.
    package init(argument: String) {
        self.init(argument)
        guard argument.unicodeScalars.contains("\u{FFFD}") else { return }
        // CommandLine.argc C strings from the kernel, which live as long as the process.
        for index in 0..<Int(CommandLine.argc) {
            guard let raw = CommandLine.unsafeArgv[index] else { continue }
            if String(cString: raw) == argument {
                let bytes = UnsafeBufferPointer(start: raw, count: strlen(raw))
                self.init(bytes: bytes.map { UInt8(bitPattern: $0) })
                return
            }
        }
    }
}
