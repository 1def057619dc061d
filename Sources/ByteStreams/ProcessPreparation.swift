import Glibc

/// What a program does first, so that failures of writing come back as errors.
package enum ProcessPreparation {
    /// A closed pipe and a file over its size limit end a process by signal unless ignored;
    /// ignored, `write` fails with `EPIPE` or `EFBIG`.
    package static func ignoreWriteSignals() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Occupies standard descriptors that the caller closed, so that no file we open gets number
    /// 0, 1 or 2 and is taken for a terminal. The occupant is open the wrong way round: using it
    /// still fails, as using a closed one would.
    package static func occupyStandardDescriptors() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // open gives the lowest free number, which is `descriptor`: lower ones are occupied.
            _ = try? SystemCalls.open(
                Path("/dev/null"), flags: descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}
