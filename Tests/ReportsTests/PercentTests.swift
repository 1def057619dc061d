import TestSupport
import Testing

@testable import Reports

@Suite struct PercentTests {
    @Test(
        arguments: [
            (0, 7, "0.0 %"), (7, 7, "100.0 %"), (1, 3, "33.3 %"), (2, 3, "66.7 %"),
            (1, 6, "16.7 %"), (1, 8, "12.5 %"), (1, 2000, "0.1 %"), (3, 2000, "0.2 %"),
            (999_999, 1_000_000, ">99.9 %"), (1, 1_000_000, "<0.1 %"), (1, 1000, "0.1 %"),
            (3, 0, ""),
            (UInt64.max, UInt64.max, "100.0 %"), (UInt64.max - 1, UInt64.max, ">99.9 %"),
        ] as [(UInt64, UInt64, String)])
    func `a share is rounded, but never shown as all or nothing when it is not`(
        part: UInt64, whole: UInt64, text: String
    ) {
        #expect(Percent.text(part, of: whole) == text)
    }

    @Test(
        arguments: [
            ([1, 1, 1], ["33.4 %", "33.3 %", "33.3 %"]),
            ([2, 4, 0, 1], ["28.6 %", "57.1 %", "0.0 %", "14.3 %"]),
            ([9_999, 1], [">99.9 %", "<0.1 %"]),
            ([0, 5], ["0.0 %", "100.0 %"]), ([0, 0], ["", ""]),
        ] as [([UInt64], [String])])
    func `shares of a whole are computed`(parts: [UInt64], texts: [String]) {
        #expect(Percent.texts(parts) == texts)
    }

    @Test(arguments: 1...40)
    func `shares add up to a hundred`(seed: Int) {
        var random = SeededRandom(UInt64(seed))
        // Large enough that none is shown as nothing or all.
        let parts = (0..<Int.random(in: 2...9, using: &random)).map { _ in
            UInt64.random(in: 1000...1_000_000, using: &random)
        }
        let tenths = Percent.texts(parts).map { text in
            Int(text.filter(\.isNumber)) ?? 0
        }
        #expect(tenths.reduce(0, +) == 1000)
    }
}
