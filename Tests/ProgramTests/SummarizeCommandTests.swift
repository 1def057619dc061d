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

    @Test func `the summaries of parts are the summary of one run, to read and to look at`() throws
    {
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

    @Test func `what is no summary is told with its place`() throws {
        let scratch = TemporaryDirectory()
        let file = scratch.write(Array("{\n \"version\": 7}".utf8), to: "s\u{1B}.json")
        let run = try ProgramRun(["summarize", ProgramRun.text(file)])
        #expect(run.status == 65 && run.output.isEmpty)
        #expect(run.messages.contains(#"/s\x1b.json: line 1, column 1: key "inputs" is missing"#))
    }

    @Test func `a summary that is not there is a missing input`() throws {
        let run = try ProgramRun(["summarize", "/nowhere/summary.json"])
        #expect(run.status == 66)
        #expect(run.messages.hasPrefix("error: /nowhere/summary.json: No such file"))
    }

    @Test(arguments: [["-", "-"], ["a", "--output", ""], ["a", "--html", ""], []])
    func `arguments that make no sense are wrong`(arguments: [String]) throws {
        #expect(try ProgramRun(["summarize"] + arguments).status == 64)
    }
}
