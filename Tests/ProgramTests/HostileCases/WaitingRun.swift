import ByteStreams
import Glibc
import TestSupport

/// A run that waits for more of its input, a pipe named `p.ndjson`, so that a test can act on it at a
/// known moment and then let it continue.
struct WaitingRun: ~Copyable {
    let program: StartedProgram
    private let messages: Path
    private var pipe: Int32

    /// Returns once the program has opened the pipe, and therefore has locked its output directory and,
    /// with one worker, converted all earlier inputs.
    init(_ stage: borrowing Stage, _ words: [String]) throws {
        let name = stage.text("p.ndjson")
        precondition(mkfifo(name, 0o600) == 0)
        messages = stage.scratch.write([], to: "messages")
        let messagesEnd = messages.withCString { open($0, O_WRONLY | O_CLOEXEC) }
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer {
            close(messagesEnd)
            close(nothing)
        }
        let arguments = words + ["--output", "out", "--jobs", "1"]
        program = try StartedProgram(
            [ProgramRun.program.bytes] + arguments.map { Array($0.utf8) }, in: stage.path,
            environment: [:], descriptors: [nothing, nothing, messagesEnd])
        // Opening fails until there is a reader.
        repeat {
            sched_yield()
            pipe = open(name, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        } while pipe < 0 && program.isRunning
        precondition(pipe >= 0, "the program ended before it read the pipe")
    }

    func write(_ bytes: [UInt8]) {
        precondition(Glibc.write(pipe, bytes, bytes.count) == bytes.count)
    }

    /// Ends the input and waits. - Returns: the exit code.
    consuming func finish() -> Int32 {
        close(pipe)
        return program.wait()
    }

    var text: String {
        String(decoding: TemporaryDirectory.contents(messages) ?? [], as: UTF8.self)
    }
}
