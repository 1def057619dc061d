import Accounts
import ByteStreams
import TestSupport
import Testing

@Suite struct SummarizeCommandTests {
    /// The summary of the samples in one run, and in three parts.
    private struct Runs: ~Copyable {
        let scratch = TemporaryDirectory()
        let whole: Path
        let parts: [Path]

        init() throws {
            whole = scratch.path.appending("whole")
            let samples = ProgramRun.text(Sample.root)
            let run = try ProgramRun(["convert", samples, "-o", ProgramRun.text(whole), "-q"])
            #expect(run.status == 1, "\(run.messages)")
            parts = try [2, 3, 1].map { [scratch = scratch.path] number in
                let part = scratch.appending("part\(number)")
                _ = try ProgramRun([
                    "convert", samples, "-o", ProgramRun.text(part), "-q", "--shard", "\(number)/3",
                ])
                return part
            }
        }
    }

    private func contents(_ directory: Path, _ name: String) throws -> [UInt8] {
        try #require(TemporaryDirectory.contents(directory.appending(name)))
    }

    @Test func `the summaries of parts equal that of one run, as JSON and as a page`() throws {
        let runs = try Runs()
        let expected = try contents(runs.whole, "summary.json")
        let (json, page) = (
            runs.scratch.path.appending("sum.json"), runs.scratch.path.appending("sum.html")
        )
        let files = runs.parts.map { ProgramRun.text($0.appending("summary.json")) }
        let written = try ProgramRun(
            ["summarize", "--output", ProgramRun.text(json), "--html", ProgramRun.text(page)]
                + files)
        #expect(written.status == 0 && written.messages.isEmpty && written.output.isEmpty)
        #expect(TemporaryDirectory.contents(json) == expected)
        #expect(
            try contents(runs.scratch.path, "sum.html") == contents(runs.whole, "summary.html"))

        let directories = try ProgramRun(["summarize"] + runs.parts.map { ProgramRun.text($0) })
        #expect(directories.output == expected)
        let alone = try ProgramRun(["summarize", "-"], input: expected)
        #expect(alone.status == 0 && alone.output == expected)
    }

    /// A run with rejects, and a replay of the fixed rejects.
    private func replayed(_ stage: borrowing Stage) throws {
        stage.input("good.ndjson")
        let bad = Hostile.good(1).replacing(#""date":""#, with: #""date":"x"#)
        #expect(bad != Hostile.good(1))
        _ = stage.scratch.write(Hostile.lines([bad, "{", Hostile.good(2)]), to: "bad.ndjson")
        #expect(try stage.convert(["good.ndjson", "bad.ndjson"]).status == 1)
        let rejects = try stage.outcome().content(below: "rejects")
        let mended = String(decoding: rejects, as: UTF8.self)
            .replacing(#"\"date\":\"x"#, with: #"\"date\":\""#)
        _ = stage.scratch.write(Array(mended.utf8), to: "bad.ndjson.ndjson")
        let run = try ProgramRun(
            ["replay", "bad.ndjson.ndjson", "--output", "again"], in: stage.path)
        #expect(run.status == 1, "\(run.messages)")
    }

    @Test func `a replay moves converted records over`() throws {
        let stage = Stage()
        try replayed(stage)
        #expect(try stage.outcome().counts("rejected", RejectReason.self).count == 2)
        let run = try ProgramRun(
            ["summarize", "out", "--replayed", "again", "--output", "sum/summary.json"],
            in: stage.path)
        #expect(run.status == 73, "the directory is not there: \(run.messages)")
        _ = stage.scratch.makeDirectory("sum")
        let again = try ProgramRun(
            ["summarize", "out", "--replayed", "again", "--output", "sum/summary.json"],
            in: stage.path)
        #expect(again.status == 0, "\(again.messages)")
        let sum = try Outcome(stage.path.appending("sum"))
        #expect(sum.number("seen") == 6 && sum.number("converted") == 5)
        #expect(sum.counts("rejected", RejectReason.self) == [.jsonTruncated: 1])
        // Not twice, not for another run, and not anything but a replay.
        for (runs, replay) in [
            (["out", "--replayed", "again"], "again"), (["again"], "again"), (["out"], "out"),
        ] {
            let refused = try ProgramRun(
                ["summarize"] + runs + ["--replayed", replay], in: stage.path)
            #expect(refused.status == 65, "\(refused.messages)")
            #expect(refused.messages.contains("expected the summary of a replay of rejects"))
        }
    }

    @Test func `the table of a finished run is printed again`() throws {
        let stage = Stage()
        stage.input()
        let first = try stage.convert(["in.ndjson"])
        let again = try ProgramRun(["summarize", "out", "--text"], in: stage.path)
        #expect(again.status == 0)
        let lines = first.messages.split(separator: "\n").dropFirst()
        let table = String(decoding: again.output, as: UTF8.self)
        #expect(table.split(separator: "\n").dropFirst().elementsEqual(lines))
        #expect(table.hasPrefix("1 input, "))
    }

    @Test func `a baseline is compared on the page, and is not an output`() throws {
        let runs = try Runs()
        let whole = ProgramRun.text(runs.whole)
        let page = ProgramRun.text(runs.scratch.path.appending("sum.html"))
        let run = try ProgramRun(["summarize", whole, "--html", page, "--baseline", whole])
        #expect(run.status == 0 && run.output.isEmpty, "\(run.messages)")
        let text = String(
            decoding: try contents(runs.scratch.path, "sum.html"), as: UTF8.self)
        #expect(text.contains("<h2 id=\"baseline\">"))
        #expect(try ProgramRun(["summarize", whole, "--baseline", whole]).status == 64)
        #expect(
            try ProgramRun(
                [
                    "summarize", "-", "--html", whole + "/summary.json", "--baseline", whole,
                ], input: try contents(runs.whole, "summary.json")
            ).status == 73)
    }

    @Test func `anything but a summary is reported with its location`() throws {
        let scratch = TemporaryDirectory()
        let file = scratch.write(Array("{\n \"version\": 7}".utf8), to: "s\u{1B}.json")
        let run = try ProgramRun(["summarize", ProgramRun.text(file)])
        #expect(run.status == 65 && run.output.isEmpty)
        #expect(
            run.messages.contains(#"/s\x1b.json: line 2, column 13: version 7; expected version 2"#)
        )
    }

    @Test func `a summary that does not exist is a missing input`() throws {
        let run = try ProgramRun(["summarize", "/nowhere/summary.json"])
        #expect(run.status == 66)
        #expect(run.messages.hasPrefix("error: /nowhere/summary.json: No such file"))
    }

    @Test(arguments: [["-", "-"], ["a", "--output", ""], ["a", "--html", ""], []])
    func `arguments that make no sense are refused`(arguments: [String]) throws {
        #expect(try ProgramRun(["summarize"] + arguments).status == 64)
    }
}
