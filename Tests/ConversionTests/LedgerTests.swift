import ByteStreams
import Synchronization
import TestSupport
import Testing

@testable import Accounts
@testable import Runs

@Suite struct LedgerTests {
    @Test func `results are added in input order, whenever they arrive`() throws {
        let told = Mutex<[Path]>([])
        let ledger = Ledger(Summary()) { result in told.withLock { $0.append(result.relative) } }
        Workers.run(8) {
            var taken: [Int] = []
            while let number = ledger.takeNumber(below: 800) { taken.append(number) }
            for number in taken.reversed() {
                var result = FileResult(relative: Path("f\(number)"))
                result.tally.seen = UInt64(number)
                ledger.add(result, number)
            }
        }
        let summary = try ledger.summary()
        let names = (0..<800).map { Path("f\($0)") }
        #expect(told.withLock { $0 } == names)
        #expect(summary.files.count == 800)
        #expect(summary.total.seen == 799 * 800 / 2)
    }

    @Test func `each number is handed out once, and none after a failure`() {
        let ledger = Ledger(Summary()) { _ in }
        #expect((0..<3).map { _ in ledger.takeNumber(below: 3) } == [0, 1, 2])
        #expect(ledger.takeNumber(below: 3) == nil)
        #expect(ledger.takeNumber(below: 9) != nil)
        ledger.fail(.unbalanced(Path("a")))
        ledger.fail(.unbalanced(Path("b")))
        #expect(ledger.takeNumber(below: 9) == nil)
        #expect(throws: RunError.unbalanced(Path("a"))) { try ledger.summary() }
    }

    @Test func `results after a gap are added at the end`() throws {
        let ledger = Ledger(Summary()) { _ in }
        for number in [4, 2, 0] {
            ledger.add(FileResult(relative: Path("f\(number)")), number)
        }
        #expect(try ledger.summary().files.count == 3)
    }
}
