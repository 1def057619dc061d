/// Some of the keys of a ``KeySet``: those whose first bits are the same. A hash table with open
/// addressing whose keys are in order.
///
/// Keys are evenly distributed, so a key's own bits determine its home; if that is taken, the key is
/// placed further right, with smaller keys further left. So a search ends at the first greater key, and
/// tables are merged, split and enlarged in one pass.
///
/// ADVICE TO WHOEVER CHANGES THIS FILE: three things change together.
/// 1. No slot between `home(key)` and a key's slot is free, and keys increase from left to right.
/// 2. The slots after `homeCount` are room for displaced keys.
/// 3. The last slot is always free, so every search ends inside.
final class KeyTable {
    /// How many first bits all keys have in common; those behind them tell their places.
    private let prefixBits: UInt64
    private(set) var count = 0
    private var slots: KeySlots
    private var homeCount: Int
    /// Behind the key that was appended last.
    private var appendSlot = 0

    /// Of eight homes seven are taken, and there is some room behind them.
    init(prefixBits: UInt64, capacity: Int) {
        self.prefixBits = prefixBits
        let homes = capacity + capacity / 7 + 1
        slots = KeySlots(atLeast: homes + Self.room(behind: homes))
        homeCount = slots.count - Self.room(behind: slots.count)
    }

    /// More than keys spread evenly ever move.
    private static func room(behind homes: Int) -> Int { 64 + homes / 256 }

    /// Keys that fit before the table grows.
    private var capacity: Int { homeCount - homeCount / 8 }

    private func home(_ key: DuplicateKey) -> Int {
        Int((key.high &<< prefixBits).multipliedFullWidth(by: UInt64(homeCount)).high)
    }

    /// The slot of `key`, or where it belongs: the first slot from its home on that is free or has a key
    /// that is not smaller.
    private func slot(of key: DuplicateKey) -> Int {
        var slot = home(key)
        while true {
            let found = slots[slot]
            if found == KeySlots.free || found >= key { return slot }
            slot += 1
        }
    }

    func contains(_ key: DuplicateKey) -> Bool { slots[slot(of: key)] == key }

    /// The key of the first alert that has the vendor's id of `key`; there is one at most.
    func first(ofVendorIn key: DuplicateKey) -> DuplicateKey? {
        let found = slots[slot(of: key.firstOfVendor)]
        return found.sharesVendor(with: key) ? found : nil
    }

    /// - Returns: whether the key is new.
    func insert(_ key: DuplicateKey) -> Bool {
        if count >= capacity { grow() }
        while true {
            let slot = slot(of: key)
            if slots[slot] == key { return false }
            var end = slot
            while slots[end] != KeySlots.free { end += 1 }
            // The last slot must stay free.
            if end < slots.count - 1 {
                while end > slot {
                    slots[end] = slots[end - 1]
                    end -= 1
                }
                slots[slot] = key
                count += 1
                return true
            }
            grow()
        }
    }

    /// An eighth more, so that a table has at most 22 bytes a key at any time.
    private func grow() {
        let larger = KeyTable(prefixBits: prefixBits, capacity: capacity + capacity / 8 + 1)
        visit { larger.append($0) }
        take(larger)
    }

    /// All keys, in their order.
    func visit(_ body: (DuplicateKey) -> Void) {
        for slot in 0..<slots.count {
            let key = slots[slot]
            if key != KeySlots.free { body(key) }
        }
    }

    /// Takes the keys of `other`, which has the same prefix and is not used again.
    func merge(_ other: KeyTable) {
        if other.count <= count / 8 {
            other.visit { _ = insert($0) }
        } else if count == 0 {
            take(other)
        } else {
            let both = KeyTable(prefixBits: prefixBits, capacity: count + other.count)
            both.append(self, other)
            take(both)
        }
    }

    private func take(_ other: KeyTable) {
        swap(&slots, &other.slots)
        swap(&homeCount, &other.homeCount)
        count = other.count
    }

    /// Splits the keys into `1 << bits` tables, by that many further bits.
    func split(_ bits: UInt64) -> [KeyTable] {
        var counts = [Int](repeating: 0, count: 1 << bits)
        let part = { [prefixBits] (key: DuplicateKey) in
            Int((key.high &<< prefixBits) &>> (64 - bits))
        }
        visit { counts[part($0)] += 1 }
        let tables = counts.map { KeyTable(prefixBits: prefixBits + bits, capacity: $0) }
        visit { tables[part($0)].append($0) }
        return tables
    }

    /// Fills an empty table from two, in one pass over each. A key of both is taken once.
    private func append(_ left: KeyTable, _ right: KeyTable) {
        var (first, second) = (left.occupied(from: 0), right.occupied(from: 0))
        while let slot = first {
            let key = left.slots[slot]
            while let other = second, right.slots[other] <= key {
                if right.slots[other] < key { append(right.slots[other]) }
                second = right.occupied(from: other + 1)
            }
            append(key)
            first = left.occupied(from: slot + 1)
        }
        while let other = second {
            append(right.slots[other])
            second = right.occupied(from: other + 1)
        }
    }

    /// The first slot from `start` on that holds a key; nil when there is none.
    private func occupied(from start: Int) -> Int? {
        var slot = start
        while slot < slots.count, slots[slot] == KeySlots.free { slot += 1 }
        return slot < slots.count ? slot : nil
    }

    /// Adds a key that is greater than all in the table, to one that was filled by appending.
    private func append(_ key: DuplicateKey) {
        let slot = max(home(key), appendSlot)
        if slot < slots.count - 1 {
            slots[slot] = key
            count += 1
            appendSlot = slot + 1
        } else {
            // Cannot happen with evenly distributed keys, but they may have been chosen maliciously.
            _ = insert(key)
            appendSlot = self.slot(of: key) + 1
        }
    }
}
