import ByteStreams
import TestSupport
import Testing

@Suite final class ExplainCommandTests {
    private let directory = TemporaryDirectory()

    private static let lines = """
        {"url":"u","scanResult":"malicious","date":"2024-11-17T17:00:30Z"}
        {"url":"u","scanResult":"clean","date":"2024-11-17T17:00:30Z"}
        nothing
        {"url":"u","scanResult":"malicious","date":"2024-11-17T17:00:30Z"}

        """

    private func run(_ arguments: String...) throws -> (status: Int32, text: String, says: String) {
        _ = directory.write(Array(Self.lines.utf8), to: "in.ndjson")
        let run = try ProgramRun(["explain"] + arguments, in: directory.path)
        return (run.status, String(decoding: run.output, as: UTF8.self), run.messages)
    }

    private func heads(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    }

    private func places(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { $0.hasPrefix("  place ") }.map { $0.dropFirst(12) }
    }

    @Test func `every piece is shown, and the exit code is 0 whatever the outcomes`() throws {
        let run = try run("in.ndjson")
        #expect(run.status == 0)
        #expect(run.says == "")
        #expect(
            heads(run.text) == [
                "converted: 2024-11-17T17:00:30.000Z  u",
                #"filtered: 2024-11-17T17:00:30.000Z  u"#,
                "rejected: no time, user, message id, subject or URL in it",
                "converted: 2024-11-17T17:00:30.000Z  u",
            ])
        #expect(
            places(run.text) == [
                "in.ndjson:1: record 1, byte 0", "in.ndjson:2: record 2, byte 67",
                "in.ndjson:3: record 3, byte 130", "in.ndjson:4: record 4, byte 138",
            ])
        #expect(directory.names == ["in.ndjson"])
    }

    @Test func `a limit says how many more there are`() throws {
        let run = try run("in.ndjson", "--limit", "1", "--outcome", "converted")
        #expect(run.status == 0)
        #expect(run.text.hasSuffix("\nand 1 more; --limit shows more of them\n"))
    }

    @Test func `a record that does not exist exits with 1`() throws {
        let missing = try run("in.ndjson", "--record", "5")
        #expect(missing.status == 1)
        #expect(missing.text == "")
        #expect(missing.says == "no record of number 5; looked at 4 records in 1 input\n")
        let found = try run("in.ndjson", "--record", "3")
        #expect(found.status == 0)
        #expect(places(found.text) == ["in.ndjson:3: record 3, byte 130"])
        let other = try run("in.ndjson", "--record", "3", "--outcome", "filtered")
        #expect(other.status == 0)
        #expect(other.text == "")
        #expect(
            other.says == "1 record found, none of them filtered; leave out --outcome to see them\n"
        )
    }

    @Test func `a text finds records in a folder, in any case and despite escapes`() throws {
        _ = directory.makeDirectory("sub")
        _ = directory.write(
            Array(#"{"url":"https:\/\/Needle.example\/","scanResult":"clean","date":"x"}"#.utf8),
            to: "sub/escaped.ndjson")
        _ = directory.write(
            Array(#"{"url":"https://needle.example/","scanRes"#.utf8), to: "sub/cut.ndjson")
        let run = try run(".", "--find", "https://needle.EXAMPLE/")
        #expect(run.status == 0, "\(run.says)")
        #expect(
            places(run.text) == [
                "./sub/cut.ndjson:1: record 1, byte 0", "./sub/escaped.ndjson:1: record 1, byte 0",
            ])
        let none = try self.run(".", "--find", "needles")
        #expect(none.status == 1 && none.text == "")
        #expect(
            none.says == "no record with the text \"needles\"; looked at 6 records in 3 inputs\n")
    }

    @Test func `an id finds the record that an alert came from`() throws {
        let lines = #"""
            {"url":"one","scanResult":"malicious","date":"2024-11-17T17:00:30Z"}
            {"url":"two","scanResult":"malicious","date":"2024-11-17T17:00:30Z"}
            """#
        _ = directory.write(Array(lines.utf8), to: "two.ndjson")
        let alerts = try ProgramRun(["two.ndjson", "-o", "-", "-q"], in: directory.path).output
        let second = try #require(
            String(decoding: alerts, as: UTF8.self).split(separator: "\n").last)
        let id = try #require(second.firstMatch(of: #/"id":"([^"]+)"/#)?.output.1)
        let found = try run(".", "--id", id.uppercased())
        #expect(found.status == 0)
        #expect(places(found.text) == ["./two.ndjson:2: record 2, byte 69"])
        let none = try run("in.ndjson", "--id", String(id))
        #expect(none.status == 1)
        #expect(
            none.says
                == "no record that gives the alert \(id); looked at 4 records in 1 input\n")
    }

    @Test func `the id of an alert that is off by default finds its record, too`() throws {
        let sample = ProgramRun.text(Sample.root.appending("rejections/input"))
        let alerts = try ProgramRun([sample, "-o", "-", "-q", "--category", "rejection"]).output
        let line = try #require(
            String(decoding: alerts, as: UTF8.self).split(separator: "\n").first)
        let id = try #require(line.firstMatch(of: #/"id":"([^"]+)"/#)?.output.1)
        #expect(try run(sample, "--id", String(id)).status == 0)
    }

    @Test func `with --json standard output has one object per line and nothing else`() throws {
        _ = directory.write(Array("PK\u{3}\u{4}zip".utf8), to: "z.ndjson")
        let run = try run("in.ndjson", "z.ndjson", "--json", "--limit", "2")
        #expect(run.status == 0)
        let lines = run.text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(
            lines.allSatisfy {
                $0.hasPrefix("{\"file\":\"in.ndjson\",\"record\":") && $0.last == "}"
            })
        #expect(
            run.says.contains("z.ndjson: input-not-json: ")
                && run.says.hasSuffix("and 2 more; --limit shows more of them\n"))
    }

    @Test func `wrong arguments exit with 64, and a missing input with 66`() throws {
        #expect(try run("in.ndjson", "--record", "0").status == 64)
        #expect(try run("in.ndjson", "--limit", "0").status == 64)
        #expect(try run("in.ndjson", "--outcome", "lost").status == 64)
        #expect(try run("in.ndjson", "--find", "").status == 64)
        #expect(try run("in.ndjson", "--id", "4711").status == 64)
        // Of another version, so not one of our alerts.
        let other = try run("in.ndjson", "--id", "5c0f6c1e-8d1f-4b2a-9c3d-0e1f2a3b4c5d")
        #expect(other.status == 64 && other.says.contains("version 8"))
        #expect(try run().status == 64)
        #expect(try run("none.ndjson").status == 66)
        let some = try run("in.ndjson", "none.ndjson", "--record", "1")
        #expect(some.status == 66)
    }

    @Test func `damage to an input is reported after its pieces, and in addition to an answer`()
        throws
    {
        _ = directory.write(Array("PK\u{3}\u{4}zip".utf8), to: "z.ndjson")
        let all = try run("z.ndjson")
        #expect(all.status == 0)
        #expect(all.text.contains("z.ndjson: input-not-json: "))
        let asked = try run("z.ndjson", "in.ndjson", "--find", "malicious")
        #expect(
            !asked.text.contains("z.ndjson") && asked.says.contains("z.ndjson: input-not-json: "))
    }

    @Test func `progress is shown on standard error on request`() throws {
        let run = try run("in.ndjson", "--find", "malicious", "--progress", "always")
        #expect(run.status == 0 && run.says.contains("files"))
        #expect(!run.text.contains("\u{1B}") && run.text.hasPrefix("converted: "))
        #expect(try self.run("in.ndjson", "--color", "always").text.contains("\u{1B}[32mconverted"))
    }

    @Test func `the command shown at a run's end explains its first reject`() throws {
        _ = directory.makeDirectory("my exports")
        let name = "-a 'b'$.ndjson"
        let line =
            #"{"url":"u","scanResult":"malicious","ttpDefinition":"Mine","date":"2024-11-17"}"#
        _ = directory.write(
            Array((line.replacing("2024-11-17", with: "2024-11-17T17:00:30Z") + "\n").utf8),
            to: "my exports/" + name)
        let run = try ProgramRun(
            ["my exports", "-o", "out", "--unmapped=reject"], in: directory.path)
        #expect(run.status == 1)
        #expect(run.messages.contains("\nmy exports/-a 'b'$.ndjson:1: unmapped: "))
        let command = try #require(
            run.messages.firstMatch(of: #/see why +mimecast2sophos (.*)/#)?.output.1)
        #expect(
            command
                == #"explain 'my exports/-a '\''b'\''$.ndjson' --record 1 --unmapped=reject"#)
        // As a shell word.
        let shell = try ProgramRun(
            ["-c", "\"$0\" \(command)", ProgramRun.text(ProgramRun.program)],
            in: directory.path, program: Path("/bin/sh"))
        #expect(shell.status == 0, "\(shell.messages)")
        #expect(String(decoding: shell.output, as: UTF8.self).contains("rejected  unmapped: "))
    }
}
