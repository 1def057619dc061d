import ByteStreams
import Glibc
import Synchronization
import TestSupport

/// A started process that may still be running. Tests communicate with it through pipes and signals, and
/// never sleep.
final class StartedProgram: Sendable {
    let process: pid_t

    /// Held while a process starts, and until a pipe is protected from being inherited.
    static let starting = Mutex(())

    /// - Parameters:
    ///   - arguments: the program and its arguments, as bytes, because a file name need not be UTF-8.
    ///   - directory: the working directory.
    ///   - environment: the complete environment; only a sanitizer's options are inherited.
    ///   - descriptors: the standard input, output and error. nil closes one.
    init(
        _ arguments: [[UInt8]], in directory: Path, environment: [String: String],
        descriptors: [Int32?]
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in descriptors.enumerated() {
            if let descriptor {
                posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
            } else {
                posix_spawn_file_actions_addclose(&actions, Int32(number))
            }
        }
        let changing = [Array("/usr/bin/env".utf8), Array("-C".utf8), directory.bytes]
        let words = (changing + arguments).map(Self.copied)
        let variables = environment.merging(Sanitizer.environment) { own, _ in own }.map {
            Self.copied(Array("\($0)=\($1)".utf8))
        }
        defer { for text in words + variables { free(text) } }
        var identifier = pid_t()
        let failure = Self.starting.withLock { _ in
            posix_spawn(&identifier, words[0], &actions, nil, words + [nil], variables + [nil])
        }
        if failure != 0 { throw SystemError(errno: failure) }
        process = identifier
    }

    private static func copied(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar> {
        bytes.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer {
            strndup($0.baseAddress ?? UnsafePointer(bitPattern: 1)!, $0.count)
        }
    }

    func send(_ signal: Int32) { kill(process, signal) }

    /// Whether it is still running; an ended one still has to be waited for.
    var isRunning: Bool {
        var information = siginfo_t()
        let failure = waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT)
        return failure == 0 && information.si_signo == 0
    }

    /// Whether the program still has a handler for `signal`, according to the kernel (proc(5)).
    func catches(_ signal: Int32) -> Bool {
        let status = TemporaryDirectory.contents(Path("/proc/\(process)/status")) ?? []
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first {
            $0.hasPrefix("SigCgt:")
        }
        let digits = line?.split(separator: "\t").last ?? ""
        return (UInt64(digits, radix: 16) ?? 0) & (1 << UInt64(signal - 1)) != 0
    }

    /// Waits for the end. - Returns: the exit code, or 128 and the number of the signal that ended it.
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}

/// Both ends of a pipe; a child only inherits them as standard descriptors.
struct Pipe: ~Copyable {
    let reading: Int32
    private(set) var writing: Int32

    init() {
        var ends: [Int32] = [0, 0]
        StartedProgram.starting.withLock { _ in
            precondition(pipe(&ends) == 0)
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        (reading, writing) = (ends[0], ends[1])
    }

    /// The reader sees the end once every writer has closed.
    mutating func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }

    func write(_ bytes: [UInt8]) {
        var position = 0
        while position < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(writing, $0.baseAddress! + position, bytes.count - position)
            }
            if count <= 0 { return }
            position += count
        }
    }

    /// At least one byte and at most `count`; none at the end.
    func read(atMost count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = Glibc.read(reading, &bytes, count)
        return Array(bytes[..<max(read, 0)])
    }

    func readToEnd() -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let next = read(atMost: 64 << 10)
            if next.isEmpty { return bytes }
            bytes += next
        }
    }

    deinit {
        close(reading)
        if writing >= 0 { close(writing) }
    }
}
