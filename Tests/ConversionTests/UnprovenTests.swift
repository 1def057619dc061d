import ByteStreams
import Glibc
import TestSupport
import Testing

@testable import Accounts
@testable import Pipeline
@testable import Runs

/// SPEC 4.3: alerts of an input whose bytes are unverified are not among the proven ones.
@Suite struct UnprovenTests {
    private static let click =
        #"{"url":"https://example.com","scanResult":"malicious","date":"2024-11-17T17:02:30+0000"}"#
        + "\n"
    private static let lines = Array(String(repeating: click, count: 100).utf8)
    /// A stored block (RFC 1951 §3.2.4) that is not the last one, followed by one of invalid type.
    private static let brokenBlock: [UInt8] = {
        var data = GzipFixture.deflated(lines, level: 0)
        data[0] = 0
        return GzipFixture.header() + data + [0x07, 0, 0]
    }()

    /// An input with this damage, with alerts before the damage if possible.
    private static func content(_ reason: DamageReason) -> [UInt8] {
        let member = GzipFixture.member(lines)
        switch reason {
        case .gzipTruncated: return Array(member.dropLast(8))
        case .gzipData: return brokenBlock
        case .gzipCRC: return GzipFixture.member(lines, crcError: 1)
        case .gzipLength: return GzipFixture.member(lines, lengthError: 1)
        case .gzipHeader: return member + GzipFixture.header(method: 7)
        case .gzipTrailingGarbage: return member + [0x78]
        case .inputNotJSON: return Array("PK\u{3}\u{4}".utf8)
        case .inputAPIError: return lines + Array(#"{"data":[],"fail":[{"code":"x"}]}"#.utf8)
        case .inputChanged: return lines
        case .inputOpen, .inputRead: return []
        }
    }

    /// - Returns: the result for an input with this damage.
    private static func convert(
        _ reason: DamageReason, keepsDamaged: Bool = false
    ) throws -> (summary: Summary, tree: Tree) {
        let directory = TemporaryDirectory()
        var input = directory.write(content(reason), to: "in.json")
        if reason == .inputRead { input = Path("/proc/self/mem") }  // fails with EIO at address 0
        if reason == .inputOpen { input = directory.link("loop.json", to: "loop.json") }
        let list = try InputList([.path(input)])
        var options = ConvertOptions()
        options.keepsDamaged = keepsDamaged
        options.readLimit = 256
        let output = directory.path.appending("out")
        var run = ConvertRun(list, to: .directory(output), options)
        if reason == .inputChanged {
            // Called between two reads of the file.
            let changed = input
            run.progress = RunProgress(list) { progress in
                if progress.counts.bytesDone == 0 { return }
                _ = changed.withCString { truncate($0, off_t(lines.count - 1)) }
            }
        }
        return (try run.run(), Tree(output))
    }

    @Test(arguments: DamageReason.allCases)
    func `alerts are proven or not depending on the damage to their input`(reason: DamageReason)
        throws
    {
        let (summary, tree) = try Self.convert(reason)
        #expect(summary.files.map(\.damage?.reason) == [reason])
        let isUnproven = reason.leavesAlertsUnproven
        let expected: UInt64 =
            [.inputNotJSON, .inputOpen, .inputRead].contains(reason) ? 0 : 100
        #expect(summary.total.converted == expected)
        #expect(summary.total.unproven == (isUnproven ? expected : 0))
        let folders = Set(tree.files.keys.compactMap { $0.split(separator: "/").first })
        #expect(folders.contains("unproven") == (isUnproven && expected > 0))
        #expect(folders.contains("alerts") == (!isUnproven && expected > 0))
    }

    @Test(arguments: DamageReason.allCases)
    func `alerts of damaged inputs are published on request`(
        reason: DamageReason
    ) throws {
        let (apart, apartTree) = try Self.convert(reason)
        let (summary, tree) = try Self.convert(reason, keepsDamaged: true)
        #expect(summary.files.map(\.damage?.reason) == [reason], "it is told all the same")
        #expect(summary.total.converted == apart.total.converted)
        #expect(summary.total.unproven == 0)
        #expect(!tree.files.keys.contains { $0.hasPrefix("unproven/") })
        func alerts(_ tree: Tree) -> [[UInt8]] {
            tree.files.filter { $0.key.hasPrefix("alerts/") || $0.key.hasPrefix("unproven/") }
                .map(\.value)
        }
        #expect(alerts(tree) == alerts(apartTree))
    }
}
