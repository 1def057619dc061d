import Glibc

/// Writes to descriptors as `write(2)` wants it: in a loop, since it may take less than it was
/// given, and again when a signal interrupts it.
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
                // Standard output may be a pipe that another process set to non-blocking.
                case EAGAIN: SystemCalls.wait(for: descriptor, events: POLLOUT)
                default: return error.errno
                }
            }
        }
        return 0
    }
}
