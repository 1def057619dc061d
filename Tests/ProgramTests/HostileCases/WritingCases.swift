import ByteStreams
import Glibc
import TestSupport
import Testing

/// Outputs that cannot be written, or only partly.
enum WritingCases {
    private static let nothingPublished = "Files that were finished; no other final name."

    static let all: [RunCase] = directories + interrupted + standardOutput

    private static let directories: [RunCase] = [
        RunCase(
            114, "an output directory that may not be written", exit: 73,
            kept: "Nothing is made; no input is read.", reported: "The name and why."
        ) { hostile, stage in
            let launcher = try Circumstances.asNobody()
            #expect(chmod(ProgramRun.text(stage.path), 0o777) == 0)
            stage.input()
            _ = stage.scratch.makeDirectory("out")
            #expect(chmod(stage.text("out"), 0o555) == 0)
            let run = try stage.convert(["in.ndjson"], launcher: launcher)
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(run.messages.contains("Permission denied"))
            #expect(stage.results().files.isEmpty)
        },
        RunCase(
            115, "a full disk", exit: 74, kept: nothingPublished, reported: "The name and why."
        ) { hostile, stage in
            stage.input("a.ndjson", records: 1)
            stage.input("b.ndjson", records: 1000)
            _ = stage.scratch.makeDirectory("out")
            let output = stage.text("out")
            guard geteuid() == 0, mount("none", output, "tmpfs", 0, "size=64k") == 0 else {
                try Test.cancel("needs root and mount")
            }
            defer { umount(output) }
            let run = try stage.convert(["a.ndjson", "b.ndjson", "--jobs", "1"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(run.messages.contains("No space left on device"))
            stage.checkNoTemporaryFiles()
            #expect(stage.results().files.keys.sorted() == ["alerts/a.ndjson.ndjson"])
        },
        RunCase(
            116, "fsync that fails", exit: 74, kept: "No final name.", reported: "The name and why."
        ) { hostile, stage in
            stage.input()
            let launcher = try Circumstances.failing("fsync", "ENOSPC")
            let run = try stage.convert(["in.ndjson"], launcher: launcher)
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(run.messages.contains("No space left on device"))
            stage.checkNoTemporaryFiles()
            #expect(stage.results().files.isEmpty)
        },
        RunCase(
            117, "a file over the limit for one file", exit: 74, kept: nothingPublished,
            reported: "The name and why."
        ) { hostile, stage in
            stage.input("a.ndjson", records: 1)
            stage.input("b.ndjson", records: 1000)
            let run = try stage.convert(
                ["a.ndjson", "b.ndjson", "--jobs", "1"],
                launcher: Circumstances.limited("--fsize=65536"))
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(run.messages.contains("File too large"))
            stage.checkNoTemporaryFiles()
            #expect(stage.results().files.keys.sorted() == ["alerts/a.ndjson.ndjson"])
        },
        RunCase(
            133, "rejects that cannot be written", exit: 74,
            kept: "No final name of that input: a reject may not be lost.",
            reported: "The name and why."
        ) { hostile, stage in
            let bad = Hostile.repeated("{\"a\":}\n", 1000)
            _ = stage.scratch.write(
                Hostile.lines([Hostile.good(1)]) + Array(bad.utf8), to: "in.ndjson")
            let run = try stage.convert(
                ["in.ndjson"], launcher: Circumstances.limited("--fsize=65536"))
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(run.messages.contains("out/rejects/in.ndjson.ndjson"))
            stage.checkNoTemporaryFiles()
            #expect(stage.results().files.isEmpty)
        },
    ]

    private static let interrupted: [RunCase] = [
        RunCase(
            118, "calls that a signal interrupts, every other one", exit: 1,
            kept: "Every byte, as without signals.", reported: "Nothing of it."
        ) { hostile, stage in
            _ = stage.scratch.makeDirectory("d")
            _ = stage.scratch.makeDirectory("d/e")
            stage.input("d/a.ndjson", records: 300)
            _ = stage.scratch.write(GzipFixture.member(Hostile.hundred), to: "d/e/b.ndjson.gz")
            _ = stage.scratch.write(Array("{\"a\":}\n".utf8), to: "d/e/c.ndjson")
            let undisturbed = try stage.convert(["d"])
            #expect(undisturbed.status == hostile.exit)
            let expected = stage.results()
            // The calls that may be interrupted according to signal(7) and fsync(2), all by one worker,
            // because calls are counted per thread.
            for call in ["openat", "read", "write", "fsync", "fdatasync", "close", "flock"] {
                let run = try stage.convert(
                    ["d", "--overwrite", "--jobs", "1"],
                    launcher: Circumstances.interrupting(call))
                #expect(run.status == hostile.exit, "\(call): \(run.messages)")
                #expect(run.steadyMessages == undisturbed.steadyMessages, "\(call)")
                #expect(stage.results().differences(from: expected) == [], "\(call)")
                stage.checkNoTemporaryFiles()
            }
        }
    ]

    private static let standardOutput: [RunCase] = [
        RunCase(
            118, "a pipe that takes a few bytes at a time", exit: 0, kept: "Every byte, in order.",
            reported: "Nothing."
        ) { hostile, stage in
            stage.input(records: 2000)
            let whole = try stage.convert(["in.ndjson", "--output", "-"])
            #expect(whole.status == 0)
            var pipe = Pipe()
            _ = fcntl(pipe.writing, F_SETFL, O_NONBLOCK)
            _ = fcntl(pipe.writing, setPipeSize, 4096)
            let run = try start(stage, output: pipe.writing)
            pipe.closeWriting()
            var bytes: [UInt8] = []
            var step = 1
            while true {
                let next = pipe.read(atMost: step)
                if next.isEmpty { break }
                bytes += next
                step = step % 5000 + 7
            }
            #expect(run.wait() == hostile.exit)
            #expect(bytes == whole.output)
        },
        RunCase(
            119, "a reader that goes away", exit: 0, kept: "What it had read.",
            reported: "Nothing: it ends quietly."
        ) { hostile, stage in
            stage.input(records: 2000)
            let messages = stage.scratch.write([], to: "messages")
            let messagesEnd = messages.withCString { open($0, O_WRONLY | O_CLOEXEC) }
            var writing: Int32 = -1
            do {
                let pipe = Pipe()
                writing = fcntl(pipe.writing, F_DUPFD_CLOEXEC, 0)
            }
            let run = try start(stage, output: writing, messages: messagesEnd)
            close(writing)
            close(messagesEnd)
            #expect(run.wait() == hostile.exit)
            #expect(TemporaryDirectory.contents(messages) == [])
        },
        RunCase(
            119, "a standard output that is closed", exit: 74, kept: "Nothing can be written.",
            reported: "That standard output cannot be written."
        ) { hostile, stage in
            stage.input()
            let run = try start(stage, output: nil)
            #expect(run.wait() == hostile.exit)
        },
        RunCase(
            120, "/dev/full as standard output", exit: 74, kept: "Nothing can be written.",
            reported: "That standard output cannot be written, and why."
        ) { hostile, stage in
            stage.input()
            let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
            defer { close(full) }
            let run = try start(stage, output: full)
            #expect(run.wait() == hostile.exit)
        },
    ]

    /// F_SETPIPE_SZ of fcntl(2), which Swift does not import.
    private static let setPipeSize: Int32 = 1031

    /// Starts a run that streams `in.ndjson` to `output`.
    private static func start(
        _ stage: borrowing Stage, output: Int32?, messages: Int32? = nil
    ) throws -> StartedProgram {
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(nothing) }
        return try StartedProgram(
            [ProgramRun.program.bytes] + ["in.ndjson", "--output", "-"].map { Array($0.utf8) },
            in: stage.path, environment: [:], descriptors: [nothing, output, messages ?? nothing])
    }
}
