import ByteStreams
import Glibc
import TestSupport
import Testing

/// Killed runs that are resumed, and unreliable records of runs.
enum ResumeCases {
    static let all: [RunCase] = killed + unreliable + changed

    private static let manifest = "out/manifest.json"
    private static let journal = "out/.mimecast2sophos.journal"
    private static let untouched = "All that stands there, byte for byte; no input is read."

    /// Everything except the record of when and how a run took place; the record of its inputs is
    /// compared, too.
    private static func bytes(_ name: String, _ stage: borrowing Stage) -> Tree {
        Tree(stage.path.appending(name), leavingOut: ["run.json"])
    }

    /// The inode of the file with an input's alerts, which changes when it is rewritten.
    private static func number(_ input: String, _ stage: borrowing Stage) -> UInt {
        var status = stat()
        #expect(stat(stage.text("out/alerts/\(input).ndjson"), &status) == 0)
        return status.st_ino
    }

    /// Records with distinct ids: their messages are named after the subject's length.
    private static func records(_ lengths: ClosedRange<Int>) -> [UInt8] {
        Hostile.lines(lengths.map { Hostile.record(String(repeating: "n", count: $0)) })
    }

    /// Kills a run while it waits for its third input, which has all records of the first two and two
    /// more. The input is complete afterwards.
    private static func kill(_ stage: borrowing Stage, _ options: [String]) throws {
        _ = stage.scratch.write(records(1...3), to: "a.ndjson")
        _ = stage.scratch.write(records(1...5), to: "b.ndjson")
        let run = try WaitingRun(stage, killedInputs + options)
        run.write(records(1...1))
        run.program.send(SIGKILL)
        #expect(run.finish() == 137)
        #expect(unlink(stage.text("p.ndjson")) == 0)
        _ = stage.scratch.write(records(1...7), to: "p.ndjson")
    }

    /// The inputs of the run that `kill` kills.
    private static let killedInputs = ["a.ndjson", "b.ndjson", "p.ndjson"]

    /// Resumes a run, and compares with an undisturbed one.
    private static func resume(
        _ hostile: RunCase, _ stage: borrowing Stage, _ words: [String],
        resuming: [String] = [], telling: [String]
    ) throws {
        let resumed = try stage.convert(words + ["--resume"] + resuming)
        #expect(resumed.status == hostile.exit, "\(resumed.messages)")
        for words in telling {
            let line = resumed.messages.split(separator: "\n").first { $0.contains("this run: ") }
            #expect(line?.contains(words) == true, "\(resumed.messages)")
        }
        #expect(try stage.convert(words + ["--output", "whole"]).status == 0)
        #expect(bytes("out", stage).differences(from: bytes("whole", stage)) == [])
    }

    private static let killed: [RunCase] = [
        RunCase(
            123, "kill -9, and --resume", exit: 0,
            kept: "Files that were finished, as they are; in the end the bytes of one run.",
            reported: "How many inputs are kept."
        ) { hostile, stage in
            try kill(stage, [])
            let before = number("a.ndjson", stage)
            try resume(hostile, stage, killedInputs, telling: ["2 kept"])
            #expect(number("a.ndjson", stage) == before)
            #expect(try stage.outcome().number("converted") == 15)
        },
        RunCase(
            123, "kill -9, and --resume with --deduplicate", exit: 0,
            kept: "The first alert of each id, whichever run wrote it.",
            reported: "How many inputs are kept."
        ) { hostile, stage in
            try kill(stage, ["--deduplicate"])
            try resume(
                hostile, stage, killedInputs + ["--deduplicate"], telling: ["2 kept"])
            let outcome = try stage.outcome()
            #expect(outcome.number("converted") == 7)
            #expect(outcome.number("duplicate") == 8)
        },
        RunCase(
            123, "kill -9 while a finished file is noted", exit: 0,
            kept: "Files whose note is whole; the other one is converted again.",
            reported: "How many inputs are kept."
        ) { hostile, stage in
            try kill(stage, [])
            let text = try #require(TemporaryDirectory.contents(stage.path.appending(journal)))
            #expect(truncate(stage.text(journal), text.count - 5) == 0)
            try resume(hostile, stage, killedInputs, telling: ["1 kept"])
        },
    ]

    /// Makes results, damages their record, and resumes.
    private static func refuse(
        _ hostile: RunCase, _ stage: borrowing Stage, options: [String] = [], telling: String,
        _ spoil: (borrowing Stage) throws -> Void
    ) throws {
        stage.input("a.ndjson")
        #expect(try stage.convert(["a.ndjson"]).status == 0)
        try spoil(stage)
        try refuse(hostile, stage, ["a.ndjson"] + options, telling: telling)
    }

    /// Resumes a run whose record is unreliable.
    private static func refuse(
        _ hostile: RunCase, _ stage: borrowing Stage, _ words: [String], telling: String,
        launcher: [String] = []
    ) throws {
        let before = Tree(stage.output)
        let run = try stage.convert(words + ["--resume"], launcher: launcher)
        #expect(run.status == hostile.exit, "\(run.messages)")
        #expect(run.messages.contains(telling), "\(run.messages)")
        #expect(Tree(stage.output) == before)
    }

    /// Changes a byte in the middle of a file.
    private static func flip(_ name: String, _ stage: borrowing Stage) throws {
        var text = try #require(TemporaryDirectory.contents(stage.path.appending(name)))
        text[text.count / 2] ^= 1
        _ = stage.scratch.write(text, to: name)
    }

    private static let unreliable: [RunCase] = [
        RunCase(
            124, "a manifest with a byte changed", exit: 65, kept: untouched,
            reported: "The manifest, and that it is not as it was written."
        ) { hostile, stage in
            try refuse(hostile, stage, telling: "manifest.json: line") { stage in
                try flip(manifest, stage)
            }
        },
        RunCase(
            124, "a journal with a byte changed", exit: 65, kept: untouched,
            reported: "The journal, and the line that is not as it was written."
        ) { hostile, stage in
            try kill(stage, [])
            try flip(journal, stage)
            try refuse(hostile, stage, killedInputs, telling: ".journal: line")
        },
        RunCase(
            124, "a journal of which the disk tells nothing, not even whether it is there",
            exit: 74,
            kept: untouched, reported: "The journal and why."
        ) { hostile, stage in
            try kill(stage, [])
            try refuse(
                hostile, stage, killedInputs, telling: ".journal: Input/output error",
                launcher: Circumstances.failing("newfstatat", "EIO", at: journal))
        },
        RunCase(
            124, "results without a manifest", exit: 65, kept: untouched,
            reported: "That it is missing."
        ) { hostile, stage in
            try refuse(hostile, stage, telling: "manifest.json: missing") { stage in
                #expect(unlink(stage.text(manifest)) == 0)
            }
        },
        RunCase(
            124, "a manifest whose bytes the disk does not give", exit: 74, kept: untouched,
            reported: "The manifest and why."
        ) { hostile, stage in
            try refuse(hostile, stage, telling: "Input/output error") { stage in
                #expect(unlink(stage.text(manifest)) == 0)
                // Reading one's own memory at address 0 fails with EIO.
                _ = stage.scratch.link(manifest, to: "/proc/self/mem")
            }
        },
        RunCase(
            124, "results of other options", exit: 73, kept: untouched,
            reported: "The option, what it was and what it is."
        ) { hostile, stage in
            try refuse(
                hostile, stage, options: ["--format", "cef"], telling: "--format was json, is cef"
            ) { _ in }
        },
        RunCase(
            124, "results of no run of ours", exit: 73, kept: untouched,
            reported: "That the directory holds results."
        ) { hostile, stage in
            try refuse(hostile, stage, telling: "out: holds files under the names of results") {
                stage in
                #expect(unlink(stage.text("out/run.json")) == 0)
            }
        },
    ]

    /// Makes results for two inputs, changes something, resumes, and compares with a fresh run over
    /// everything.
    private static func convertAgain(
        _ hostile: RunCase, _ stage: borrowing Stage, options: [String] = [], telling: String,
        _ change: (borrowing Stage) -> Void
    ) throws {
        _ = stage.scratch.makeDirectory("d")
        stage.input("d/a.ndjson")
        stage.input("d/b.ndjson")
        #expect(try stage.convert(["d"]).status == 0)
        change(stage)
        try resume(
            hostile, stage, ["d"], resuming: options, telling: ["1 kept", "1 \(telling)"])
    }

    private static let changed: [RunCase] = [
        RunCase(
            124, "an input that is another one since", exit: 0,
            kept: "All records of what is there now; it is converted again.",
            reported: "How many inputs were changed."
        ) { hostile, stage in
            try convertAgain(hostile, stage, telling: "changed") { stage in
                stage.input("d/b.ndjson", records: 4)
            }
        },
        RunCase(
            124, "an input that is gone", exit: 0, kept: "All results, those of the input, too.",
            reported: "How many inputs are gone."
        ) { hostile, stage in
            _ = stage.scratch.makeDirectory("d")
            stage.input("d/a.ndjson")
            stage.input("d/b.ndjson")
            #expect(try stage.convert(["d"]).status == 0)
            #expect(unlink(stage.text("d/b.ndjson")) == 0)
            let run = try stage.convert(["d", "--resume"])
            #expect(run.status == hostile.exit)
            #expect(run.messages.contains("this run: 1 kept, 1 gone, results kept; "))
            #expect(try stage.outcome().number("gone") == 1)
            #expect(try stage.outcome().subjects(below: "alerts").count == 6)
        },
        RunCase(
            124, "an input that is gone, and --prune", exit: 0, kept: "The results of the others.",
            reported: "How many inputs are gone."
        ) { hostile, stage in
            try convertAgain(
                hostile, stage, options: ["--prune"], telling: "gone, results removed"
            ) { stage in
                #expect(unlink(stage.text("d/b.ndjson")) == 0)
            }
        },
        RunCase(
            124, "inputs that are all gone, because their disk is not there", exit: 66,
            kept: untouched, reported: "That there is no input; with --prune the same, and 73."
        ) { hostile, stage in
            _ = stage.scratch.makeDirectory("d")
            stage.input("d/a.ndjson")
            #expect(try stage.convert(["d"]).status == 0)
            #expect(unlink(stage.text("d/a.ndjson")) == 0)
            let before = Tree(stage.output)
            let pruning = try stage.convert(["d", "--resume", "--prune"])
            #expect(pruning.status == 73, "\(pruning.messages)")
            #expect(pruning.messages.contains("--prune would remove the results of all 1 input"))
            let run = try stage.convert(["d", "--resume"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(Tree(stage.output) == before)
        },
        RunCase(
            124, "rejects that were mended where they stand", exit: 1,
            kept: "The mended file, as NAME.edited; the rejects as they were.",
            reported: "The file and its new name."
        ) { hostile, stage in
            stage.input("a.ndjson")
            _ = stage.scratch.write(Array("{\"x\":1}\n".utf8), to: "b.ndjson")
            #expect(try stage.convert(["a.ndjson", "b.ndjson"]).status == 1)
            let before = bytes("out", stage)
            let mended = Array("mended".utf8)
            _ = stage.scratch.write(mended, to: "out/rejects/b.ndjson.ndjson")
            let run = try stage.convert(["a.ndjson", "b.ndjson", "--resume"])
            #expect(run.status == hostile.exit)
            #expect(
                run.messages.contains(
                    "out/rejects/b.ndjson.ndjson: edited by hand; kept as out/rejects/b.ndjson.ndjson.edited"
                ))
            var after = bytes("out", stage).files
            #expect(after.removeValue(forKey: "rejects/b.ndjson.ndjson.edited") == mended)
            #expect(after == before.files)
        },
        RunCase(
            124, "rejects that an earlier run told of", exit: 0,
            kept: "The rejects; they are not told of for ever.",
            reported: "What this run did, apart from all that is there."
        ) { hostile, stage in
            stage.input("a.ndjson")
            _ = stage.scratch.write(Array("{\"x\":1}\n".utf8), to: "b.ndjson")
            #expect(try stage.convert(["a.ndjson", "b.ndjson"]).status == 1)
            stage.input("c.ndjson")
            let run = try stage.convert(["a.ndjson", "b.ndjson", "c.ndjson", "--resume"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(run.messages.contains("this run: 1 new, 2 kept; nothing newly rejected"))
            let record = String(
                decoding: try #require(
                    TemporaryDirectory.contents(stage.path.appending("out/run.json"))),
                as: UTF8.self)
            #expect(
                record.contains(
                    #""thisRun": {"inputs": 1, "new": 1, "changed": 0, "again": 0, "kept": 2"#))
            #expect(record.contains(#""rejected": 0, "damaged": 0}"#))
        },
        RunCase(
            124, "a result that was cut since", exit: 0,
            kept: "All records; the input is converted again.",
            reported: "How many inputs have missing or changed results."
        ) { hostile, stage in
            try convertAgain(hostile, stage, telling: "with missing or changed results") { stage in
                #expect(truncate(stage.text("out/alerts/b.ndjson.ndjson"), 100) == 0)
            }
        },
    ]
}
