import Accounts
import ByteStreams
import Glibc
import Pipeline
import TestSupport
import Testing

/// Inputs that cannot be read, never end, or change under the reader's eyes.
enum InputCases {
    static let all: [RunCase] = trees + named + changing

    private static let trees: [RunCase] = [
        RunCase(
            104, "links in circles", exit: 1, kept: "Every file once, by whatever name.",
            reported:
                "`input-open` for links that lead only to each other; a count of further names."
        ) { hostile, stage in
            _ = stage.scratch.makeDirectory("d")
            _ = stage.scratch.makeDirectory("d/e")
            stage.input("d/e/in.ndjson")
            _ = stage.scratch.link("d/again.ndjson", to: "e/in.ndjson")
            _ = stage.scratch.link("d/loop", to: ".")
            _ = stage.scratch.link("d/e/up", to: "../..")
            _ = stage.scratch.link("d/a.json", to: "b.json")
            _ = stage.scratch.link("d/b.json", to: "a.json")
            let run = try stage.convert(["d"])
            #expect(run.status == 73, "the link up holds the output directory: \(run.messages)")
            #expect(unlink(stage.text("d/e/up")) == 0)
            let good = try stage.convert(["d"])
            #expect(good.status == hostile.exit, "\(good.messages)")
            let outcome = try stage.outcome()
            #expect(outcome.number("converted") == 3)
            #expect(outcome.number("repeated") == 2)
            #expect(outcome.damage == [.inputOpen, .inputOpen])
        },
        RunCase(
            105, "a pipe in a tree", exit: 0, kept: "The files beside it; the pipe is not opened.",
            reported: "A count of files that were skipped."
        ) { hostile, stage in
            _ = stage.scratch.makeDirectory("d")
            stage.input("d/in.ndjson")
            #expect(mkfifo(stage.text("d/p.ndjson"), 0o600) == 0)
            _ = stage.scratch.link("d/zero.ndjson", to: "/dev/zero")
            let run = try stage.convert(["d"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(try stage.outcome().number("converted") == 3)
            #expect(try stage.outcome().skipped == ["(special file)": 2])
        },
    ]

    private static let named: [RunCase] = [
        RunCase(
            140, "damaged inputs whose alerts were asked for, `--keep-damaged`", exit: 1,
            kept: "Their alerts, in alerts/.", reported: "The damage, as without the option."
        ) { hostile, stage in
            let member = GzipFixture.member(Hostile.hundred, crcError: 1)
            _ = stage.scratch.write(member, to: "in.json.gz")
            let run = try stage.convert(["in.json.gz", "--keep-damaged"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            let outcome = try stage.outcome()
            #expect(outcome.damage == [.gzipCRC])
            #expect(outcome.number("unproven") == 0)
            #expect(try outcome.subjects(below: "alerts").count == 100)
            #expect(outcome.content(below: "unproven").isEmpty)
        },
        RunCase(
            105, "a pipe that was named", exit: 0, kept: "What comes through it.",
            reported: "Nothing."
        ) { hostile, stage in
            let waiting = try WaitingRun(stage, ["p.ndjson"])
            waiting.write(Hostile.lines([Hostile.good(1)]))
            #expect(waiting.finish() == hostile.exit)
            #expect(try stage.outcome().number("converted") == 1)
        },
        RunCase(
            106, "a directory where a file is meant", exit: 0, kept: "The files in it.",
            reported: "A count of files that were skipped."
        ) { hostile, stage in
            _ = stage.scratch.makeDirectory("d.ndjson")
            stage.input("d.ndjson/in.ndjson")
            stage.input("d.ndjson/notes.txt")
            let run = try stage.convert(["d.ndjson"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(try stage.outcome().number("converted") == 3)
        },
        RunCase(
            107, "a device that never ends", exit: 1, kept: "The other inputs.",
            reported: "`input-open`: it is no regular file."
        ) { hostile, stage in
            stage.input()
            for device in ["/dev/zero", "/dev/full", "/dev/urandom"] {
                let run = try stage.convert(["in.ndjson", device, "--overwrite"])
                #expect(run.status == hostile.exit, "\(run.messages)")
                #expect(try stage.outcome().number("converted") == 3)
                #expect(try stage.outcome().damage == [.inputOpen])
            }
        },
        RunCase(
            107, "/dev/null", exit: 0, kept: "Nothing is there.",
            reported: "Warning `empty-input`."
        ) { hostile, stage in
            let run = try stage.convert(["/dev/null"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(try stage.outcome().counts("warnings", Warning.self) == [.emptyInput: 1])
        },
        RunCase(
            108, "a file and a directory that may not be read", exit: 1, kept: "The other inputs.",
            reported: "`input-open` for each."
        ) { hostile, stage in
            let launcher = try Circumstances.asNobody()
            #expect(chmod(ProgramRun.text(stage.path), 0o777) == 0)
            _ = stage.scratch.makeDirectory("d")
            _ = stage.scratch.makeDirectory("d/closed")
            stage.input("d/a.ndjson")
            stage.input("d/b.ndjson")
            #expect(chmod(stage.text("d/b.ndjson"), 0) == 0)
            #expect(chmod(stage.text("d/closed"), 0) == 0)
            let run = try stage.convert(["d"], launcher: launcher)
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(try stage.outcome().number("converted") == 3)
            #expect(try stage.outcome().damage == [.inputOpen, .inputOpen])
            #expect(run.messages.contains("Permission denied"))
        },
        RunCase(
            109, "a missing file among good ones", exit: 66, kept: "The other inputs.",
            reported: "`input-open`, with the name."
        ) { hostile, stage in
            stage.input("a.ndjson")
            stage.input("c.ndjson")
            let run = try stage.convert(["a.ndjson", "b.ndjson", "c.ndjson"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(try stage.outcome().number("converted") == 6)
            #expect(try stage.outcome().damage == [.inputOpen])
        },
        RunCase(
            110, "a read that fails", exit: 1, kept: "What was read before, in unproven/.",
            reported: "`input-read`, with the place."
        ) { hostile, stage in
            stage.input()
            // Reading one's own memory at address 0 fails with EIO.
            let run = try stage.convert(["in.ndjson", "/proc/self/mem"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(try stage.outcome().number("converted") == 3)
            #expect(try stage.outcome().damage == [.inputRead])
        },
        RunCase(
            110, "a read that fails in a list of inputs", exit: 74, kept: "Nothing is made.",
            reported: "The name and why."
        ) { hostile, stage in
            let run = try stage.convert(["--files-from", "/proc/self/mem"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(run.messages.contains("Input/output error"))
            #expect(!FileStatus.isTaken(stage.output))
        },
    ]

    /// Blocks a run in the middle of a file by not reading its output, lets `change` change the file,
    /// and continues reading.
    private static func whileReading(
        _ hostile: RunCase, _ stage: borrowing Stage, _ change: (String) -> Void
    ) throws {
        stage.input(records: 4000)
        var pipe = Pipe()
        let messages = stage.scratch.write([], to: "messages")
        let messagesEnd = messages.withCString { open($0, O_WRONLY | O_CLOEXEC) }
        let run = try StartedProgram(
            [ProgramRun.program.bytes] + ["in.ndjson", "--output", "-"].map { Array($0.utf8) },
            in: stage.path, environment: [:],
            descriptors: [messagesEnd, pipe.writing, messagesEnd])
        close(messagesEnd)
        pipe.closeWriting()
        // Output arrived, so the file is open. More than fits into a pipe is still to come.
        var alerts = pipe.read(atMost: 1)
        change(stage.text("in.ndjson"))
        alerts += pipe.readToEnd()
        #expect(run.wait() == hostile.exit)
        let text = String(decoding: TemporaryDirectory.contents(messages) ?? [], as: UTF8.self)
        #expect(text.contains("input-changed"), "\(text)")
        #expect(alerts.last == 0x0A)
    }

    private static let changing: [RunCase] = [
        RunCase(
            111, "a file that is cut while it is read", exit: 1,
            kept: "The records that were there, in unproven/.", reported: "`input-changed`."
        ) { hostile, stage in
            try whileReading(hostile, stage) { #expect(truncate($0, 600_000) == 0) }
        },
        RunCase(
            112, "a file that grows while it is read", exit: 1,
            kept: "The records that were there, in unproven/.", reported: "`input-changed`."
        ) { hostile, stage in
            try whileReading(hostile, stage) { name in
                let file = fopen(name, "a")!
                fputs(Hostile.good(1) + "\n", file)
                fclose(file)
            }
        },
        RunCase(
            113, "a file that is replaced while it is read", exit: 1,
            kept: "The records of the file that was opened, in unproven/.",
            reported: "`input-changed`."
        ) { hostile, stage in
            let other = stage.input("other", records: 1)
            try whileReading(hostile, stage) { name in
                #expect(other.withCString { rename($0, name) } == 0)
            }
        },
    ]
}
