/// The keys that a stream of records has shown so far, and which one tends to follow which.
///
/// Exports are written by machines: the text between two values (`,"subject":"`, or with line ends
/// and indentation in a pretty-printed page) is the same in every record. One masked compare of that
/// whole text replaces finding, decoding and looking up the key. Where the guess is wrong, a hash on
/// length and ends of the key finds the entry, so that shuffled keys cost a look-up and no more.
///
/// This file is one of those that hold unsafe code. Its invariants:
/// 1. `entries` has room for `capacity` entries, of which the first `initialized` are; every `next` and
///    each of the 256 `guesses` points at one of these, so following a guess never leaves them.
/// 2. `buckets` has a place for every hash that `bucketMask` leaves, with -1 or the number of an entry.
/// What is read of the input is read by way of ``ChunkBytes`` and ``JSONText``, which check.
@safe final class LearnedKeys {
    private typealias EntryPointer = UnsafeMutablePointer<Entry>

    /// Values that nobody reads are noted in this slot.
    static let unreadSlot: UInt16 = 127
    /// The envelope's lists of failures, one slot for each name that such a list has.
    static let failureSlots: ClosedRange<UInt8> = UInt8(FieldTable.capacity)...126
    /// How many unknown names are told apart; the others are counted together.
    static let unknownLimit = 256
    /// How many other spellings of known names are learned; the others count as unknown.
    static let spellingLimit = 1536
    /// How far from its bucket a name may stand.
    static let probeLimit = 24

    private let entries: EntryPointer
    private let capacity: Int
    private var count = 0
    /// Entries that were ever used; what is not used takes no memory.
    private var initialized = 0
    private var names: [[UInt8]] = []
    /// Open addressing, a power of two wide: index of an entry, or -1.
    private let buckets: UnsafeMutablePointer<Int32>
    private let bucketMask: UInt64
    /// By the first eight bytes of a text, the entry that they were last met in front of: where keys
    /// come in no order, this is a second guess, one multiplication away.
    private let guesses: UnsafeMutablePointer<EntryPointer>
    private static let guessCount = 256
    /// The entries that are there from the start: those of the known names, and four without one.
    private var knownEntries = 0
    private var unknownCount = 0
    /// A name came that there was no room for.
    private var hasOverflowed = false
    private var spellingCount = 0
    /// Other spellings of fields that are read, each with a slot of its own.
    private var spellingSlots = 0
    private let table: FieldTable

    /// The entry in front of a record's first key: its `next` is the first key's guess.
    let head: Key
    /// Stands for every unknown name past the limit; never has a text.
    let overflow: Key
    /// The same for names that an array of records may have: which arrays are streamed must not depend
    /// on what came before them.
    let overflowArray: Key
    /// The name that ``overflowArray`` stood for last.
    private var overflowArrayName: [UInt8] = []
    private static let overflowArrayNumber: Int32 = -2
    /// See ``unlearnedTwin(of:)``.
    private let twin: Key

    init(_ table: FieldTable) {
        let known =
            table.read.count + table.documented.count + table.envelopeArrays.count
            + table.recordArrays.count + table.streamedArrays.count + table.failures.count
        capacity = known + Self.unknownLimit + Self.spellingLimit + 4
        unsafe entries = .allocate(capacity: capacity)
        let bucketCount = 8192
        precondition(capacity * 2 < bucketCount, "the hash table must stay sparse")
        unsafe buckets = .allocate(capacity: bucketCount)
        unsafe buckets.initialize(repeating: -1, count: bucketCount)
        bucketMask = UInt64(bucketCount - 1)
        unsafe guesses = .allocate(capacity: Self.guessCount)
        unsafe guesses.initialize(repeating: entries, count: Self.guessCount)
        self.table = table
        head = unsafe Key(entry: entries)
        overflow = unsafe Key(entry: entries + 1)
        twin = unsafe Key(entry: entries + 2)
        overflowArray = unsafe Key(entry: entries + 3)
        for index in 0..<4 {
            unsafe (entries + index).initialize(
                to: Entry(next: entries, slot: Self.unreadSlot, name: -1))
        }
        initialized = 4
        unsafe overflow.entry.pointee.flags = .unknown
        unsafe overflowArray.entry.pointee.flags = [.unknown, .recordArray]
        unsafe overflowArray.entry.pointee.name = Self.overflowArrayNumber
        count = 4
        for (field, name) in table.read.enumerated() {
            let entry = unsafe add(Array(name.utf8))
            unsafe entry.pointee.slot = UInt16(field)
            unsafe entry.pointee.bit = MetFields.vector(1 << UInt128(field))
        }
        for name in table.documented { _ = unsafe add(Array(name.utf8)) }
        for (name, flags) in table.arrays {
            let entry = unsafe find(Array(name.utf8)) ?? add(Array(name.utf8))
            unsafe entry.pointee.flags.formUnion(flags)
        }
        precondition(table.failures.count <= Self.failureSlots.count, "a slot for each name")
        for (slot, name) in zip(Self.failureSlots, table.failures) {
            let entry = unsafe find(Array(name.utf8)) ?? add(Array(name.utf8))
            unsafe entry.pointee.slot = UInt16(slot)
            unsafe entry.pointee.bit = MetFields.vector(1 << UInt128(slot))
        }
        knownEntries = count
    }

    /// Becomes as it was before any unknown name was met; what was learned of the known ones stays.
    func forgetUnknownNames() {
        hasOverflowed = false
        guard count > knownEntries else { return }
        // The known names were there first, so their places do not depend on those that go.
        for bucket in 0...Int(bucketMask) where unsafe buckets[bucket] >= Int32(knownEntries) {
            unsafe buckets[bucket] = -1
        }
        // A guess may still lead to an entry that goes: it has no text then, which matches nothing.
        for index in knownEntries..<count {
            unsafe entries[index] = Entry(next: entries, slot: Self.unreadSlot, name: -1)
        }
        names.removeLast(count - knownEntries)
        count = knownEntries
        unknownCount = 0
        spellingCount = 0
        spellingSlots = 0
    }

    deinit {
        unsafe entries.deinitialize(count: initialized)
        unsafe entries.deallocate()
        unsafe buckets.deallocate()
        unsafe guesses.deallocate()
    }

    /// The name with this number, as UTF-8; empty for names past the limit, of which only the last one
    /// that an array of records may have is known.
    func name(_ number: Int32) -> [UInt8] {
        if number == Self.overflowArrayNumber { return overflowArrayName }
        return number < 0 ? [] : names[Int(number)]
    }

    /// What an array of this name is, whether or not the name was met.
    func flags(of name: [UInt8]) -> Flags { table.flags(of: name) }

    // MARK: Looking up

    /// The key whose text last began as the bytes at `position` do.
    @inline(__always)
    func guess(_ chunk: ChunkBytes, at position: Int) -> Key {
        unsafe Key(entry: guesses[Self.guessIndex(chunk, position)])
    }

    /// Notes that the text of `key` stands at `position`.
    func note(_ key: Key, _ chunk: ChunkBytes, at position: Int) {
        unsafe guesses[Self.guessIndex(chunk, position)] = unsafe key.entry
    }

    /// - Returns: 0 to 255.
    @inline(__always)
    private static func guessIndex(_ chunk: ChunkBytes, _ position: Int) -> Int {
        Int(truncatingIfNeeded: (chunk.load(UInt64.self, at: position) &* multiplier) &>> 56)
    }

    /// 2^64 divided by the golden ratio: spreads what differs in few bits.
    private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The key whose name, unescaped, is `name`; a new one when it was never seen, and one that stands
    /// for many when too many were, or too many that hash alike, or when it is too long.
    func key(_ name: JSONText) -> Key {
        var bucket = Self.hash(name)
        var probes = 0
        while true {
            let index = unsafe buckets[Int(bucket & bucketMask)]
            if index < 0 { break }
            let candidate = unsafe entries + Int(index)
            if unsafe name.equals(names[Int(candidate.pointee.name)]) {
                return unsafe Key(entry: candidate)
            }
            bucket &+= 1
            probes += 1
            // Names that were chosen to hash alike must not make a walk of every look-up. The known
            // ones were there first, a few probes away.
            if probes == Self.probeLimit { return overflow(name) }
        }
        guard name.count <= FieldTable.nameLimit else { return overflow(name) }
        let bytes = name.bytes
        if let spelling = table.spelling(of: bytes), let key = learn(spelling, as: bytes) {
            return key
        }
        guard unknownCount < Self.unknownLimit else { return overflow(name) }
        unknownCount += 1
        let entry = unsafe add(bytes)
        unsafe entry.pointee.flags.insert(.unknown)
        if table.namesRecords(bytes) { unsafe entry.pointee.flags.insert(.recordArray) }
        return unsafe Key(entry: entry)
    }

    /// Takes another spelling of a known name.
    /// - Returns: nil where too many were learned.
    private func learn(_ spelling: FieldTable.Spelling, as name: [UInt8]) -> Key? {
        let hasSlot = spellingSlots < SlotTable.capacity - SlotTable.spellings
        guard spellingCount < Self.spellingLimit, spelling.field == nil || hasSlot else {
            hasOverflowed = true
            return nil
        }
        spellingCount += 1
        let entry = unsafe add(name)
        unsafe entry.pointee.flags = spelling.flags
        if table.endsAsRecords(name) {
            unsafe entry.pointee.flags.insert(.recordArray)
        }
        if let field = spelling.field {
            unsafe entry.pointee.flags.insert(.spelling)
            unsafe entry.pointee.field = field
            unsafe entry.pointee.slot = UInt16(SlotTable.spellings + spellingSlots)
            spellingSlots += 1
        }
        return unsafe Key(entry: entry)
    }

    /// Meets the names that another table has learned beyond the known ones, in its order.
    ///
    /// - Returns: false when one of the two had no room for all.
    func meetNames(of other: LearnedKeys) -> Bool {
        guard !other.hasOverflowed, !hasOverflowed else { return false }
        for name in other.names.dropFirst(other.names.count - (other.count - other.knownEntries)) {
            _ = key(name)
        }
        return !hasOverflowed
    }

    private func overflow(_ name: JSONText) -> Key {
        hasOverflowed = true
        guard name.count <= FieldTable.nameLimit else { return overflow }
        let bytes = name.bytes
        guard table.namesRecords(bytes) else { return overflow }
        overflowArrayName = bytes
        return overflowArray
    }

    /// As above, for a name that was unescaped.
    func key(_ name: [UInt8]) -> Key { JSONText.withText(of: name) { key($0) } }

    /// Stands in, for one value, for a key whose surroundings cannot be learned (it is escaped, or
    /// there is too much white space): the same name, with nothing assumed about the value.
    func unlearnedTwin(of key: Key) -> Key {
        unsafe twin.entry.pointee = unsafe key.entry.pointee
        unsafe twin.entry.pointee.length = 255
        unsafe twin.entry.pointee.mask = Text32()
        unsafe twin.entry.pointee.flags.remove([.opensString, .repeats, .isWatched])
        return twin
    }

    private func add(_ name: [UInt8]) -> EntryPointer {
        let entry = unsafe entries + count
        if count == initialized {
            unsafe entry.initialize(to: Entry(next: entries, slot: Self.unreadSlot, name: -1))
            initialized += 1
        }
        unsafe entry.pointee.name = Int32(names.count)
        names.append(name)
        insert(JSONText.withText(of: name) { Self.hash($0) })
        count += 1
        return unsafe entry
    }

    private func insert(_ hash: UInt64) {
        var bucket = hash
        while unsafe buckets[Int(bucket & bucketMask)] >= 0 { bucket &+= 1 }
        precondition(bucket - hash < UInt64(Self.probeLimit), "a name that would not be found")
        unsafe buckets[Int(bucket & bucketMask)] = Int32(count)
    }

    private func find(_ name: [UInt8]) -> EntryPointer? {
        for index in 4..<count where unsafe names[Int(entries[index].name)] == name {
            return unsafe entries + index
        }
        return nil
    }

    /// Length and both ends of the name, mixed: enough to tell field names apart, and one multiplication long.
    @inline(__always)
    private static func hash(_ name: JSONText) -> UInt64 {
        var mixed: UInt64 = 0
        if name.count >= 8 {
            let last = name.word(at: name.count &- 8)
            mixed = name.word(at: 0) ^ (last &<< 17 | last &>> 47)
        } else {
            for index in 0..<name.count { mixed = mixed &<< 8 | UInt64(name[index]) }
        }
        return ((mixed ^ UInt64(truncatingIfNeeded: name.count)) &* multiplier) &>> 40
    }
}
