import Glibc

/// Standard error, unbuffered.
package enum StandardError {
    /// Writes `text` as UTF-8. One that is closed, or full, is no reason to stop: nothing is thrown.
    package static func write(_ text: String) {
        _ = Array(text.utf8).withBytes { DescriptorWriting.writeAll($0, to: STDERR_FILENO) }
    }

    package static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// The width of the terminal, in columns; nil when it is unknown. Windows change their size.
    package static var columns: Int? { SystemCalls.columns(of: STDERR_FILENO) }
}
