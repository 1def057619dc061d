import ByteStreams
import Pipeline
import TestSupport
import Testing

@testable import Accounts
@testable import Runs

@Suite struct ShardTests {
    @Test(arguments: [
        "", "1", "/", "0/3", "4/3", "1/0", "-1/3", "+1/3", "1/3/5", " 1/3", "1/3 ", "a/b", "1.0/3",
        "1/99999999999999999999",
    ])
    func `invalid shards are refused`(text: String) {
        #expect(Shard(text) == nil)
    }

    @Test func `a shard reads back as typed`() throws {
        #expect(try #require(Shard("3/16")).text == "3/16")
        #expect(try #require(Shard("1/1")).number == 1)
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `the parts of a list add up to the list, each input once`(count: Int) throws {
        // Given twice, so that there is something to count once.
        let whole = try InputList([.path(Sample.root), .path(Sample.root)])
        let parts = (1...count).map { whole.part(Shard(number: $0, of: count)!) }
        let inputs = parts.flatMap(\.inputs).sorted { $0.relative < $1.relative }
        #expect(inputs == whole.inputs.sorted { $0.relative < $1.relative })
        #expect(parts.first?.skipped == whole.skipped)
        #expect(parts.dropFirst().allSatisfy { $0.skipped.total == 0 })
        #expect(parts.reduce(0) { $0 + $1.repeated } == whole.repeated)
        let sizes = parts.map(\.inputs.count)
        #expect(sizes.max()! - sizes.min()! <= 1)
    }

    @Test func `the summaries and the files of all parts add up to those of one run`() throws {
        let list = try InputList([.path(Sample.root)])
        let whole = try run(list)
        var total = Tally()
        var files: [String: [UInt8]] = [:]
        for number in 1...5 {
            let part = try run(list.part(Shard(number: number, of: 5)!))
            total.add(part.summary.total)
            #expect(part.summary.skipped == (number == 1 ? whole.summary.skipped : [:]))
            files.merge(part.files) { _, _ in
                Issue.record("two parts made one file")
                return []
            }
        }
        #expect(total == whole.summary.total)
        #expect(files == whole.files)
    }

    private func run(_ list: InputList) throws -> (summary: Summary, files: [String: [UInt8]]) {
        let output = TemporaryDirectory()
        let directory = output.path.appending("out")
        let summary = try ConvertRun(list, to: .directory(directory), ConvertOptions()).run()
        let tree = Tree(directory, leavingOut: ["run.json", "summary.json", "manifest.json"])
        return (summary, tree.files)
    }
}
