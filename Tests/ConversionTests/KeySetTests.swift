import Testing

@testable import Pipeline

@Suite struct KeySetTests {
    /// Hash-like keys, the same in every run of the test.
    private struct Keys {
        private var state: UInt64

        init(seed: UInt64) { state = seed }

        /// SplitMix64 (Steele, Lea, Flood 2014).
        private mutating func word() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }

        mutating func next() -> DuplicateKey {
            DuplicateKey(high: word(), low: word() >> 2 | 0b10 << 62)
        }
    }

    private func keys(_ count: Int, seed: UInt64) -> [DuplicateKey] {
        var source = Keys(seed: seed)
        return (0..<count).map { _ in source.next() }
    }

    private func all(_ set: KeySet) -> [DuplicateKey] {
        var found: [DuplicateKey] = []
        set.visit { found.append($0) }
        return found
    }

    @Test(arguments: [0, 1, 200, 5000, 40_000])
    func `a set contains what was inserted, each key once, in order`(count: Int) {
        let keys = keys(count, seed: 1)
        let set = KeySet()
        for key in keys { #expect(set.insert(key)) }
        for key in keys.prefix(300) { #expect(!set.insert(key)) }
        #expect(set.count == count)
        #expect(all(set) == keys.sorted())
        #expect(keys.allSatisfy(set.contains))
        #expect(!self.keys(300, seed: 2).contains(where: set.contains))
    }

    @Test(arguments: [
        (0, 0), (0, 7), (7, 0), (100, 100), (5000, 3), (3, 5000), (5000, 5000), (40_000, 5000),
        (100, 40_000),
    ])
    func `a set merges another, whatever their sizes`(left: Int, right: Int) {
        let keys = keys(left + right, seed: 3)
        let (first, second) = (KeySet(), KeySet())
        for key in keys[..<left] { first.insert(key) }
        for key in keys[left...] { second.insert(key) }
        // Some are in both.
        for key in keys.prefix(5) where right > 0 { second.insert(key) }
        first.merge(second)
        #expect(first.count == keys.count)
        #expect(all(first) == keys.sorted())
        #expect(keys.allSatisfy(first.contains))
        #expect(second.count == 0)
        for key in self.keys(2000, seed: 4) { #expect(first.insert(key)) }
        for key in keys.prefix(100) { #expect(second.insert(key)) }
    }

    @Test func `keys made to collide are kept all the same`() {
        let set = KeySet()
        var keys = (0..<500).map { DuplicateKey(high: 7, low: UInt64($0) | 0b10 << 62) }
        // At the end of the table as well as at its beginning.
        keys += (0..<500).map { DuplicateKey(high: .max, low: UInt64($0) | 0b10 << 62) }
        for key in keys.shuffled() { #expect(set.insert(key)) }
        #expect(all(set) == keys)
        let other = KeySet()
        for key in keys { other.insert(key) }
        set.merge(other)
        #expect(all(set) == keys)
    }
}
