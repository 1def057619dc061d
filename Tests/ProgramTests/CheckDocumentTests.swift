import ByteStreams
import TestSupport
import Testing

/// The worked examples of docs/CHECK.md match the program's output.
@Suite struct CheckDocumentTests {
    /// Clicks and attachments of some days; 2024-06-01 was a Saturday.
    private static func records(month: Int, days: ClosedRange<Int>, changed: Bool = false)
        -> [UInt8]
    {
        var text = ""
        for day in days {
            let weekday = ((month == 6 ? 0 : 30) + day - 1) % 7
            let date = "2024-0\(month)-\(day < 10 ? "0" : "")\(day)"
            for number in 0..<(weekday < 2 ? 3 : 12) {
                let policy =
                    changed ? "Inbound URLs (strict)" : "Default Inbound URL Protect Definition"
                // A few of the new kind, as when something new starts.
                let isNew = changed && day == days.upperBound && number == 0
                text += """
                    {"url":"https://a.example/\(number)","scanResult":"\(isNew ? "quarantined" : "malicious")",\
                    "ttpDefinition":"\(policy)","action":"block","date":"\(date)T09:\(10 + number):00Z"\
                    \(changed ? #","aiScore":7"# : "")}

                    """
            }
            for number in 0..<4 {
                text += """
                    {"fileName":"\(number).pdf","fileHash":"0","result":"malicious","actionTriggered":"hold",\
                    "date":"\(date)T10:1\(number):00Z"}

                    """
            }
        }
        return Array(text.utf8)
    }

    private static let document: String = {
        let path = Sample.root.directory.appending("docs/CHECK.md")
        return String(decoding: TemporaryDirectory.contents(path) ?? [], as: UTF8.self)
    }()

    @Test func `each command prints what is shown below it`() throws {
        let scratch = TemporaryDirectory()
        for (name, records) in [
            ("june", Self.records(month: 6, days: 1...30)),
            ("week-27", Self.records(month: 7, days: 1...7)),
            ("week-28", Self.records(month: 7, days: 8...14, changed: true)),
        ] {
            _ = scratch.makeDirectory(name)
            _ = scratch.write(records, to: "\(name)/logs.ndjson")
        }
        let section = try #require(
            Self.document.split(separator: "\n## ").first { $0.hasPrefix("Two worked examples") })
        let blocks = section.split(separator: "```console\n").dropFirst().map {
            $0.split(separator: "```")[0].split(separator: "\n", omittingEmptySubsequences: false)
        }
        #expect(blocks.count == 3)
        for block in blocks {
            let words = try #require(block.first).split(separator: " ").dropFirst(2).map(
                String.init)
            let shown = block.dropFirst().joined(separator: "\n")
            let run = try ProgramRun(words, in: scratch.path)
            #expect(run.messages.isEmpty, "\(run.messages)")
            #expect(String(decoding: run.output, as: UTF8.self) == shown, "\(words)")
            #expect(run.status == (shown.hasPrefix("error: ") ? 1 : 0))
        }
    }
}
