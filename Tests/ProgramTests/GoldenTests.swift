import ByteStreams
import TestSupport
import Testing

/// Runs the samples' `command` and compares the results with `expected/`.
@Suite struct GoldenTests {
    @Test(arguments: Sample.all.map(\.name))
    func `a sample gives the recorded output`(name: String) throws {
        let sample = try #require(Sample.all.first { $0.name == name })
        let scratch = TemporaryDirectory()
        let output = scratch.path.appending("out")
        let run = try ProgramRun(sample.command(output: output), in: sample.directory)
        #expect(run.status == sample.exitCode, "\(run.messages)")
        let made = Tree(
            output,
            leavingOut: [
                "run.json", "summary.html", "manifest.json", ".mimecast2sophos.ids",
            ])
        let expected = Tree(sample.expected)
        #expect(!expected.files.isEmpty, "run scripts/record-goldens, and read what it recorded")
        #expect(made.differences(from: expected) == [])
    }
}
