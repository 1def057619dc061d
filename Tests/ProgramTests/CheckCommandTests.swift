import ByteStreams
import Foundation
import FoundationXML
import TestSupport
import Testing

@Suite struct CheckCommandTests {
    private static let click =
        #"{"url":"https://a.example/","scanResult":"malicious","date":"2024-11-17T17:02:30Z"}"#

    private func check(_ arguments: String..., input: String = click) throws -> ProgramRun {
        try ProgramRun(["check", "-"] + arguments, input: Array(input.utf8))
    }

    // MARK: Answers

    @Test func `a clean check prints one line`() throws {
        let run = try check()
        #expect(run.status == 0 && run.messages.isEmpty)
        #expect(
            String(decoding: run.output, as: UTF8.self)
                == "ok: 1 record in 1 input: 1 converted, 0 filtered, 0 rejected\n")
    }

    @Test func `an exceeded limit exits with 1 and is reported with its numbers`() throws {
        let run = try check("--min-records", "2")
        #expect(run.status == 1)
        #expect(
            String(decoding: run.output, as: UTF8.self) == """
                error: min-records: 1 record seen; at least 2 expected
                failed: 1 record in 1 input: 1 converted, 0 filtered, 0 rejected

                """)
    }

    @Test func `a missing input exits with 66, with reports of the others`() throws {
        let run = try ProgramRun(["check", "-", "/nowhere.json"], input: Array(Self.click.utf8))
        #expect(run.status == 66)
        #expect(
            String(decoding: run.output, as: UTF8.self).contains(
                "/nowhere.json: input-open"))
    }

    @Test(
        arguments: [
            ["--max-drift", "20%"], ["--baseline", "x", "--max-drift", "20"],
            ["--min-drift", "3"], ["--max-unknown-fields", "1%"], ["--max-skipped", "x"],
            ["--max-rejected", "101%"], ["--report", "xml"], ["--report", "json="],
            ["--report", "json=/tmp/a", "--report", "sarif=/tmp/a"],
            ["--report", "json", "--report", "junit"], ["--report", "text", "--report", "sarif=-"],
            ["--report", "github", "--report", "json"], ["--report", "text", "--report", "text"],
            ["--report", "text", "--report", "github", "--report", "github"],
        ])
    func `arguments that make no sense are refused`(arguments: [String]) throws {
        let run = try ProgramRun(["check", "-"] + arguments)
        #expect(run.status == 64, "\(run.messages)")
    }

    @Test func `a baseline that is not a summary is invalid, one that does not exist is missing`()
        throws
    {
        let scratch = TemporaryDirectory()
        let broken = scratch.write(Array("{\n \"version\": x}".utf8), to: "b.json")
        let run = try check("--baseline", ProgramRun.text(broken))
        #expect(run.status == 65 && run.output.isEmpty)
        #expect(
            run.messages.contains("/b.json: line 2, column 13: not valid JSON: expected a value"))
        #expect(try check("--baseline", "/nowhere").status == 66)
    }

    @Test
    func `a summary of the same export passes as a baseline, that of another one shows the drift`()
        throws
    {
        let scratch = TemporaryDirectory()
        let output = ProgramRun.text(scratch.path.appending("out"))
        _ = try ProgramRun(["-", "-o", output, "-q"], input: Array(Self.click.utf8))
        #expect(try check("--baseline", output, "--max-drift", "0%").status == 0)
        let many = Array(repeating: Self.click, count: 11).joined(separator: "\n")
        let drifted = try check("--baseline", output + "/summary.json", input: many)
        #expect(drifted.status == 1)
        #expect(
            String(decoding: drifted.output, as: UTF8.self).hasPrefix(
                """
                error: max-drift: category "url": 11.0 alerts per day, 1.0 in the baseline \
                (11 alerts, 1 expected); may differ by at most 20%
                error: max-drift: alertType "URL Protection": 11.0 alerts per day, 1.0 in
                """))
        #expect(
            try check("--baseline", output, "--max-drift", "1000%", input: many).status == 0)
        #expect(try check("--baseline", output, "--min-drift", "11", input: many).status == 0)
    }

    @Test func `an export without records fails, unless it may be empty`() throws {
        #expect(try check(input: "").status == 1)
        #expect(try check("--min-records", "0", input: "").status == 0)
    }

    @Test func `a new schema fails if limits are given`() throws {
        let sample = ProgramRun.text(Sample.root.appending("schema-drift/input"))
        let run = try ProgramRun(["check", sample, "--max-unknown-fields", "0"])
        #expect(run.status == 1)
        let text = String(decoding: run.output, as: UTF8.self)
        #expect(text.hasPrefix("error: max-unknown-fields: "))
        #expect(text.contains(" unknown field names ("))
        #expect(text.contains("\"aiVerdict\" 3"))
    }

    @Test func `quiet prints nothing for limits that are met, and only errors for others`() throws {
        let holds = try check("-q")
        #expect(holds.status == 0 && holds.output.isEmpty && holds.messages.isEmpty)
        let report = try check("-q", "--report", "json=/dev/null")
        #expect(report.status == 0 && report.messages.isEmpty)
        let fails = try check("-q", "--min-records", "2")
        #expect(fails.status == 1)
        #expect(
            String(decoding: fails.output, as: UTF8.self)
                == "error: min-records: 1 record seen; at least 2 expected\n")
    }

    @Test func `text on standard output is coloured on request, in a file never`()
        throws
    {
        let scratch = TemporaryDirectory()
        let file = ProgramRun.text(scratch.path.appending("text"))
        let run = try check("--color", "always", "--report", "text", "--report", "text=" + file)
        #expect(String(decoding: run.output, as: UTF8.self).hasPrefix("\u{1B}[32mok\u{1B}[0m: "))
        let written = TemporaryDirectory.contents(scratch.path.appending("text")) ?? []
        #expect(String(decoding: written, as: UTF8.self).hasPrefix("ok: "))
    }

    // MARK: Reports

    @Test func `each report goes to its file, and the outcome to standard error`() throws {
        let scratch = TemporaryDirectory()
        let directory = ProgramRun.text(scratch.path)
        let run = try check(
            "--report", "json=\(directory)/a.json", "--report", "junit=\(directory)/b.xml",
            "--report", "github")
        #expect(run.status == 0 && run.output.isEmpty)
        #expect(run.messages.hasPrefix("ok: 1 record"))
        #expect(scratch.names == ["a.json", "b.xml"])
    }

    @Test func `a report never replaces an input`() throws {
        let scratch = TemporaryDirectory()
        let input = scratch.write(Array(Self.click.utf8), to: "in.json")
        let run = try ProgramRun([
            "check", ProgramRun.text(scratch.path), "--report", "json=" + ProgramRun.text(input),
        ])
        #expect(run.status == 73)
        #expect(TemporaryDirectory.contents(input) == Array(Self.click.utf8))
    }

    @Test func `annotations and text share standard output, each complete`() throws {
        let alone = try check("--min-records", "2", "--report", "text").output
        let annotations = try check("--min-records", "2", "--report", "github").output
        #expect(!alone.isEmpty && !annotations.isEmpty)
        let both = try check(
            "--min-records", "2", "--report", "text", "--report", "github", "--report",
            "json=/dev/null")
        #expect(both.status == 1)
        #expect(both.output == alone + annotations)
    }

    @Test func `a report that cannot be written is refused before anything is read`() throws {
        let run = try check("--report", "text", "--report", "json=/nowhere/a.json")
        #expect(run.status == 73)
        #expect(run.output.isEmpty)
    }

    // MARK: Hostile text

    /// Text aimed at the report formats, and text that a mail's sender can write.
    static let hostile =
        InjectCase.all.map(\.subject) + [
            "]]><failure/>", "<!-- & &#0; -->", "::error file=a,line=1::x", "::stop-commands::x",
            "##[error]x", "##vso[task.complete result=Failed]", "%0A::error::x", "a,b:c%25",
            "\\u0000",
            "{\"level\":\"error\"}", "file:///etc/passwd", "a?b#c", "-\u{FFFE}\u{FFFF}-",
        ]

    /// A name of at most 255 bytes, the limit for file names.
    private static func name(_ text: String) -> String {
        let short = String(text.unicodeScalars.prefix(60).map { $0 == "/" ? "_" : Character($0) })
        return short + ".json"
    }

    @Test(arguments: hostile)
    func `hostile names and values are text in every report`(text: String) throws {
        let scratch = TemporaryDirectory()
        let quoted = String(
            decoding: try JSONSerialization.data(withJSONObject: [text]).dropFirst().dropLast(),
            as: UTF8.self)
        let name = Self.name(text)
        _ = scratch.makeDirectory("in")
        _ = scratch.write(
            Array(
                """
                {"url":"u","scanResult":"malicious","date":\(quoted)}
                {"url":"u","scanResult":"malicious","date":"2024-11-17T17:02:30Z","ttpDefinition":\(quoted)}
                {"url":"u","scanResult":"malicious","date":"2024-11-17T17:02:30Z"}
                """.utf8), to: "in/" + name)
        let reports = ["text", "json", "junit", "sarif", "github"]
        let run = try ProgramRun(
            ["check", "in", "--max-unmapped", "0", "--min-records", "9"]
                + reports.flatMap { ["--report", "\($0)=\($0)"] }, in: scratch.path)
        #expect(run.status == 1 && run.output.isEmpty, "\(run.messages)")
        var texts: [String: String] = [:]
        for report in reports {
            let bytes = try #require(TemporaryDirectory.contents(scratch.path.appending(report)))
            #expect(Visible.hidden(in: bytes) == [], "\(report)")
            let text: String = try #require(String(validating: bytes, as: UTF8.self))
            texts[report] = text
        }
        try expectText(texts["text"] ?? "")
        try expectJSON(texts["json"] ?? "", name)
        try expectXML(texts["junit"] ?? "")
        try expectSARIF(texts["sarif"] ?? "", name)
        let lines = (texts["github"] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 5 && lines.last == "")
        #expect(lines.dropLast().allSatisfy { $0.hasPrefix("::error ") })
    }

    private func expectText(_ text: String) throws {
        let lines = text.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines.dropLast().allSatisfy { $0.hasPrefix("error: ") })
        #expect(!text.contains("##"), "some CI servers obey it anywhere in a line")
    }

    private func expectJSON(_ text: String, _ name: String) throws {
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["version"] as? Int == 1 && object["holds"] as? Bool == false)
        let findings = try #require(object["findings"] as? [[String: Any]])
        #expect(findings.count == 4)
        #expect(findings.last?["file"] as? String == "in/" + name)
    }

    private func expectXML(_ text: String) throws {
        let reader = FailureReader()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(reader.elements["testcase"] == 1 + 3)
        #expect(reader.elements["failure"] == 1 + 3)
    }

    private func expectSARIF(_ text: String, _ name: String) throws {
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let run = try #require((object?["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == 4)
        for result in results {
            let place = (result["locations"] as? [[String: Any]])?.first?["physicalLocation"]
            let artifact = (place as? [String: Any])?["artifactLocation"] as? [String: Any]
            let uri = try #require(artifact?["uri"] as? String)
            #expect(uri.removingPercentEncoding == "in/" + name)
            #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        }
    }
}

/// Counts the elements of a document that must be well formed.
private final class FailureReader: NSObject, XMLParserDelegate {
    var elements: [String: Int] = [:]
    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        elements[name, default: 0] += 1
    }
}
