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

    @Test func `Every piece is told, and the exit code is 0 whatever became of them`() throws {
        let run = try run("in.ndjson")
        #expect(run.status == 0)
        #expect(run.says == "")
        let heads = run.text.split(separator: "\n").filter { $0.hasPrefix("in.ndjson: ") }
        #expect(
            heads == [
                "in.ndjson: record 1, line 1, byte 0: converted",
                "in.ndjson: record 2, line 2, byte 67: filtered",
                "in.ndjson: record 3, line 3, byte 130: rejected",
                "in.ndjson: record 4, line 4, byte 138: converted",
            ])
        #expect(directory.names == ["in.ndjson"])
    }

    @Test func `A limit says how many more there are`() throws {
        let run = try run("in.ndjson", "--limit", "1", "--outcome", "converted")
        #expect(run.status == 0)
        #expect(run.text.hasSuffix("\nand 1 more; --limit shows more of them\n"))
    }

    @Test func `A record that is not there is 1`() throws {
        let missing = try run("in.ndjson", "--record", "5")
        #expect(missing.status == 1)
        #expect(missing.text == "")
        #expect(missing.says.contains("no record 5"))
        let found = try run("in.ndjson", "--record", "3")
        #expect(found.status == 0)
        #expect(found.text.hasPrefix("in.ndjson: record 3, "))
        let other = try run("in.ndjson", "--record", "3", "--outcome", "filtered")
        #expect(other.status == 0)
        #expect(other.text == "no such piece\n")
    }

    @Test func `Wrong words are 64, and an input that is not there is 66`() throws {
        #expect(try run("in.ndjson", "--record", "0").status == 64)
        #expect(try run("in.ndjson", "--limit", "0").status == 64)
        #expect(try run("in.ndjson", "--outcome", "lost").status == 64)
        #expect(try run().status == 64)
        #expect(try run("none.ndjson").status == 66)
        let some = try run("in.ndjson", "none.ndjson", "--record", "1")
        #expect(some.status == 66)
    }

    @Test func `Damage of an input is told behind its pieces`() throws {
        _ = directory.write(Array("PK\u{3}\u{4}zip".utf8), to: "z.ndjson")
        let run = try run("z.ndjson")
        #expect(run.status == 0)
        #expect(run.text.contains("z.ndjson: byte 0: input-not-json: "))
    }
}
