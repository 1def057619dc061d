import ByteStreams
import Glibc
import TestSupport
import Testing

/// The effects of `convert`'s options before and after the conversion itself.
@Suite struct ConvertCommandTests {
    private static let click =
        #"{"url":"https://a.example/","scanResult":"malicious","date":"2024-11-17T17:02:30Z"}"#

    private func run(_ arguments: String..., input: String = click) throws -> ProgramRun {
        try ProgramRun(arguments, input: Array(input.utf8))
    }

    @Test func `a window that ends before it starts is a wrong argument`() throws {
        let run = try run(
            "-", "-o", "-", "--since", "2024-11-18", "--until", "2024-11-17T23:00:00Z")
        #expect(run.status == 64)
        #expect(
            run.messages.contains(
                "--since is 2024-11-18, after --until, which is 2024-11-17T23:00:00Z"))
    }

    @Test(arguments: ["yesterday", "2024-11-17T17:02:30", "9999-12-31T23:59:59-23:59"])
    func `an invalid time is a wrong argument, and says what is expected`(text: String) throws {
        let run = try run("-", "-o", "-", "--since", text)
        #expect(run.status == 64)
        #expect(run.messages.contains("'\(text)' is invalid for '--since <time>'"))
        #expect(run.messages.contains("expected a date such as 2024-11-17"))
    }

    @Test func `an invalid shard is a wrong argument`() throws {
        let run = try run("-", "-o", "-", "--shard", "4/3")
        #expect(run.status == 64)
        #expect(run.messages.contains("expected K/N with K from 1 to N"))
    }

    @Test func `more shards than inputs leave some with nothing to do`() throws {
        #expect(try run("-", "-o", "-", "--shard", "1/2").output.isEmpty == false)
        let empty = try run("-", "-o", "-", "--shard", "2/2")
        #expect(empty.status == 0)
        #expect(empty.output.isEmpty)
    }

    @Test func `missing inputs may still arrive, and the last line says how to resume then`() throws
    {
        let scratch = TemporaryDirectory()
        let first = ProgramRun.text(scratch.write(Array(Self.click.utf8), to: "a.json"))
        let absent = ProgramRun.text(scratch.path.appending("b.json"))
        let output = ProgramRun.text(scratch.path.appending("out"))
        let run = try run(first, absent, "-o", output)
        #expect(run.status == 66)
        let line = try #require(run.messages.split(separator: "\n").last)
        #expect(line.hasPrefix("resume with: "))
        #expect(line.hasSuffix("\(first) \(absent) -o \(output) --resume"))
        _ = scratch.write(Array("\(Self.click)\n".utf8), to: "b.json")
        let second = try self.run(first, absent, "-o", output, "--resume")
        #expect(second.status == 0)
        let alerts = scratch.path.appending("out/alerts/b.json.ndjson")
        #expect(TemporaryDirectory.contents(alerts)?.isEmpty == false)
    }

    @Test func `a dry run creates nothing and exits like a real one`() throws {
        let scratch = TemporaryDirectory()
        let input = ProgramRun.text(scratch.write(Array((Self.click + "\n{").utf8), to: "a.json"))
        let output = scratch.path.appending("out")
        let dry = try run(input, "-o", ProgramRun.text(output), "--dry-run")
        #expect(scratch.names == ["a.json"])
        let real = try run(input, "-o", ProgramRun.text(output))
        #expect(dry.status == 1)
        #expect(dry.status == real.status)
        // The real one also says where everything is. The first line contains the duration.
        let told = { (text: String) in text.drop { $0 != "\n" } }
        #expect(told(real.messages).hasPrefix(told(dry.messages).dropLast()))
        #expect(try run(input, "-o", ProgramRun.text(output), "--dry-run").status == 73)
        #expect(try run(input, "--dry-run").status == 1)
        #expect(try run(input, "-o", "-", "--dry-run").output.isEmpty)
    }

    @Test(arguments: [["--strict"], ["--partition-by", "date"]])
    func `options that a stream cannot support are wrong arguments`(arguments: [String]) throws {
        for more in [[], ["--compress", "gzip"], ["--dry-run"]] {
            let run = try ProgramRun(["-", "-o", "-"] + arguments + more)
            #expect(run.status == 64)
            #expect(
                run.messages.contains("\(arguments[0]) needs an output directory; --output is -"))
        }
    }

    @Test func `a stream writes an alert before anything after its record arrives`() throws {
        var input = Pipe()
        var output = Pipe()
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        let run = try StartedProgram(
            [ProgramRun.program.bytes] + ["-", "-o", "-"].map { Array($0.utf8) }, in: Path("/"),
            environment: [:], descriptors: [input.reading, output.writing, nothing])
        close(nothing)
        output.closeWriting()
        for _ in 0..<3 {
            input.write(Array((Self.click + "\n").utf8))
            // This only blocks if the program holds back the alert.
            var waiting = pollfd(fd: output.reading, events: Int16(POLLIN), revents: 0)
            try #require(poll(&waiting, 1, 20_000) == 1)
            #expect(output.read(atMost: 64 << 10).last == UInt8(ascii: "\n"))
        }
        input.closeWriting()
        #expect(run.wait() == 0)
    }

    @Test func `standard input and a folder of its rejects are both replayed`() throws {
        let scratch = TemporaryDirectory()
        let record = Self.click.replacing("{", with: #"{"ttpDefinition":"no row","#)
        let first = try ProgramRun(
            ["-", "-o", "out", "--unmapped", "reject"], in: scratch.path,
            input: Array(record.utf8))
        #expect(first.status == 1)
        let rejects = try #require(
            TemporaryDirectory.contents(scratch.path.appending("out/rejects/stdin.ndjson")))
        let second = try ProgramRun(
            ["replay", "-", "out/rejects", "-o", "new"], in: scratch.path, input: rejects)
        #expect(second.status == 0, "\(second.messages)")
        let alerts = Tree(scratch.path.appending("new/alerts")).files
        #expect(alerts.keys.sorted() == ["1/stdin.ndjson", "2/stdin.ndjson"])
        #expect(alerts["1/stdin.ndjson"] == alerts["2/stdin.ndjson"])
    }

    @Test func `without a place for the output nothing is converted`() throws {
        let run = try run("-")
        #expect(run.status == 64)
        #expect(run.messages.contains("no output is named"))
    }
}
