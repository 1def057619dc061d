import Glibc

/// A file descriptor that is closed with its owner.
struct OwnedDescriptor: ~Copyable, Sendable {
    let number: Int32
    /// false for the standard descriptors, which are not ours to close.
    private let closes: Bool

    private init(_ number: Int32, closes: Bool) {
        self.number = number
        self.closes = closes
    }

    static func standardInput() -> OwnedDescriptor {
        OwnedDescriptor(STDIN_FILENO, closes: false)
    }

    /// Opens `path`; retried when a signal interrupts it.
    static func opening(_ path: Path, flags: Int32, mode: mode_t = 0) throws(SystemError)
        -> OwnedDescriptor
    {
        while true {
            let number = path.withCString { Glibc.open($0, flags | O_CLOEXEC, mode) }
            if number >= 0 { return OwnedDescriptor(number, closes: true) }
            let failure = errno
            if failure != EINTR { throw SystemError(errno: failure) }
        }
    }

    /// Hands the descriptor to a caller who closes it.
    consuming func release() -> Int32 {
        let number = number
        discard self
        return number
    }

    deinit {
        if closes { _ = Glibc.close(number) }
    }
}
