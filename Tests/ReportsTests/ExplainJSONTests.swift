import Accounts
import ByteStreams
import Foundation
import JSONRecords
import Pipeline
import Reports
import Runs
import Sophos
import Synchronization
import TestSupport
import Testing

@Suite struct ExplainJSONTests {
    private func lines(
        _ input: Path, _ change: (inout ConvertOptions) -> Void = { _ in }
    ) throws -> [String] {
        var options = ConvertOptions()
        change(&options)
        let lines = Mutex<[String]>([])
        let run = ExplainRun(try InputList([.path(input)]), options, mapping: .builtIn)
        _ = try run.run(ExplainRequest(limit: .max)) { find in
            if case .piece(let piece) = find {
                var buffer = ByteBuffer()
                ExplainJSON.append(piece, to: &buffer)
                let line = String(decoding: buffer.bytes, as: UTF8.self)
                lines.withLock { $0.append(line) }
            }
            return true
        }
        return lines.withLock { $0 }
    }

    private func object(_ line: String) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }

    @Test(arguments: ["hostile-text", "utf8", "rejections", "page-odd", "broken-json", "numbers"])
    func `every piece of a sample is one harmless object on one line`(sample: String) throws {
        let lines = try Format.allCases.flatMap { format -> [String] in
            try self.lines(Sample.root.appending("\(sample)/input")) {
                $0.format = format
                $0.categories = Set(Category.allCases)
            }
        }
        #expect(lines.count > 5)
        for line in lines {
            #expect(line.utf8.count { $0 == 0x0A } == 1 && line.hasSuffix("}\n"))
            for scalar in line.unicodeScalars where scalar != "\n" {
                #expect(scalar.properties.generalCategory != .control)
                #expect(!(0x202A...0x202E).contains(scalar.value))
            }
            let object = try object(line)
            for key in ["file", "record", "line", "offset", "outcome", "steps"] {
                #expect(object[key] != nil, "\(key)")
            }
            #expect((object["raw"] == nil) != (object["raw_base64"] == nil))
            switch object["outcome"] as? String {
            case "converted":
                #expect(object["alert"] is [String: Any] || object["alert"] is String)
            case "filtered", "rejected":
                #expect(object["reason"] is String && object["detail"] is String)
            default: Issue.record("\(line)")
            }
        }
    }

    @Test func `a converted record has its identity, its steps and its alert`() throws {
        let directory = TemporaryDirectory()
        let record =
            #"{"userEmailAddress":"a@example.com","url":"https://x.example/\u202e","ttpDefinition":"Mine","scanResult":"malicious","date":"2024-11-17T18:02:30+0100","messageId":"<1@x.example>"}"#
        let input = directory.write(Array(record.utf8), to: "in.ndjson")
        let object = try object(try #require(try lines(input).first))
        #expect(object["time"] as? String == "2024-11-17T17:02:30.000Z")
        #expect(object["user"] as? String == "a@example.com")
        #expect(object["messageId"] as? String == "<1@x.example>")
        #expect(object["url"] as? String == "https://x.example/\u{202E}")
        #expect(object["raw"] as? String == record)
        #expect(object["subject"] == nil)
        let alert = try #require(object["alert"] as? [String: Any])
        #expect(alert["alertType"] as? String == "Mine")
        let steps = try #require(object["steps"] as? [[String: Any]])
        #expect(
            steps.compactMap { $0["step"] as? String } == [
                "kind", "category", "format", "verdict", "window", "name", "threat", "severity",
                "id", "values",
            ])
        #expect(steps[2]["value"] as? String == "2024-11-17T18:02:30+0100")
        #expect(steps[5]["namedBy"] as? String == "ttpDefinition")
        #expect(steps[6]["matched"] as? String == "none" && steps[6]["threatId"] is NSNull)
        #expect(steps[8]["id"] as? String == alert["id"] as? String)
        #expect((steps[9]["from"] as? [String: String])?["recipient"] == "userEmailAddress")
    }
}
