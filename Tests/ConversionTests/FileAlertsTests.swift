import Sophos
import Testing

@testable import Pipeline

@Suite struct FileAlertsTests {
    private func id(_ number: UInt64) -> AlertID {
        AlertID(digest: number &* 0x9E37_79B9_7F4A_7C15, number &* 0xBF58_476D_1CE4_E5B9)
    }

    private let known = KnownAlerts()

    /// Keeps alerts and publishes them.
    private func publish(_ alerts: [(id: UInt64, vendor: UInt64?)]) -> (kept: [Bool], UInt64) {
        let file = FileAlerts(known)
        let kept = alerts.map { file.keep(id($0.id), vendor: $0.vendor) }
        #expect(file.settle())
        file.commit()
        return (kept, file.conflicts)
    }

    @Test func `the first of several duplicates is kept`() {
        #expect(publish([(1, nil), (2, nil), (1, nil)]).kept == [true, true, false])
        #expect(publish([(2, nil), (3, nil), (3, nil)]).kept == [false, true, false])
    }

    @Test func `another alert with the vendor's id is kept and is a conflict`() {
        let first = publish([(1, 7), (2, 7), (1, 7), (2, 7), (3, 8)])
        #expect(first == ([true, true, false, false, true], 1))
        let second = publish([(1, 7), (2, 7), (4, 7), (3, 8), (5, 8), (6, 9)])
        #expect(second == ([false, false, true, false, true, true], 2))
    }

    @Test func `alerts published meanwhile by an earlier input are found when the turn comes`() {
        let late = FileAlerts(known)
        #expect(late.keep(id(1), vendor: nil))
        let vendorLate = FileAlerts(known)
        #expect(vendorLate.keep(id(2), vendor: 7))
        #expect(vendorLate.keep(id(3), vendor: 7))
        let untouched = FileAlerts(known)
        #expect(untouched.keep(id(4), vendor: nil))
        _ = publish([(1, nil), (3, 7)])
        #expect(!late.settle())
        #expect(!vendorLate.settle())
        #expect(untouched.settle())
    }

    @Test func `a conflict with alerts published meanwhile is counted when the turn comes`() {
        let late = FileAlerts(known)
        #expect(late.keep(id(2), vendor: 7))
        _ = publish([(1, 7)])
        #expect(late.keep(id(3), vendor: 7))
        #expect(!late.keep(id(2), vendor: 7))
        #expect(late.conflicts == 1)
        #expect(late.settle())
        #expect(late.conflicts == 2)
        late.commit()
        #expect(publish([(1, 7), (2, 7), (3, 7), (4, 7)]).kept == [false, false, false, true])
    }

    @Test func `keys of conflicts convert back to the original keys`() {
        for number in UInt64(1)...100 {
            let key = DuplicateKey(id(number), vendor: number &* 0x94D0_49BB_1331_11EB)
            #expect(key.isVendor)
            #expect(key.asConflict.isConflict)
            #expect(key.asConflict.asVendor == key)
            let plain = DuplicateKey(id(number))
            #expect(!plain.isVendor && !plain.isConflict)
        }
    }
}
