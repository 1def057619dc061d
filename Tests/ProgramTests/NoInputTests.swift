import ByteStreams
import TestSupport
import Testing

/// A run without inputs must not look like a run without problems.
@Suite struct NoInputTests {
    private func scratch() -> Stage {
        let stage = Stage()
        _ = stage.scratch.makeDirectory("d")
        for name in ["a.tgz", "b.txt", "b.csv", "it's.zip"] {
            _ = stage.scratch.write([], to: "d/\(name)")
        }
        return stage
    }

    @Test(arguments: [["d", "--output", "out"], ["check", "d"], ["explain", "d"]])
    func `a directory without inputs is reported with what is there and how to read it`(
        words: [String]
    ) throws {
        let stage = scratch()
        let run = try ProgramRun(words, in: stage.path)
        #expect(run.status == 66)
        #expect(run.messages.contains("1 .tgz (first: d/a.tgz)"))
        let command = words[0] == "d" ? "" : " \(words[0])"
        #expect(
            run.messages.contains("to read one: tar -xOzf d/a.tgz | mimecast2sophos\(command) - …"))
        #expect(run.messages.contains(#"unzip -p 'd/it'\''s.zip' | "#))
        #expect(run.messages.contains("--include '*.txt'"))
        #expect(run.output.isEmpty)
    }

    @Test func `nothing is created if there was nothing to read`() throws {
        let stage = scratch()
        _ = stage.scratch.makeDirectory("empty")
        #expect(try stage.convert(["empty"]).status == 66)
        #expect(try stage.convert(["d", "--include", "*.xml"]).status == 66)
        let list = stage.scratch.write([], to: "list")
        #expect(try stage.convert(["--files-from", ProgramRun.text(list)]).status == 66)
        #expect(!FileStatus.isTaken(stage.output))
        #expect(try stage.convert(["d", "--include", "*.csv", "--include", "*.txt"]).status == 0)
        #expect(try stage.outcome().number("inputs") == 2)
        #expect(try stage.outcome().skipped == [".tgz": 1, ".zip": 1])
    }

    @Test func `a shard may have no input`() throws {
        let stage = Stage()
        stage.input()
        #expect(try stage.convert(["in.ndjson", "--shard", "2/2"]).status == 0)
    }

    @Test func `an output directory is recognised, with advice`() throws {
        let stage = Stage()
        stage.input("in.ndjson")
        _ = stage.scratch.write(Array("{}\n".utf8), to: "bad.ndjson")
        #expect(try stage.convert(["in.ndjson", "bad.ndjson"]).status == 1)
        for words in [["out", "--output", "x"], ["check", "out"], ["explain", "out"]] {
            let run = try ProgramRun(words, in: stage.path)
            #expect(run.status == 73)
            #expect(run.messages.contains("mimecast2sophos replay out --output NEW-DIR"))
            #expect(run.messages.contains("mimecast2sophos summarize out"))
        }
        let again = try ProgramRun(["replay", "out", "--output", "x"], in: stage.path)
        #expect(again.status == 1)
        #expect(try Outcome(stage.path.appending("x")).rejects().count == 1)
        // Without rejects there is nothing to replay.
        #expect(try stage.convert(["in.ndjson", "--overwrite"]).status == 0)
        let clean = try ProgramRun(["replay", "out", "--output", "y"], in: stage.path)
        #expect(clean.status == 66)
    }
}
