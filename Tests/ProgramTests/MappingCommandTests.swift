import ByteStreams
import Sophos
import TestSupport
import Testing

@Suite final class MappingCommandTests {
    private let directory = TemporaryDirectory()

    private func run(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(["mapping"] + arguments, in: directory.path)
    }

    private func write(_ text: String) { _ = directory.write(Array(text.utf8), to: "m.json") }

    private static let valid =
        #"{"version":1,"threats":[{"alertType":"invalid recipient","threatId":"T1566","threatName":"Y"},{"alertType":"New\u001b[31m","threatId":"TA0001","threatName":"Z","severity":"high"}]}"#

    @Test func `list prints the built-in mapping as a table and as the file itself`() throws {
        let table = try run("list")
        #expect(table.status == 0)
        let text = String(decoding: table.output, as: UTF8.self)
        for row in ThreatMapping.builtIn.rows {
            #expect(text.contains("  \(row.alertType)  "))
        }
        #expect(
            text.contains(
                "severity of other alerts: high when malicious, low for rejections, else medium"))
        let json = try run("list", "--json")
        #expect(json.status == 0)
        #expect(String(decoding: json.output, as: UTF8.self) == BuiltInMappingText.json)
    }

    @Test func `list shows what a file changes, without terminal commands`() throws {
        write(Self.valid)
        let table = try run("list", "--mapping", "m.json")
        #expect(table.status == 0)
        let lines = String(decoding: table.output, as: UTF8.self).split(separator: "\n")
        #expect(lines.count { $0.hasSuffix("built in") } == 10)
        #expect(lines.count { $0.hasSuffix("file") } == 2)
        #expect(lines.contains { $0.contains(#"New\x1b[31m"#) && $0.contains("high") })
        #expect(!table.output.contains(0x1B))
        let json = try run("list", "--json", "--mapping", "m.json")
        #expect(try MappingFile(json.output).rows.count == 12)
    }

    @Test func `validate says what a file changes`() throws {
        write(Self.valid)
        let run = try run("validate", "m.json")
        #expect(run.status == 0)
        #expect(
            String(decoding: run.output, as: UTF8.self)
                == "m.json: valid: 2 rows (1 in the place of a built-in one)\n")
    }

    @Test func `validate reports line and column, and exits with 65`() throws {
        write("{\"version\": 1,\n  \"threats\": [],\n  \"thraets\": []}")
        for arguments in [["validate", "m.json"], ["list", "--mapping", "m.json"]] {
            let run = try ProgramRun(["mapping"] + arguments, in: directory.path)
            #expect(run.status == 65)
            #expect(run.output == [])
            #expect(
                run.messages.contains(
                    "m.json: line 3, column 3: unknown key \"thraets\"; did you mean \"threats\"?"))
        }
    }

    @Test func `a missing file exits with 66 in every command`() throws {
        let input = directory.write(Array("{}".utf8), to: "in.ndjson")
        let name = ProgramRun.text(input)
        for arguments in [
            ["mapping", "validate", "none.json"], ["mapping", "list", "--mapping", "none.json"],
            ["convert", name, "-o", "out", "--mapping", "none.json"],
            ["check", name, "--mapping", "none.json"],
        ] {
            let run = try ProgramRun(arguments, in: directory.path)
            #expect(run.status == 66)
            #expect(run.messages.contains("none.json"))
        }
        #expect(directory.names == ["in.ndjson"])
    }

    @Test func `all problems of a file are reported at once, with the closest correct word`() throws
    {
        write(
            #"{"version":1,"threats":[{"alertType":"A","threatID":"T1598","threatName":"N"},{"alertType":"B","threatId":"1598","threatName":"N"}],"severity":{"malicious":"hgih"}}"#
        )
        for arguments in [["validate", "m.json"], ["list", "--mapping", "m.json"]] {
            let run = try ProgramRun(["mapping"] + arguments, in: directory.path)
            #expect(run.status == 65)
            let lines = run.messages.split(separator: "\n")
            #expect(
                lines.count == 3 && lines.allSatisfy { $0.hasPrefix("error: m.json: line 1, ") })
            #expect(lines[0].hasSuffix(#"unknown key "threatID"; did you mean "threatId"?"#))
            #expect(lines[1].hasSuffix(#""1598" is no ATT&CK id; did you mean "T1598"?"#))
            #expect(lines[2].hasSuffix(#"severity "hgih"; did you mean "high"?"#))
        }
    }

    @Test func `a template from a run maps what the run did not`() throws {
        let click =
            #"{"url":"https://a.example/","scanResult":"malicious","userEmailAddress":"a@example.com","date":"2024-11-17T17:02:30Z","ttpDefinition":"Our \"own\" policy"}"#
        let input = directory.write(Array((click + "\n" + click + "\n").utf8), to: "in.ndjson")
        let converted = try ProgramRun(
            ["convert", ProgramRun.text(input), "-o", "out"], in: directory.path)
        #expect(converted.status == 0)
        for place in ["out", "out/summary.json"] {
            let template = try run("template", "--from", place)
            #expect(template.status == 0)
            #expect(
                String(decoding: template.output, as: UTF8.self) == #"""
                    {
                      "version": 1,
                      "threats": [
                        {"alertType": "Our \"own\" policy", "threatId": "T1598.003", "threatName": "Spearphishing Link", "count": 2}
                      ]
                    }

                    """#)
            #expect(template.messages.contains("1 name, with the threat of URL protection"))
            _ = directory.write(template.output, to: "m.json")
        }
        let again = try ProgramRun(
            [
                "convert", ProgramRun.text(input), "-o", "out", "--mapping", "m.json", "--unmapped",
                "reject", "--overwrite",
            ], in: directory.path)
        #expect(again.status == 0, "\(again.messages)")
        let empty = try run("template", "--from", "out")
        #expect(String(decoding: empty.output, as: UTF8.self).contains(#""threats": []"#))
        #expect(try run("template", "--from", "none").status == 66)
        #expect(try run("template", "--from", "in.ndjson").status == 65)
    }

    @Test func `the template is a valid file`() throws {
        let template = try run("template")
        #expect(template.status == 0)
        let validated = try ProgramRun(
            ["mapping", "validate", "-"], in: directory.path, input: template.output)
        #expect(validated.status == 0)
        #expect(String(decoding: validated.output, as: UTF8.self) == "-: valid: 0 rows\n")
    }
}
