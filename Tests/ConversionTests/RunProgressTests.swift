import ByteStreams
import JSONRecords
import Synchronization
import TestSupport
import Testing

@testable import Accounts
@testable import Pipeline
@testable import Runs

@Suite struct RunProgressTests {
    private let click =
        #"{"url":"https://example.com","scanResult":"malicious","date":"2024-11-17T17:02:30+0000"}"#
        + "\n"

    private func run(
        _ directory: borrowing TemporaryDirectory, _ progress: (InputList) -> RunProgress,
        jobs: Int = 1
    ) throws -> (RunProgress.Counts, Summary) {
        let list = try InputList([.path(directory.path)])
        let progress = progress(list)
        var options = ConvertOptions()
        options.readLimit = 64
        var run = ConvertRun(list, to: .nowhere, options)
        run.jobs = jobs
        run.progress = progress
        let summary = try run.run()
        return (progress.counts, summary)
    }

    @Test(arguments: [1, 4]) func `at the end progress agrees with the summary`(jobs: Int)
        throws
    {
        let directory = TemporaryDirectory()
        for number in 1...9 {
            let text = String(repeating: click, count: number) + "{\"broken\n"
            _ = directory.write(Array(text.utf8), to: "\(number).json")
        }
        let (counts, summary) = try run(directory, { RunProgress($0) }, jobs: jobs)
        #expect(counts.files == 9)
        #expect(counts.filesDone == 9)
        #expect(counts.bytesDone == summary.total.bytesRead)
        #expect(counts.bytes == counts.bytesDone)
        #expect(counts.records == summary.total.seen)
        #expect(counts.alerts == summary.total.converted)
        #expect(counts.rejects == 9)
    }

    @Test func `unread parts of a damaged input count as done`() throws {
        let directory = TemporaryDirectory()
        _ = directory.write(
            Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 7, count: 5000), to: "a.json")
        let (counts, _) = try run(directory, { RunProgress($0) })
        #expect(counts.filesDone == 1)
        #expect(counts.bytesDone == 5004)
    }

    @Test func `a large input reports progress before it is finished, and never too much`() throws {
        let directory = TemporaryDirectory()
        let text = String(repeating: click, count: 200)
        _ = directory.write(Array(text.utf8), to: "a.json")
        let seen = Mutex<[RunProgress.Counts]>([])
        let (end, _) = try run(
            directory,
            { RunProgress($0) { progress in seen.withLock { $0.append(progress.counts) } } })
        let looks = seen.withLock { $0 }
        #expect(looks.count > 100)
        #expect(looks.contains { $0.filesDone == 0 && $0.records > 10 && $0.records < 90 })
        #expect(looks.allSatisfy { $0.current == Path("a.json") })
        #expect(looks.map(\.bytesDone) == looks.map(\.bytesDone).sorted())
        #expect(looks.last == end)
    }

    @Test func `an earlier run's work counts as done, separately`() throws {
        let directory = TemporaryDirectory()
        _ = directory.write(Array(click.utf8), to: "a.json")
        let list = try InputList([.path(directory.path)])
        let progress = RunProgress(list)
        progress.skip(list.inputs[0])
        #expect(progress.counts.filesDone == 1)
        #expect(progress.counts.bytesDone == UInt64(click.utf8.count))
        #expect(progress.counts.bytesSkipped == progress.counts.bytesDone)
        #expect(progress.counts.records == 0)
    }

    @Test func `with standard input the total is unknown`() throws {
        #expect(RunProgress(try InputList([.standardInput])).counts.bytes == nil)
    }
}
