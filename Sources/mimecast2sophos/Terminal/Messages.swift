import Glibc

/// Lines for people, on standard error. What they hold of the input was escaped by who made them.
enum Messages {
    /// Writes `text` and a line end.
    static func tell(_ text: String) { write(text + "\n") }

    /// Writes `text` as it is. A closed standard error is no reason to stop.
    static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, rest.count > 0 {
                let count = Glibc.write(STDERR_FILENO, start, rest.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
        }
    }
}
