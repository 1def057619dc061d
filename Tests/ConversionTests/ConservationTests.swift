import Accounts
import ByteStreams
import TestSupport
import Testing

/// Nothing is lost and nothing is invented (SPEC 4).
@Suite struct ConservationTests {
    /// The counter knows no wrappers and no prefixes.
    private static func isWrapped(_ sample: String) -> Bool {
        sample.hasPrefix("wrapped-") || sample.hasPrefix("unwrap-")
            || ["line-prefixes", "page-or-record", "page-parts", "page-odd"].contains(sample)
    }

    @Test(arguments: Sample.all.map(\.name).filter { !isWrapped($0) })
    func `every piece of a sample has one outcome`(sample: String) throws {
        let input = Sample.root.appending(sample).appending("input")
        let (summary, _) = try convert(input)
        var seen: UInt64 = 0
        for file in summary.files {
            #expect(
                file.seen == file.converted + file.filtered + file.duplicate + file.rejected)
            let counted = try Self.count(input.appending(file.file), file.damage?.reason)
            #expect(file.seen == counted, "\(String(decoding: file.file.bytes, as: UTF8.self))")
            seen += file.seen
        }
        #expect(summary.total.seen == seen)
    }

    /// The pieces of a file by an independent counter.
    private static func count(_ path: Path, _ reason: DamageReason?) throws -> UInt64 {
        // Foreign formats and unreadable files have none.
        if reason == .inputNotJSON || reason == .inputOpen { return 0 }
        var source = try InputSource(path: path)
        return PieceCounter.count(Drained(&source).bytes)
    }
}
