import ByteStreams
import Foundation
import Sophos
import TestSupport
import Testing

/// Text chosen by a mail's sender, in every alert format.
@Suite struct InjectTests {
    /// JSON text of a subject, written by independent code.
    private static func escaped(_ subject: String) throws -> String {
        let text = try JSONSerialization.data(withJSONObject: [subject], options: [])
        return String(decoding: text.dropFirst(2).dropLast(2), as: UTF8.self)
    }

    /// Whether the text is the value of a member called `subject`, however deep.
    private static func holds(_ value: Any, _ subject: String) -> Bool {
        if let list = value as? [Any] { return list.contains { holds($0, subject) } }
        guard let object = value as? [String: Any] else { return false }
        return object["subject"] as? String == subject
            || object.values.contains { holds($0, subject) }
    }

    @Test(arguments: InjectCase.all, Format.allCases)
    func `one alert is one line`(inject: InjectCase, format: Format) throws {
        let scratch = TemporaryDirectory()
        let subject = try Self.escaped(inject.subject)
        // The text is where a sender can put it, and in the names shown to people.
        let named = Hostile.record(subject).replacing(
            "Default Inbound URL Protect Definition", with: subject
        ).replacing("login.vendor.example.net/", with: "vendor.example.net/" + subject)
        let input = scratch.write(
            Hostile.lines([
                Hostile.good(1), Hostile.record(subject), named,
                #"{"url":"x","scanResult":"malicious","date":"\#(subject)"}"#, Hostile.good(2),
            ]), to: "in.ndjson")
        let output = scratch.path.appending("out")
        var words = [ProgramRun.text(input), "--output", ProgramRun.text(output)]
        words += format == .json ? ["--include-raw"] : ["--format", format.rawValue]
        let run = try ProgramRun(words)
        #expect(run.status == 1, "\(run.messages)")
        let outcome = try Outcome(output)
        #expect(outcome.number("seen") == 5)
        #expect(outcome.number("converted") == 4)

        let alerts = outcome.content(below: "alerts")
        #expect(alerts.count { $0 == 0x0A } == 4)
        #expect(!alerts.contains { $0 < 0x20 && $0 != 0x0A })
        switch format.syntax {
        case .json:
            let objects = try outcome.objects(below: "alerts")
            let subjects = ["good 1", inject.subject, inject.subject, "good 2"]
            #expect(objects.count == subjects.count)
            for (object, subject) in zip(objects, subjects) {
                #expect(Self.holds(object, subject), "\(subject)")
            }
        case .cef, .keyvalue:
            #expect(Visible.lineCount(alerts) == 4)
            checkShape(alerts, separator: format.syntax == .cef ? "=" : "\"")
        }
        #expect(try outcome.rejects().count == 1)
        #expect(Visible.hidden(in: Array(run.messages.utf8)) == [])
        for name in ["summary.json", "summary.html"] {
            #expect(Visible.hidden(in: outcome.tree.files[name] ?? []) == [], "\(name)")
        }
        let page = String(decoding: outcome.tree.files["summary.html"] ?? [], as: UTF8.self)
        #expect(!page.contains("<script>alert"))
        #expect(!page.contains("<img"))
    }

    /// The alert with the hostile subject has as many values as the good one before it: the subject
    /// neither starts nor ends any.
    private func checkShape(_ alerts: [UInt8], separator: Unicode.Scalar) {
        let counts = alerts.split(separator: 0x0A).map {
            Self.unescaped(UInt8(ascii: separator), in: Array($0))
        }
        #expect(counts[1] == counts[0])
    }

    private static func unescaped(_ sign: UInt8, in line: [UInt8]) -> Int {
        var count = 0
        var position = 0
        while position < line.count {
            if line[position] == sign { count += 1 }
            position += line[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return count
    }
}
