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

    /// Opens `path`, retrying if a signal interrupts it.
    static func opening(_ path: Path, flags: Int32, mode: mode_t = 0) throws(SystemError)
        -> OwnedDescriptor
    {
        OwnedDescriptor(try SystemCalls.open(path, flags: flags, mode: mode), closes: true)
    }

    /// Transfers the descriptor to the caller, who must close it.
    consuming func release() -> Int32 {
        let number = number
        discard self
        return number
    }

    deinit {
        if closes { _ = Glibc.close(number) }
    }
}
