import ByteStreams
import TestSupport
import Testing

@testable import Accounts

@Suite struct DeduplicationTests {
    private static func click(_ number: Int) -> String {
        #"{"url":"https://a.example/\#(number)","scanResult":"malicious","userEmailAddress":"a@example.com","messageId":"<\#(number)@a>","date":"2024-11-17T17:02:30Z"}"#
    }

    private static func impersonation(_ vendor: Int, _ message: Int) -> String {
        #"{"id":"v\#(vendor)","definition":"d","hits":1,"recipientAddress":"a@example.com","messageId":"<\#(message)@a>","eventTime":"2024-11-17T17:02:30Z","taggedMalicious":true}"#
    }

    /// Files that overlap with earlier ones, one of them damaged.
    private static func write(to directory: borrowing TemporaryDirectory) -> [[String]] {
        var files: [[String]] = []
        for file in 0..<40 {
            var lines = (0..<30).map { click(file * 20 + $0) }
            lines += (0..<10).map { impersonation(file * 5 + $0, (file * 5 + $0) * 3 + file % 3) }
            lines += lines.prefix(3)
            files.append(lines)
            let text = lines.joined(separator: "\n")
            _ = directory.write(Array(text.utf8), to: "f\(100 + file).ndjson")
        }
        return files
    }

    private func run(_ input: Path, jobs: Int) throws -> (summary: Summary, tree: Tree) {
        try convert(input, jobs: jobs) { $0.deduplicates = true }
    }

    @Test func `the first alert in input order is kept, whatever the number of workers`() throws {
        let directory = TemporaryDirectory()
        let files = Self.write(to: directory)
        let one = try run(directory.path, jobs: 1)
        var seen: Set<String> = []
        for (number, lines) in files.enumerated() {
            let fresh = lines.filter { seen.insert($0).inserted }
            let written = one.tree.files["alerts/f\(100 + number).ndjson.ndjson"] ?? []
            let text = String(decoding: written, as: UTF8.self)
            #expect(text.split(separator: "\n").count == fresh.count)
            let line = one.summary.files[number]
            #expect(line.converted == UInt64(fresh.count))
            #expect(line.duplicate == UInt64(lines.count - fresh.count))
        }
        #expect(one.summary.total.balances)
        #expect(one.summary.total.converted == UInt64(seen.count))
        for jobs in [2, 3, 8] {
            for _ in 0..<3 {
                let other = try run(directory.path, jobs: jobs)
                #expect(other.tree.differences(from: one.tree) == [])
            }
        }
    }

    @Test func `an alert with a known vendor id but different content is kept and counted`() throws
    {
        let text = [(1, 1), (1, 2), (1, 1), (1, 2), (2, 1), (1, 3)].map(Self.impersonation)
        let result = try convert(text: text.joined(separator: "\n")) { $0.deduplicates = true }
        #expect(result.summary.total.converted == 4)
        #expect(result.summary.total.duplicate == 2)
        #expect(result.summary.total.warnings[.conflictingID] == 2)
        let all = try convert(text: text.joined(separator: "\n"))
        #expect(all.summary.total.warnings[.conflictingID] == 0)
    }

    @Test func `alerts that are not published make no others duplicates`() throws {
        let directory = TemporaryDirectory()
        let line = Array((Self.click(1) + "\n").utf8)
        let whole = GzipFixture.member(line)
        _ = directory.write(Array(whole.dropLast(3)), to: "a-cut.json.gz")
        _ = directory.write(whole, to: "b.json.gz")
        _ = directory.write(line, to: "c.json")
        let result = try run(directory.path, jobs: 2)
        #expect(result.summary.files.map(\.converted) == [1, 1, 0])
        #expect(result.summary.files.map(\.duplicate) == [0, 0, 1])
        #expect(result.tree.files["alerts/b.json.gz.ndjson"] != nil)
        #expect(result.tree.files["unproven/a-cut.json.gz.ndjson"] != nil)
    }

    @Test func `alerts of a withheld file make no others duplicates`() throws {
        let directory = TemporaryDirectory()
        _ = directory.write(Array((Self.click(1) + "\n{").utf8), to: "a.json")
        _ = directory.write(Array(Self.click(1).utf8), to: "b.json")
        let result = try convert(directory.path, jobs: 2) { options in
            options.deduplicates = true
            options.isStrict = true
        }
        #expect(result.summary.files.map(\.converted) == [1, 1])
        #expect(result.tree.files["alerts/b.json.ndjson"] != nil)
    }
}
