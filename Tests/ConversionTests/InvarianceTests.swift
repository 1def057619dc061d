import Accounts
import ByteStreams
import TestSupport
import Testing

/// Circumstances that must not change a byte of the output.
@Suite struct InvarianceTests {
    @Test(arguments: [1, 2, 3, 7, 64])
    func `read boundaries do not change the output`(limit: Int) throws {
        let whole = try convert(Sample.root, jobs: 2) { $0.includesRaw = true }
        let cut = try convert(Sample.root, jobs: 2) {
            $0.includesRaw = true
            $0.readLimit = limit
        }
        #expect(whole.tree.files.count > 50, "the samples give files to compare")
        #expect(cut.tree.differences(from: whole.tree) == [])
    }

    @Test(arguments: 2...8)
    func `the number of jobs does not change the output`(jobs: Int) throws {
        let one = try convert(Sample.root, jobs: 1)
        let many = try convert(Sample.root, jobs: jobs)
        #expect(many.tree.differences(from: one.tree) == [])
    }

    @Test(arguments: [0, 1, 5])
    func `the number of files waiting for the disk does not change the output`(publishers: Int)
        throws
    {
        let one = try convert(Sample.root, jobs: 1)
        let many = try convert(Sample.root, jobs: 2, publishers: publishers)
        #expect(many.tree.differences(from: one.tree) == [])
    }

    @Test func `a gzip file cut at every byte gives a prefix and no crash`() throws {
        let directory = TemporaryDirectory()
        let stored = try #require(TemporaryDirectory.contents(Self.gzipSample))
        let whole = try convert(directory.write(stored, to: "in.json.gz"))
        let alerts = try #require(whole.tree.files["alerts/in.json.gz.ndjson"])
        for length in 1..<stored.count {
            let input = directory.write(Array(stored[..<length]), to: "in.json.gz")
            let cut = try convert(input)
            let file = cut.summary.files[0]
            #expect(
                cut.tree.files["alerts/in.json.gz.ndjson"] == nil
                    || file.damage?.reason.leavesAlertsUnproven != true)
            let unproven =
                cut.tree.files["unproven/in.json.gz.ndjson"] ?? cut.tree.files[
                    "alerts/in.json.gz.ndjson"] ?? []
            #expect(alerts.starts(with: unproven), "cut at \(length)")
            #expect(file.damage != nil || length == Self.memberEnd(stored), "cut at \(length)")
            #expect(cut.summary.total.balances)
        }
    }

    private static let gzipSample = Sample.root.appending("gzip-members/input/split.json.gz")

    /// The end of the first of two members: a file cut there is complete.
    private static func memberEnd(_ stored: [UInt8]) -> Int {
        for index in 10..<(stored.count - 3)
        where stored[index] == 0x1F && stored[index + 1] == 0x8B && stored[index + 2] == 8 {
            return index
        }
        return -1
    }
}
