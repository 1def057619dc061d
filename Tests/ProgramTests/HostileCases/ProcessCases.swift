import ByteStreams
import Glibc
import TestSupport
import Testing

/// Signals, kills, concurrent runs and tight limits.
enum ProcessCases {
    static let all: [RunCase] = ended + limits

    /// Stops a run by `signal` while it waits for the rest of its second input.
    private static func stop(
        _ hostile: RunCase, _ stage: borrowing Stage, by signal: Int32
    ) throws {
        stage.input("a.ndjson")
        let run = try WaitingRun(stage, ["a.ndjson", "p.ndjson"])
        run.write(Hostile.lines([Hostile.good(1)]))
        run.program.send(signal)
        let text = run.text
        #expect(run.finish() == hostile.exit, "\(text)")
        stage.checkNoTemporaryFiles()
        #expect(
            stage.results().files.keys.sorted() == [
                "alerts/a.ndjson.ndjson", "summary.html", "summary.json",
            ])
        let outcome = try stage.outcome()
        #expect(outcome.summary["interrupted"] as? Bool == true)
        #expect(outcome.number("converted") == 3)
        let whole = try stage.convert(["a.ndjson", "--output", "whole"])
        #expect(whole.status == 0)
        let undisturbed = try Outcome(stage.path.appending("whole"))
        #expect(outcome.content(below: "alerts") == undisturbed.content(below: "alerts"))
    }

    private static let ended: [RunCase] = [
        RunCase(
            121, "SIGINT", exit: 130, kept: "Files that were finished, and a summary of them.",
            reported: "That the run was interrupted, in the summary, too."
        ) { try stop($0, $1, by: SIGINT) },
        RunCase(
            121, "SIGTERM", exit: 143, kept: "Files that were finished, and a summary of them.",
            reported: "That the run was interrupted, in the summary, too."
        ) { try stop($0, $1, by: SIGTERM) },
        RunCase(
            121, "SIGINT while a pipe waits for no byte of its input", exit: 130,
            kept: "Files that were finished, and a summary of them.",
            reported: "That the run was interrupted."
        ) { hostile, stage in
            stage.input("a.ndjson")
            let run = try WaitingRun(stage, ["a.ndjson", "p.ndjson"])
            run.program.send(SIGINT)
            // Nothing more comes through the pipe, but it stays open.
            #expect(run.program.wait() == hostile.exit)
            #expect(try stage.outcome().summary["interrupted"] as? Bool == true)
        },
        RunCase(
            121, "a second SIGINT, while the reader of the alerts does not read", exit: 130,
            kept: "What was written.", reported: "Nothing: the run ends at once."
        ) { hostile, stage in
            stage.input(records: 2000)
            let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
            defer { close(nothing) }
            let pipe = Pipe()
            let run = try StartedProgram(
                [ProgramRun.program.bytes] + ["in.ndjson", "--output", "-"].map { Array($0.utf8) },
                in: stage.path, environment: [:], descriptors: [nothing, pipe.writing, nothing])
            // It is writing, but nobody reads.
            #expect(pipe.read(atMost: 1).count == 1)
            run.send(SIGINT)
            // The handler has run once the default action is back in place.
            while run.catches(SIGINT) { sched_yield() }
            run.send(SIGINT)
            #expect(run.wait() == hostile.exit)
        },
        RunCase(
            122, "kill -9, and the run again", exit: 137,
            kept: "Files that were finished, whole; the next run removes what was not.",
            reported: "Nothing; the next run gives what an undisturbed one gives."
        ) { hostile, stage in
            stage.input("a.ndjson")
            let run = try WaitingRun(stage, ["a.ndjson", "p.ndjson"])
            // More than is buffered in memory, so that there is a temporary file.
            run.write(Array((Hostile.good(1) + "\n").utf8))
            run.program.send(SIGKILL)
            #expect(run.finish() == hostile.exit)
            #expect(stage.results().files.keys.sorted() == ["alerts/a.ndjson.ndjson"])
            _ = stage.scratch.write([1], to: "out/alerts/" + TemporaryName.prefix + "1-2")
            #expect(try stage.convert(["a.ndjson"]).status == 73)
            let again = try stage.convert(["a.ndjson", "--overwrite"])
            #expect(again.status == 0, "\(again.messages)")
            #expect(try stage.convert(["a.ndjson", "--output", "whole"]).status == 0)
            stage.checkNoTemporaryFiles()
            #expect(stage.results() == stage.results("whole"))
        },
        RunCase(
            125, "a second run into the same directory", exit: 75,
            kept: "What the first one makes, undisturbed.",
            reported: "That another run is using it."
        ) { hostile, stage in
            stage.input("a.ndjson")
            let run = try WaitingRun(stage, ["a.ndjson", "p.ndjson"])
            for words in [["a.ndjson"], ["a.ndjson", "--overwrite"]] {
                let second = try stage.convert(words)
                #expect(second.status == hostile.exit, "\(second.messages)")
            }
            run.write(Hostile.lines([Hostile.good(1)]))
            #expect(run.finish() == 0)
            #expect(try stage.outcome().number("converted") == 4)
        },
    ]

    private static let addressStep = 2 << 20

    /// The least address space in which the program starts, which depends on the libraries.
    private static func leastAddressSpace(_ stage: borrowing Stage) throws -> Int {
        let sizes = stride(from: 20 << 20, to: 400 << 20, by: addressStep)
        return try #require(
            sizes.first { size in
                try ProgramRun(
                    ["--version"], launcher: Circumstances.limited(addressSpace: size)
                ).status == 0
            })
    }

    private static let limits: [RunCase] = [
        RunCase(
            126, "200 MB of address space", exit: 0, kept: "All records.", reported: "Nothing."
        ) { hostile, stage in
            let long = Hostile.record(Hostile.repeated("A", 2 << 20))
            _ = stage.scratch.write(
                Hostile.hundred + Hostile.lines([long]), to: "in.ndjson")
            _ = stage.scratch.write(GzipFixture.member(Hostile.hundred), to: "in.ndjson.gz")
            let run = try stage.convert(
                ["in.ndjson", "in.ndjson.gz"],
                launcher: Circumstances.limited(addressSpace: 200_000_000))
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(try stage.outcome().number("converted") == 201)
        },
        RunCase(
            126, "too little address space for one worker", exit: 74,
            kept: "Nothing; no output directory is created.", reported: "`out of memory`."
        ) { hostile, stage in
            stage.input()
            let run = try stage.convert(
                ["in.ndjson"],
                launcher: Circumstances.limited(
                    addressSpace: leastAddressSpace(stage) - addressStep))
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(run.messages == "error: out of memory: could not get 16777216 bytes\n")
            #expect(stage.scratch.names == ["in.ndjson"])
        },
        RunCase(
            126, "too little address space for a long record", exit: 74,
            kept: "Inputs that were finished; `--resume` without the limit converts the rest.",
            reported: "`out of memory`."
        ) { hostile, stage in
            stage.input("a.ndjson")
            let long = Hostile.record(Hostile.repeated("A", 14 << 20))
            _ = stage.scratch.write(Hostile.lines([long]), to: "b.ndjson")
            let words = ["a.ndjson", "b.ndjson", "--jobs", "1"]
            let run = try stage.convert(
                words, launcher: Circumstances.limited(addressSpace: leastAddressSpace(stage)))
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(run.messages.hasPrefix("error: out of memory: could not get "))
            #expect(Array(stage.results().files.keys) == ["alerts/a.ndjson.ndjson"])
            #expect(try stage.convert(words + ["--resume"]).status == 0)
            #expect(try stage.convert(words + ["--output", "whole"]).status == 0)
            #expect(stage.results().differences(from: stage.results("whole")) == [])
        },
        RunCase(
            127, "16 descriptors for 1,000 inputs and 16 workers", exit: 0, kept: "All records.",
            reported: "Nothing."
        ) { hostile, stage in
            _ = stage.scratch.makeDirectory("d")
            let line = Hostile.lines([Hostile.good(1)]) + Array("{\"a\":}\n".utf8)
            for number in 0..<1000 { _ = stage.scratch.write(line, to: "d/\(number).ndjson") }
            let run = try stage.convert(
                ["d", "--jobs", "16"], launcher: Circumstances.limited(descriptors: 16))
            #expect(run.status == 1, "every input has a bad line: \(run.messages)")
            #expect(hostile.exit == 0)
            let outcome = try stage.outcome()
            #expect(outcome.number("converted") == 1000)
            #expect(outcome.damage == [])
            #expect(try outcome.rejects().count == 1000)
        },
        RunCase(
            132, "100,000 rejects", exit: 1, kept: "Every one, in rejects/.",
            reported: "One line for each reason, with the first location."
        ) { hostile, stage in
            let bad = Hostile.repeated("{\"a\":}\n", 100_000)
            _ = stage.scratch.write(
                Array(bad.utf8) + Hostile.lines([Hostile.good(1)]), to: "in.ndjson")
            let run = try stage.convert(["in.ndjson", "--verbose"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(run.messages.utf8.count < 4096)
            let outcome = try stage.outcome()
            #expect(outcome.number("seen") == 100_001)
            #expect(outcome.content(below: "rejects").count { $0 == 0x0A } == 100_000)
        },
        RunCase(
            134, "a quarantine file as the input", exit: 1,
            kept:
                "Every record: a reject's bytes come out of the second quarantine as they went in.",
            reported: "`unknown-shape` for each."
        ) { hostile, stage in
            _ = stage.scratch.write(
                EncodingCases.random(100_000) + Array("\n{\"a\":}\n{\"x\":\"\\ud800\"}\n42".utf8),
                to: "in.ndjson")
            #expect(try stage.convert(["in.ndjson"]).status == 1)
            let first = try stage.outcome()
            let run = try stage.convert(["out/rejects", "--output", "again"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            let second = try Outcome(stage.path.appending("again"))
            let lines = first.content(below: "rejects").split(separator: 0x0A).map(Array.init)
            #expect(lines.count == Int(second.number("seen")))
            #expect(try second.rejects().map(\.raw) == lines)
        },
    ]
}
