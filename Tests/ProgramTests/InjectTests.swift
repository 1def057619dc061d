import ByteStreams
import Foundation
import Sophos
import TestSupport
import Testing

/// Text that a mail's sender chose, in every format that alerts are written in.
@Suite struct InjectTests {
    /// JSON text of a subject, written by other means than the program's.
    private static func escaped(_ subject: String) throws -> String {
        let text = try JSONSerialization.data(withJSONObject: [subject], options: [])
        return String(decoding: text.dropFirst(2).dropLast(2), as: UTF8.self)
    }

    @Test(arguments: InjectCase.all, Format.allCases)
    func `one alert is one line`(inject: InjectCase, format: Format) throws {
        let scratch = TemporaryDirectory()
        let subject = try Self.escaped(inject.subject)
        // The text stands where a sender can put it, and in the names that people are shown.
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
        if format != .json { words += ["--format", format.rawValue] }
        let run = try ProgramRun(words)
        #expect(run.status == 1, "\(run.messages)")
        let outcome = try Outcome(output)
        #expect(outcome.number("seen") == 5)
        #expect(outcome.number("converted") == 4)

        let alerts = outcome.content(below: "alerts")
        #expect(alerts.count { $0 == 0x0A } == 4)
        #expect(!alerts.contains { $0 < 0x20 && $0 != 0x0A })
        if format == .json {
            #expect(
                try outcome.subjects(below: "alerts") == [
                    "good 1", inject.subject, inject.subject, "good 2",
                ])
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
}
