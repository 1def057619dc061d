import Glibc

/// Run first by a program, so that write failures are reported as errors.
package enum ProcessPreparation {
    /// Writing to a closed pipe or beyond the file size limit kills a process by a signal; if the signal
    /// is ignored, `write` fails with `EPIPE` or `EFBIG`.
    package static func ignoreWriteSignals() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Occupies standard descriptors that the caller closed, so that no file we open gets number 0, 1 or
    /// 2 and is mistaken for a standard stream. The occupant is opened in the opposite direction, so
    /// that using it still fails, like using a closed one.
    package static func occupyStandardDescriptors() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // open returns the lowest free number, which is `descriptor`, as lower ones are occupied.
            _ = try? SystemCalls.open(
                Path("/dev/null"), flags: descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}
