import ByteStreams
import Glibc
import TestSupport
import Testing

/// Names of inputs that have a meaning for a shell, a terminal or a file system.
enum NameCases {
    private static let names = [
        "-x\n\u{1B}[2J.ndjson", "--output.ndjson", "a b\t\"'.ndjson",
        "invoice\u{202E}nosjdn.ndjson",
        "..ndjson", "...json",
    ]

    static let all: [RunCase] = [
        RunCase(
            102, "names with line ends, terminal commands, quotes and leading dashes", exit: 0,
            kept: "All records, below the output directory.", reported: "The names, escaped."
        ) { hostile, stage in
            _ = stage.scratch.makeDirectory("d")
            for name in names { stage.input("d/" + name) }
            let run = try stage.convert(["d", "--verbose"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(Visible.hidden(in: Array(run.messages.utf8)) == [])
            #expect(
                Tree(stage.output.appending("alerts")).files.keys.sorted()
                    == names.map { $0 + ".ndjson" }.sorted())
            #expect(stage.scratch.names == ["d", "out"])
        },
        RunCase(
            102, "a path with ../ in it", exit: 0, kept: "All records, below the output directory.",
            reported: "Nothing."
        ) { hostile, stage in
            _ = stage.scratch.makeDirectory("d")
            stage.input("d/in.ndjson")
            let run = try stage.convert(["d/../d/../d/in.ndjson", "d/.."])
            #expect(run.status == 73, "d/.. holds the output directory: \(run.messages)")
            let good = try stage.convert(["d/../d/../d/in.ndjson"])
            #expect(good.status == hostile.exit, "\(good.messages)")
            #expect(
                Tree(stage.output.appending("alerts")).files.keys.sorted() == ["in.ndjson.ndjson"])
        },
        RunCase(
            102, "a name with a leading dash and a terminal command, taken for an option", exit: 64,
            kept: "Nothing is read.", reported: "The word that is no option, escaped."
        ) { hostile, stage in
            for word in ["--\u{1B}[2J.ndjson", "--jobs=\u{9B}2J\u{202E}"] {
                let run = try stage.convert(["in.ndjson", word])
                #expect(run.status == hostile.exit, "\(run.messages)")
                #expect(Visible.hidden(in: Array(run.messages.utf8)) == [])
                #expect(run.messages.contains("2J"))
            }
        },
        RunCase(
            103, "a name that is not UTF-8", exit: 0, kept: "All records; the name, byte for byte.",
            reported: "The name, escaped."
        ) { hostile, stage in
            let name = [0xFF, UInt8(ascii: "a"), 0xC3] + Array(".ndjson".utf8)
            let target = stage.path.appending(name)
            let content = try #require(TemporaryDirectory.contents(stage.input("in.ndjson")))
            #expect(rename(stage.text("in.ndjson"), stage.text("named")) == 0)
            #expect(target.withCString { rename(stage.text("named"), $0) } == 0)
            #expect(TemporaryDirectory.contents(target) == content)
            let run = try ProgramRun(
                bytes: [name, Array("--output".utf8), Array("out".utf8), Array("-v".utf8)],
                in: stage.path)
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(run.messages.contains("\\xffa\\xc3.ndjson"))
            let alerts = stage.output.appending("alerts").appending(name).adding(suffix: ".ndjson")
            #expect(FileStatus.isTaken(alerts))
        },
        RunCase(
            136, "a name as long as a file system allows", exit: 0,
            kept: "All records, under a name that was cut and has a checksum of the whole one.",
            reported: "Nothing."
        ) { hostile, stage in
            _ = stage.scratch.makeDirectory("d")
            for last in ["1", "2"] {
                stage.input("d/" + String(repeating: "n", count: 247) + last + ".ndjson")
            }
            stage.input("d/z.ndjson")
            let run = try stage.convert(["d"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(try stage.outcome().number("converted") == 9)
            #expect(Tree(stage.output.appending("alerts")).files.count == 3)
        },
        RunCase(
            137, "a directory named like the alerts of a file beside it", exit: 0,
            kept: "All records.", reported: "Nothing."
        ) { hostile, stage in
            _ = stage.scratch.makeDirectory("d")
            _ = stage.scratch.makeDirectory("d/a.json.ndjson")
            stage.input("d/a.json")
            stage.input("d/a.json.ndjson/b.json")
            let run = try stage.convert(["d"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(try stage.outcome().objects(below: "alerts").count == 6)
        },
    ]
}
