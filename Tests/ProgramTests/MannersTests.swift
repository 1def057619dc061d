import ByteStreams
import Glibc
import TestSupport
import Testing

@testable import mimecast2sophos

/// Values as people type them.
@Suite struct MannersTests {
    @Test(
        arguments: [
            ["--category", "url,attachment"], ["--category", "URL", "--category", "Attachment"],
            ["--category", "rejection, url,url"], ["--partition-by", "date,category"],
            ["--partition-by", "DATE"], ["--partition-by", "none"], ["--format", "JSON"],
            ["--max-record-bytes", "16MiB"], ["--max-record-bytes", "1M"],
            ["--since", "2024-11-17T09:00Z"], ["--since", "2024-11-17 09:00+01:00"],
            ["--compress", "GZIP"], ["--progress", "Never"],
        ])
    func `values are accepted as people type them`(words: [String]) throws {
        let stage = Stage()
        stage.input()
        let run = try stage.convert(["in.ndjson"] + words)
        #expect(run.status == 0, "\(run.messages)")
        #expect(try stage.outcome().number("converted") == 3)
    }

    @Test(
        arguments: [
            (["--category", "urls"], "'attachment', 'impersonation', 'url' or 'rejection'"),
            (["--category", "url,"], "'attachment', 'impersonation', 'url' or 'rejection'"),
            (["--jobs", "many"], "expected a number from 1 to 1024"),
            (["--jobs", "0"], "expected a number from 1 to 1024"),
            (["--max-record-bytes", "16X"], "expected a size from 1 to 1GiB, such as 16MiB"),
            (["--max-record-bytes", "2G"], "expected a size from 1 to 1GiB"),
            (["--since", "yesterday"], "expected a date such as 2024-11-17"),
            (["--since", "2024-11-17T09:00"], "expected a date such as 2024-11-17"),
            (["--customer-id", "me"], "expected a UUID such as"),
            (["--format", "csv"], "'json', 'cef', 'keyvalue'"),
            (["--include", "[a"], "expected a pattern such as '*.txt'"),
            (["--unwrap-field", ""], "--unwrap-field is empty"),
            (["--unwrap", "never", "--unwrap-field", "x"], "exclude each other"),
            (["--prune"], "--prune needs --resume"),
        ])
    func `a wrong value is reported with what is expected`(words: [String], expected: String) throws
    {
        let stage = Stage()
        stage.input()
        let run = try stage.convert(["in.ndjson"] + words)
        #expect(run.status == 64, "\(run.messages)")
        #expect(run.messages.contains(expected), "\(run.messages)")
        #expect(!FileStatus.isTaken(stage.output))
    }

    @Test(
        arguments: [
            (["check", "--max-rejected", "few"], "such as 5, or a share such as 1%"),
            (["check", "--max-warnings", "1.x%"], "such as 5, or a share such as 1%"),
            (["check", "--min-records", "x"], "expected a number from 0"),
            (["check", "--max-skipped", "1%"], "expected a number from 0"),
            (["check", "--report", "html"], "expected text, json, junit, sarif or github"),
            (["check", "--report", "json="], "expected a file behind the ="),
            (["explain", "--record", "0"], "expected a number from 1"),
            (["explain", "--limit", "x"], "expected a number from 1"),
            (["explain", "--outcome", "lost"], "'converted', 'filtered'"),
        ])
    func `a wrong value of another command is reported with what is expected`(
        words: [String], expected: String
    ) throws {
        let run = try ProgramRun([words[0], "in.ndjson"] + words.dropFirst())
        #expect(run.status == 64, "\(run.messages)")
        #expect(run.messages.contains(expected), "\(run.messages)")
    }

    @Test func `a dash may directly follow the option's letter`() throws {
        let stage = Stage()
        stage.input()
        let run = try ProgramRun(["in.ndjson", "-o-"], in: stage.path)
        #expect(run.status == 0, "\(run.messages)")
        #expect(run.output.count { $0 == 0x0A } == 3)
        // Behind two dashes it is a name.
        _ = stage.scratch.write(Array((Hostile.good(1) + "\n").utf8), to: "-o-")
        #expect(try stage.convert(["--output", "out", "--", "-o-"]).status == 0)
        #expect(try stage.outcome().number("converted") == 1)
    }

    @Test func `input piped without a dash gives a hint`() throws {
        let run = try ProgramRun(["-o", "out"], input: Array("{}".utf8))
        #expect(run.status == 64)
        #expect(run.messages.contains("no input is named; standard input is piped: name it as -"))
    }

    @Test func `a stream of alerts leaves one line, and the locations of problems`() throws {
        let stage = Stage()
        stage.input()
        let good = try ProgramRun(["in.ndjson", "--output", "-"], in: stage.path)
        #expect(good.messages.split(separator: "\n").count == 1)
        #expect(
            good.messages.hasPrefix(
                "1 input: seen 3, converted 3, filtered 0, duplicate 0, rejected 0, "))
        _ = stage.scratch.write(Array("{\"x\":1}\n".utf8), to: "bad.ndjson")
        let bad = try ProgramRun(["in.ndjson", "bad.ndjson", "--output", "-"], in: stage.path)
        let lines = bad.messages.split(separator: "\n")
        #expect(bad.status == 1 && lines.count == 2, "\(bad.messages)")
        #expect(lines.last?.contains("unknown-shape") == true)
        let verbose = try ProgramRun(["in.ndjson", "--output", "-", "-v"], in: stage.path)
        #expect(verbose.messages.contains("  = converted"))
    }

    @Test func `a run says how long it took, and how fast it was`() throws {
        let stage = Stage()
        stage.input()
        let head = try stage.convert(["in.ndjson"]).messages.split(separator: "\n")[0]
        #expect(head.firstMatch(of: /^1 input, .* bytes, \d+\.\d s(, \d+.* records\/s)?$/) != nil)
    }

    @Test(
        arguments: [
            ("1", 1), ("16MiB", 16 << 20), ("16M", 16 << 20), ("1GiB", 1 << 30), ("64k", 64 << 10),
            ("64KB", 64000), ("2mb", 2_000_000), ("7b", 7), ("", nil), ("M", nil), ("1T", nil),
            ("-1", nil), ("1.5M", nil), ("9999999999999999999", nil), ("9223372036854775807G", nil),
        ] as [(String, Int?)])
    func `a size may have a unit`(text: String, bytes: Int?) {
        #expect(ByteCount(text)?.bytes == bytes)
    }

    @Test(
        arguments: [
            (16 << 20, "16MiB"), (1 << 30, "1GiB"), (1000, "1000"), (0, "0"), (1536, "1536"),
            (3 << 10, "3KiB"),
        ])
    func `a size is written in its largest unit`(bytes: Int, text: String) {
        #expect(ByteCount(bytes: bytes).description == text)
    }
}
