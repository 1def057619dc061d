import ByteStreams
import Foundation
import TestSupport

/// One run of the program as a process of its own.
struct ProgramRun {
    var status: Int32
    var output: [UInt8]
    var messages: String

    /// - Parameters:
    ///   - directory: the working directory.
    ///   - input: what stands on standard input.
    init(
        _ arguments: [String], in directory: Path = Path("/"), input: [UInt8] = [],
        environment: [String: String] = [:]
    ) throws {
        let files = TemporaryDirectory()
        let process = Process()
        process.executableURL = Self.program
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: Self.text(directory))
        process.environment = environment
        process.standardInput = try FileHandle(
            forReadingFrom: URL(fileURLWithPath: Self.text(files.write(input, to: "input"))))
        let outputPath = files.write([], to: "output")
        let messagesPath = files.write([], to: "messages")
        process.standardOutput = try FileHandle(
            forWritingTo: URL(fileURLWithPath: Self.text(outputPath)))
        process.standardError = try FileHandle(
            forWritingTo: URL(fileURLWithPath: Self.text(messagesPath)))
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus + (process.terminationReason == .exit ? 0 : 128)
        output = TemporaryDirectory.contents(outputPath) ?? []
        messages = String(decoding: TemporaryDirectory.contents(messagesPath) ?? [], as: UTF8.self)
    }

    /// The program beside the test bundle.
    static let program = URL(fileURLWithPath: CommandLine.arguments[0])
        .deletingLastPathComponent().appendingPathComponent("mimecast2sophos")

    static func text(_ path: Path) -> String { String(decoding: path.bytes, as: UTF8.self) }
}
