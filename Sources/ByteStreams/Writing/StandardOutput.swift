import Glibc

/// Standard output, unbuffered: what was written is out, and what failed is known at once.
package struct StandardOutput: ByteSink, Sendable {
    package init() {}

    package static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// - Throws: `write`; when the reader is gone, `isClosedPipe` says so (the signal that would
    ///   end the process must be ignored: `ProcessPreparation`).
    package mutating func write(_ bytes: RawSpan) throws(WriteError) {
        let failure = DescriptorWriting.writeAll(bytes, to: STDOUT_FILENO)
        if failure != 0 { throw WriteError(.write, .standardOutput, errno: failure) }
    }
}
