/// One of several equal parts of the inputs: for jobs that share the work of one run.
///
/// Inputs are dealt out in turn, so that the large files of a busy month do not meet in one part.
package struct Shard: Hashable, Sendable {
    /// From 1 to `count`.
    package let number: Int
    package let count: Int

    /// - Returns: nil unless `1 <= number <= count`.
    package init?(number: Int, of count: Int) {
        guard number >= 1, number <= count else { return nil }
        self.number = number
        self.count = count
    }

    /// Reads `K/N`, both in decimal digits.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy(Self.isDigit) }),
            let number = Int(parts[0]), let count = Int(parts[1])
        else { return nil }
        self.init(number: number, of: count)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }

    package var text: String { "\(number)/\(count)" }

    /// Whether the input at `place` in the sorted list, from 0, is one of this part.
    func holds(_ place: Int) -> Bool { place % count == number - 1 }
}
