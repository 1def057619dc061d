import Accounts
import ByteStreams
import JSONRecords
import Runs
import TestSupport
import Testing

/// The summaries of parts merge into the summary of the whole, byte for byte, in any way.
@Suite struct SummaryMergeTests {
    static let whole: (summary: Summary, files: [FileResult]) = {
        // Every sample is an input, so all reasons, kinds, damage and warnings occur. Given twice, they
        // have other names, too.
        guard let list = try? InputList([.path(Sample.root), .path(Sample.root)]),
            let result = try? ConvertRun(list, to: .nowhere, ConvertOptions()).collecting()
        else { preconditionFailure("the samples can be converted") }
        return result
    }()

    private func json(_ summary: Summary) -> [UInt8] {
        var buffer = ByteBuffer()
        SummaryJSON.append(summary, to: &buffer)
        return buffer.bytes
    }

    private func readBack(_ summary: Summary) throws -> Summary {
        var sum: UInt64 = 0
        return try SummaryReader.read(json(summary), sum: &sum)
    }

    @Test func `the samples give a summary worth splitting`() {
        let summary = Self.whole.summary
        #expect(summary.files.count > 80 && summary.skippedTotal > 0)
        #expect(summary.repeated > 0)
        #expect(summary.firstRejects.count > 8 && summary.files.contains { $0.damage != nil })
        #expect(!summary.total.verdicts.isEmpty && !summary.total.actions.isEmpty)
    }

    @Test func `a written summary reads back the same`() throws {
        #expect(json(try readBack(Self.whole.summary)) == json(Self.whole.summary))
        #expect(json(try readBack(Summary())) == json(Summary()))
        for file in Self.whole.files {
            let summary = Summary(file)
            #expect(json(try readBack(summary)) == json(summary))
        }
    }

    @Test(arguments: 1...24)
    func `any split in any order adds up to the whole`(seed: Int) throws {
        var random = SeededRandom(UInt64(seed))
        let count = Int.random(in: 1...Self.whole.files.count, using: &random)
        var parts = [Summary](repeating: Summary(), count: count)
        for file in Self.whole.files.shuffled(using: &random) {
            parts[Int.random(in: 0..<count, using: &random)].add(file)
        }
        parts[0].skipped = Self.whole.summary.skipped
        parts[count - 1].firstSkipped = Self.whole.summary.firstSkipped
        parts[count - 1].repeated = Self.whole.summary.repeated
        // Merged in pairs in any order, and so with any grouping, some of them through files.
        while parts.count > 1 {
            parts.shuffle(using: &random)
            var joined = parts.removeLast()
            if Bool.random(using: &random) { joined = try readBack(joined) }
            joined.add(parts.removeLast())
            parts.append(joined)
        }
        #expect(json(parts[0]) == json(Self.whole.summary))
    }

    @Test func `inputs with the same name in different runs are both kept, whichever came first`() {
        var short = FileResult(relative: Path("a.json"))
        short.tally.seen = 1
        short.tally.converted = 1
        var long = short
        long.tally.seen = 2
        long.tally.converted = 2
        var (one, other) = (Summary(short), Summary(long))
        one.add(Summary(long))
        other.add(Summary(short))
        #expect(one.files.count == 2 && json(one) == json(other))
    }

    @Test func `names that are not UTF-8 keep their order when read back`() throws {
        var summary = Summary()
        for name in [[0xFF], [0xEF, 0xBF, 0xBE], [0x61, 0x80], [0x61, 0xEE, 0x80, 0x80]] {
            var file = FileResult(relative: Path(bytes: name.map { UInt8($0) }))
            file.damage = StreamDamage(.inputOpen, at: UInt64(name[0]), .errno(2))
            summary.add(file)
        }
        #expect(json(try readBack(summary)) == json(summary))
    }

    @Test func `one interrupted run marks the whole as interrupted`() throws {
        var interrupted = Summary()
        interrupted.isInterrupted = true
        var sum = Summary()
        sum.add(try readBack(interrupted))
        sum.add(Summary())
        #expect(sum.isInterrupted)
    }
}
