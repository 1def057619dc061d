import ByteStreams
import Glibc
import TestSupport
import Testing

/// Outputs that are inputs, are inside inputs, or lead elsewhere.
enum OutputCases {
    private static let refused = "The input, byte for byte; nothing is made."

    static let all: [RunCase] = [
        RunCase(
            99, "the output is the input", exit: 73, kept: refused,
            reported: "The name, and that it is an input."
        ) { hostile, stage in
            let input = stage.input()
            let before = TemporaryDirectory.contents(input)
            _ = stage.scratch.link("symbolic.ndjson", to: "in.ndjson")
            #expect(link(stage.text("in.ndjson"), stage.text("hard.ndjson")) == 0)
            for name in ["in.ndjson", "symbolic.ndjson", "hard.ndjson", "./in.ndjson"] {
                let run = try stage.convert(["in.ndjson", "--output", name])
                #expect(run.status == hostile.exit, "\(name): \(run.messages)")
                let summary = try stage.convert(["in.ndjson", "--summary", name])
                #expect(summary.status == hostile.exit, "\(name): \(summary.messages)")
            }
            #expect(TemporaryDirectory.contents(input) == before)
            #expect(stage.scratch.names == ["hard.ndjson", "in.ndjson", "symbolic.ndjson"])
        },
        RunCase(
            100, "the output directory is an input directory, or lies in one", exit: 73,
            kept: refused, reported: "Both names."
        ) { hostile, stage in
            let input = stage.scratch.makeDirectory("d")
            _ = stage.input("d/in.ndjson")
            _ = stage.scratch.link("link", to: "d")
            for name in ["d", "d/out", "d/a/b", "d/../d", "link", "link/out"] {
                let run = try stage.convert(["d", "--output", name])
                #expect(run.status == hostile.exit, "\(name): \(run.messages)")
            }
            #expect(Tree(input).files.keys.sorted() == ["in.ndjson"])
        },
        RunCase(
            101, "the name of an output is a symbolic link", exit: 0,
            kept: "What the link leads to; the link itself is replaced.", reported: "Nothing."
        ) { hostile, stage in
            stage.input()
            let target = stage.scratch.write([1, 2, 3], to: "target")
            let link = stage.scratch.link("summary.json", to: "target")
            let run = try stage.convert(["in.ndjson", "--summary", "summary.json"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(TemporaryDirectory.contents(target) == [1, 2, 3])
            #expect((TemporaryDirectory.contents(link) ?? []).count > 100)
        },
        RunCase(
            101, "a symbolic link stands where results go", exit: 73,
            kept: "What the link leads to.", reported: "That the directory holds results."
        ) { hostile, stage in
            stage.input()
            let target = stage.scratch.makeDirectory("target")
            _ = stage.scratch.makeDirectory("out")
            _ = stage.scratch.link("out/alerts", to: "../target")
            let run = try stage.convert(["in.ndjson"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(try stage.convert(["in.ndjson", "--overwrite"]).status == hostile.exit)
            #expect(Tree(target).files.isEmpty)
        },
        RunCase(
            135, "an earlier run's results are the input of the next into the same directory",
            exit: 73, kept: refused, reported: "The name, and that it is an input."
        ) { hostile, stage in
            stage.input()
            #expect(try stage.convert(["in.ndjson"]).status == 0)
            let before = stage.results()
            for name in ["out/alerts", "out/alerts/in.ndjson.ndjson"] {
                let run = try stage.convert([name, "--overwrite"])
                #expect(run.status == hostile.exit, "\(name): \(run.messages)")
            }
            #expect(stage.results() == before)
        },
    ]
}
