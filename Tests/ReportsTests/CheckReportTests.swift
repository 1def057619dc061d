import Accounts
import ByteStreams
import Foundation
import FoundationXML
import JSONRecords
import Runs
import TestSupport
import Testing

@testable import Reports

/// Reports on hostile inputs: every name and value in them may have been chosen by an attacker.
@Suite struct CheckReportTests {
    /// A name with markup of every report format in it, and bytes that are not text.
    static let hostileName = "<a b=\"c\">&'%0A::error::x,y:z\u{1B}[2J\u{202E}]]>\n\u{2028}.ndjson"
    static let hostileText =
        "\u{1B}]0;x\u{7}<script>&'\" %0A\r\n::set-output name=a::b\u{202E}]]>\u{0}"

    private func result() throws -> CheckResult {
        let directory = TemporaryDirectory()
        let escaped = Self.hostileText.unicodeScalars.map {
            "\\u" + String(String($0.value + 0x10000, radix: 16).dropFirst())
        }.joined()
        let text = "{\"url\":\"u\",\"scanResult\":\"x\",\"date\":\"\(escaped)\"}\n\u{1}\n"
        let input = directory.write(Array(text.utf8), to: Self.hostileName)
        _ = directory.write([0x1F, 0x8B, 8, 0xE0], to: "broken\u{1B}.gz")
        var options = ConvertOptions()
        options.notesKept = .max
        let list = try InputList([.path(input), .path(directory.path.appending("broken\u{1B}.gz"))])
        let (summary, files) = try ConvertRun(list, to: .nowhere, options).collecting()
        return CheckResult(summary, files, CheckLimits())
    }

    private func text(_ report: CheckReport) throws -> String {
        var buffer = ByteBuffer()
        report.append(try result(), to: &buffer)
        return try #require(String(validating: buffer.bytes, as: UTF8.self))
    }

    @Test(arguments: CheckReport.allCases)
    func `no report contains a control character or reorders text`(report: CheckReport) throws {
        let text = try text(report)
        for scalar in text.unicodeScalars where scalar != "\n" {
            #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
            if report != .json, report != .sarif { #expect(scalar.value != 0x202E) }
        }
    }

    @Test func `text gives the location and the reason`() throws {
        let lines = try text(.text).split(separator: "\n")
        #expect(
            lines.contains {
                $0.contains(":1: bad-timestamp: \"date\" is ")
                    && $0.hasSuffix(" (record 1, byte 0)")
            })
        #expect(lines.contains { $0.contains("gzip-header") })
        #expect(lines.last?.hasPrefix("failed: 2 pieces in 2 inputs") == true)
    }

    @Test(arguments: [CheckReport.json, .sarif])
    func `JSON reports are valid JSON`(report: CheckReport) throws {
        let object = try JSONSerialization.jsonObject(with: Data(try text(report).utf8))
        #expect(object is [String: Any])
    }

    @Test func `colour changes no words`() throws {
        let result = try result()
        var plain = ByteBuffer()
        var colored = ByteBuffer()
        CheckReport.text.append(result, to: &plain)
        CheckReport.text.append(result, style: TerminalStyle(isColored: true), to: &colored)
        let text = String(decoding: colored.bytes, as: UTF8.self)
        #expect(text.contains("\u{1B}[1;31merror:\u{1B}[0m "))
        #expect(
            text.replacing(#/\x1B\[[0-9;]*m/#, with: "")
                == String(decoding: plain.bytes, as: UTF8.self))
    }

    @Test func `quiet text has only errors`() throws {
        func text(_ result: CheckResult) -> String {
            var buffer = ByteBuffer()
            CheckReport.text.append(result, isQuiet: true, to: &buffer)
            return String(decoding: buffer.bytes, as: UTF8.self)
        }
        let failed = try result()
        let lines = text(failed).split(separator: "\n")
        #expect(lines.count == 4 && lines.allSatisfy { $0.hasPrefix("error: ") })
        var limits = CheckLimits()
        limits.rejected = .count(9)
        let tolerant = CheckResult(failed.summary, [], limits)
        #expect(tolerant.holds && text(tolerant).isEmpty)
    }

    @Test func `SARIF results point at percent-encoded files and known rules`() throws {
        let object =
            try JSONSerialization.jsonObject(with: Data(try text(.sarif).utf8)) as? [String: Any]
        let run = try #require((object?["runs"] as? [[String: Any]])?.first)
        let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
        let rules = try #require(driver?["rules"] as? [[String: Any]])
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == 4)
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        }
        #expect(CheckSARIF.uri(Path("./a b/%\u{1B}ü.json")) == "a%20b/%25%1B%C3%BC.json")
    }

    @Test func `the same finding has the same fingerprint in every run`() throws {
        let result = try result()
        var first = ByteBuffer()
        var second = ByteBuffer()
        CheckReport.sarif.append(result, to: &first)
        CheckReport.sarif.append(result, to: &second)
        #expect(first.bytes == second.bytes)
        let prints = String(decoding: first.bytes, as: UTF8.self).components(
            separatedBy: "pieceHash")
        #expect(Set(prints).count == 5, "four results, each with its own")
    }

    @Test func `JUnit is XML with one test case per input`() throws {
        let counter = ElementCounter()
        let parser = XMLParser(data: Data(try text(.junit).utf8))
        parser.delegate = counter
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(counter.count("testcase") == 2 + 2)
        #expect(counter.count("failure") == 2 + 1)
    }

    @Test func `an annotation is one line and cannot start another command`() throws {
        let lines = try text(.github).split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines.allSatisfy { $0.hasPrefix("::error ") })
        #expect(CheckAnnotations.message("a%\r\nb") == "a%25%0D%0Ab")
        #expect(CheckAnnotations.property("a:b,c\n") == "a%3Ab%2Cc\\x0a")
    }

    @Test func `more than ten findings of a level become nine and a count`() throws {
        let directory = TemporaryDirectory()
        let input = directory.write(Array(String(repeating: "{\n", count: 30).utf8), to: "a.json")
        var options = ConvertOptions()
        options.notesKept = .max
        let run = ConvertRun(try InputList([.path(input)]), to: .nowhere, options)
        let (summary, files) = try run.collecting()
        let result = CheckResult(summary, files, CheckLimits())
        var buffer = ByteBuffer()
        CheckReport.github.append(result, to: &buffer)
        let lines = String(decoding: buffer.bytes, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 10)
        #expect(lines.last == "::error::and 22 more")
    }

    /// The output of `report` for an input with 30 lines that are not JSON and 40 that are not objects.
    private func flood(_ report: CheckReport, notesKept: UInt64) throws -> String {
        let text = String(repeating: "1\n", count: 40) + String(repeating: "{]\n", count: 30)
        let input = TemporaryDirectory()
        let file = input.write(Array(text.utf8), to: "flood.ndjson")
        var options = ConvertOptions()
        options.notesKept = notesKept
        let run = ConvertRun(try InputList([.path(file)]), to: .nowhere, options)
        let (summary, files) = try run.collecting()
        #expect(files[0].notes.count == Int(min(notesKept, 30) + min(notesKept, 40)))
        var buffer = ByteBuffer()
        report.append(CheckResult(summary, files, CheckLimits()), to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
            .replacing(String(decoding: file.bytes, as: UTF8.self), with: "flood.ndjson")
    }

    @Test(arguments: [CheckReport.text, .github])
    func `rejects without notes are counted like those not shown`(report: CheckReport) throws {
        let all = try flood(report, notesKept: .max)
        #expect(all.contains(report == .text ? "and 10 more json-syntax" : "::error::and 62 more"))
        #expect(try flood(report, notesKept: 25) == all)
    }

    @Test func `JUnit and SARIF count rejects without notes`() throws {
        #expect(try flood(.junit, notesKept: 25).contains("\nand 20 more</failure>"))
        let sarif = try flood(.sarif, notesKept: 25)
        #expect(sarif.contains("5 more results of json-syntax are not listed"))
        #expect(sarif.contains("15 more results of json-not-object are not listed"))
        #expect(sarif.components(separatedBy: "\"ruleId\"").count == 1 + 25 + 25 + 1)
    }
}

/// Counts the elements of a document that must be well formed.
private final class ElementCounter: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    func count(_ name: String) -> Int { counts[name] ?? 0 }
    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        counts[name, default: 0] += 1
    }
}
