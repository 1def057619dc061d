import Glibc

/// Writes to descriptors as `write(2)` wants it: in a loop, since it may take less than it was
/// given, and again when a signal interrupts it.
enum DescriptorWriting {
    /// - Returns: 0, or the error number.
    static func writeAll(_ bytes: RawSpan, to descriptor: Int32) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            var position = 0
            while position < buffer.count {
                // position < count, so the address is inside `buffer`.
                let written = Glibc.write(
                    descriptor, buffer.baseAddress! + position, buffer.count - position)
                if written > 0 {
                    position += written
                    continue
                }
                switch written < 0 ? errno : EIO {
                case EINTR: continue
                case EAGAIN:
                    // Standard output may be a pipe that another process set to non-blocking.
                    var waited = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&waited, 1, -1)
                case let failure: return failure
                }
            }
            return 0
        }
    }
}
