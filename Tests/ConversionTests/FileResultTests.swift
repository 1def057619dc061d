import ByteStreams
import Testing

@testable import Accounts

@Suite struct FileResultTests {
    private func damage(after reasons: [DamageReason]) -> DamageReason? {
        var result = FileResult(relative: Path("in.json"))
        for reason in reasons { result.note(StreamDamage(reason, at: 0)) }
        return result.damage?.reason
    }

    @Test func `the first damage represents a file`() {
        #expect(damage(after: []) == nil)
        #expect(damage(after: [.gzipCRC, .inputChanged]) == .gzipCRC)
        #expect(damage(after: [.inputNotJSON, .inputChanged]) == .inputNotJSON)
        #expect(damage(after: [.gzipTrailingGarbage, .gzipHeader]) == .gzipTrailingGarbage)
    }

    @Test func `an API error on a page gives way to damage to the bytes`() {
        #expect(damage(after: [.inputAPIError, .gzipHeader]) == .gzipHeader)
        #expect(damage(after: [.gzipHeader, .inputAPIError]) == .gzipHeader)
    }

    @Test(arguments: DamageReason.allCases.filter(\.leavesAlertsUnproven))
    func `damage that leaves alerts unproven is not hidden by damage that does not`(
        reason: DamageReason
    ) {
        #expect(damage(after: [.gzipTrailingGarbage, reason]) == reason)
        #expect(damage(after: [.gzipHeader, reason]) == reason)
        #expect(damage(after: [.inputAPIError, reason]) == reason)
    }
}
