internal import Glibc

/// Writes to descriptors in a loop, because `write(2)` may take less than it was given, and retries if a
/// signal interrupts it.
enum DescriptorWriting {
    /// - Returns: 0, or the error number.
    static func writeAll(_ bytes: RawSpan, to descriptor: Int32) -> Int32 {
        var position = 0
        while position < bytes.byteCount {
            do throws(SystemError) {
                let count = try SystemCalls.write(bytes.extracting(position...), to: descriptor)
                if count == 0 { return EIO }
                position += count
            } catch {
                switch error.errno {
                case EINTR: continue
                // Standard output may be a pipe that another process made non-blocking.
                case EAGAIN: SystemCalls.wait(for: descriptor, events: POLLOUT)
                default: return error.errno
                }
            }
        }
        return 0
    }
}

/// A destination for bytes.
package protocol ByteSink: ~Copyable {
    /// Writes all of `bytes`.
    ///
    /// - Throws: if some could not be written; how many were is unknown then.
    mutating func write(_ bytes: RawSpan) throws(WriteError)
}

extension ByteSink where Self: ~Copyable {
    package mutating func write(_ bytes: [UInt8]) throws(WriteError) {
        try bytes.withBytes { (bytes) throws(WriteError) in try write(bytes) }
    }
}

/// Standard output, unbuffered: bytes are out as soon as they are written, and failures are known at
/// once.
package struct StandardOutput: ByteSink, Sendable {
    package init() {}

    package static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// - Throws: `write`; if the reader is gone, `isClosedPipe` is true (the signal that would kill the
    ///   process must be ignored: `ProcessPreparation`).
    package mutating func write(_ bytes: RawSpan) throws(WriteError) {
        let failure = DescriptorWriting.writeAll(bytes, to: STDOUT_FILENO)
        if failure != 0 { throw WriteError(.write, .standardOutput, errno: failure) }
    }
}

/// Standard error, unbuffered.
package enum StandardError {
    /// Writes `text` as UTF-8. Throws nothing, because a closed or full standard error is no reason to
    /// stop.
    package static func write(_ text: String) {
        _ = Array(text.utf8).withBytes { DescriptorWriting.writeAll($0, to: STDERR_FILENO) }
    }

    package static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// The width of the terminal in columns; nil if it is unknown. Not cached, because windows are
    /// resized.
    package static var columns: Int? { SystemCalls.columns(of: STDERR_FILENO) }
}

/// Pipes and devices given instead of an output file: `/dev/stderr`, a named pipe.
package enum SpecialFile {
    /// - Throws: `create` if it cannot be opened, `write`.
    package static func write(_ bytes: RawSpan, to path: Path) throws(WriteError) {
        let descriptor = try open(path)
        let failure = DescriptorWriting.writeAll(bytes, to: descriptor.number)
        if failure != 0 { throw WriteError(.write, path, errno: failure) }
    }

    private static func open(_ path: Path) throws(WriteError) -> OwnedDescriptor {
        do throws(SystemError) {
            return try OwnedDescriptor.opening(path, flags: O_WRONLY | O_NOCTTY, mode: 0)
        } catch {
            throw WriteError(.create, path, errno: error.errno)
        }
    }
}
