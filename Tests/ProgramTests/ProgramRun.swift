import ByteStreams
import Glibc
import TestSupport

/// One run of the program as a separate process.
struct ProgramRun {
    var status: Int32
    var output: [UInt8]
    var messages: String

    /// - Parameters:
    ///   - directory: the working directory.
    ///   - input: the content of standard input.
    ///   - launcher: a program, with arguments, that starts ours: `prlimit`, `setpriv`.
    ///   - program: a program other than ours.
    init(
        _ arguments: [String], in directory: Path = Path("/"), input: [UInt8] = [],
        environment: [String: String] = [:], launcher: [String] = [], program: Path = Self.program
    ) throws {
        try self.init(
            bytes: arguments.map { Array($0.utf8) }, in: directory, input: input,
            environment: environment, launcher: launcher, program: program)
    }

    /// As above, for arguments that need not be UTF-8.
    init(
        bytes arguments: [[UInt8]], in directory: Path = Path("/"), input: [UInt8] = [],
        environment: [String: String] = [:], launcher: [String] = [], program: Path = Self.program
    ) throws {
        let files = TemporaryDirectory()
        let inputPath = files.write(input, to: "input")
        let outputPath = files.write([], to: "output")
        let messagesPath = files.write([], to: "messages")
        let descriptors = [
            inputPath.withCString { open($0, O_RDONLY | O_CLOEXEC) },
            outputPath.withCString { open($0, O_WRONLY | O_CLOEXEC) },
            messagesPath.withCString { open($0, O_WRONLY | O_CLOEXEC) },
        ]
        defer { for descriptor in descriptors { close(descriptor) } }
        let words = launcher.map { Array($0.utf8) } + [program.bytes] + arguments
        status = try StartedProgram(
            words, in: directory, environment: environment, descriptors: descriptors
        ).wait()
        output = TemporaryDirectory.contents(outputPath) ?? []
        messages = String(decoding: TemporaryDirectory.contents(messagesPath) ?? [], as: UTF8.self)
    }

    /// The messages without text that depends on the clock: `, 0.3 s, 20 records/s`.
    var steadyMessages: String { Self.steady(messages) }

    static func steady(_ messages: String) -> String {
        messages.replacing(/, (\d+:)*\d+(\.\d s)?, [0-9. kM]+ records\/s/, with: "")
            .replacing(/, \d+\.\d s$/, with: "")
    }

    /// The program next to the test bundle.
    static let program = Path(CommandLine.arguments[0]).directory.appending("mimecast2sophos")

    static func text(_ path: Path) -> String { String(decoding: path.bytes, as: UTF8.self) }
}
