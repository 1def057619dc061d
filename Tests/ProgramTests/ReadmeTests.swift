import ByteStreams
import TestSupport
import Testing

/// The output shown in README.md and docs/REJECTS.md matches the program's.
@Suite struct ReadmeTests {
    private func lines(
        of file: String, from begin: String, before end: String
    ) throws -> [Substring] {
        let path = Sample.root.directory.appending(Path(file))
        let text = String(decoding: TemporaryDirectory.contents(path) ?? [], as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = try #require(lines.firstIndex { $0.hasPrefix(begin) })
        return Array(lines[first...].prefix { $0 != end })
    }

    @Test func `the first conversion prints the output shown`() throws {
        let shown = try lines(
            of: "README.md", from: "$ mimecast2sophos samples/first-look/input ", before: "```")
        let words = try #require(shown.first).split(separator: " ").dropFirst(2).map(String.init)
        let scratch = TemporaryDirectory()
        _ = scratch.link("samples", to: ProgramRun.text(Sample.root))
        let run = try ProgramRun(words, in: scratch.path)
        #expect(run.status == 1)
        // `…` represents omitted lines.
        var rest = run.steadyMessages[...]
        let parts = shown.dropFirst().split(separator: "…")
        #expect(parts.count == 2)
        for part in parts {
            let text = ProgramRun.steady(part.drop { $0.isEmpty }.joined(separator: "\n"))
            let range = try #require(rest.firstRange(of: text), "\(text)\n\nnot in\n\n\(rest)")
            rest = rest[range.upperBound...]
        }
    }

    @Test func `a reject is in its file as shown`() throws {
        let shown = try lines(
            of: "docs/REJECTS.md", from: "{\"file\":\"bad.json\"", before: "```")
        let line = try #require(shown.first)
        let raw = try #require(line.split(separator: "\"raw\":\"").last).dropLast(2)
        let scratch = TemporaryDirectory()
        _ = scratch.write(Array(raw.replacing("\\\"", with: "\"").utf8), to: "bad.json")
        #expect(try ProgramRun(["bad.json", "-o", "out"], in: scratch.path).status == 1)
        let rejects = TemporaryDirectory.contents(
            scratch.path.appending("out/rejects/bad.json.ndjson"))
        #expect(rejects == Array("\(line)\n".utf8))
    }
}
