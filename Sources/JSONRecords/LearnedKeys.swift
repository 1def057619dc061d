/// The keys seen in a stream of records so far, and which one tends to follow which.
///
/// Exports are written by machines: the text between two values (`,"subject":"`, or with line ends and
/// indentation in a pretty-printed page) is the same in every record. One masked comparison of that
/// whole text replaces finding, decoding and looking up the key. If the guess is wrong, a hash of the
/// length and both ends of the key finds the entry, so that shuffled keys cost only a lookup.
///
/// This file contains unsafe code. Its invariants:
/// 1. `entries` has room for `capacity` entries, of which the first `initialized` are; every `next` and
///    each of the `guesses` points to one of these, so following a guess never leads elsewhere.
/// 2. `buckets` has an element for every hash masked by `bucketMask`, with -1 or the number of an entry.
/// What is read of the input is read by way of ``ChunkBytes`` and ``JSONText``, which check.
@safe final class LearnedKeys {
    private typealias EntryPointer = UnsafeMutablePointer<Entry>

    /// The slot for values that are not read.
    static let unreadSlot: UInt16 = 127
    /// The slots for an envelope's lists of failures, one for each name of such a list.
    static let failureSlots: ClosedRange<UInt8> = UInt8(FieldTable.capacity)...126
    /// The maximum number of distinct unknown names; the others are counted together.
    static let unknownLimit = 256
    /// The maximum number of other spellings of known names; the others count as unknown.
    static let spellingLimit = 1536
    /// The maximum distance of a name from its bucket.
    static let probeLimit = 24

    private let entries: EntryPointer
    private let capacity: Int
    private var count = 0
    /// The number of entries ever used; unused ones take no memory.
    private var initialized = 0
    private var names: [[UInt8]] = []
    /// Open addressing with a power of two of buckets: the index of an entry, or -1.
    private let buckets: UnsafeMutablePointer<Int32>
    private let bucketMask: UInt64
    /// By the first eight bytes of a text, the entry last seen with them: if keys are in random order,
    /// this is a second guess, one multiplication away.
    private let guesses: UnsafeMutablePointer<EntryPointer>
    private static let guessCount = 1024
    /// The initial entries: those of the known names, and four without a name.
    private var knownEntries = 0
    private var unknownCount = 0
    /// A name came that there was no room for.
    private var hasOverflowed = false
    private var spellingCount = 0
    /// Other spellings of fields that are read, each with its own slot.
    private var spellingSlots = 0
    private let table: FieldTable

    /// The entry before a record's first key: its `next` is the guess for the first key.
    let head: Key
    /// Represents every unknown name past the limit; never has a text.
    let overflow: Key
    /// The same for names of possible arrays of records, because which arrays are streamed must not
    /// depend on what came before.
    let overflowArray: Key
    /// The name that ``overflowArray`` represented last.
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

    /// Forgets all unknown names; what was learned about the known ones stays.
    func forgetUnknownNames() {
        hasOverflowed = false
        guard count > knownEntries else { return }
        // The known names were added first, so their positions do not depend on those removed.
        for bucket in 0...Int(bucketMask) where unsafe buckets[bucket] >= Int32(knownEntries) {
            unsafe buckets[bucket] = -1
        }
        // A guess may still lead to a removed entry, which has no text and so matches nothing.
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

    /// The name with this number, as UTF-8; empty for names past the limit, except the last one of a
    /// possible array of records.
    func name(_ number: Int32) -> [UInt8] {
        if number == Self.overflowArrayNumber { return overflowArrayName }
        return number < 0 ? [] : names[Int(number)]
    }

    /// See ``FieldTable/namesPageObject(_:)``.
    func namesPageObject(_ name: [UInt8]) -> Bool { table.namesPageObject(name) }

    /// The flags of an array with this name, whether or not the name was encountered.
    func flags(of name: [UInt8]) -> Flags { table.flags(of: name) }

    // MARK: Looking up

    /// The key whose text was last seen to start with the bytes at `position`.
    @inline(__always)
    func guess(_ chunk: ChunkBytes, at position: Int) -> Key {
        unsafe Key(entry: guesses[Self.guessIndex(chunk, position)])
    }

    /// Records that the text of `key` is at `position`.
    func note(_ key: Key, _ chunk: ChunkBytes, at position: Int) {
        unsafe guesses[Self.guessIndex(chunk, position)] = unsafe key.entry
    }

    /// - Returns: below ``guessCount``.
    @inline(__always)
    private static func guessIndex(_ chunk: ChunkBytes, _ position: Int) -> Int {
        let mixed = chunk.load(UInt64.self, at: position) &* multiplier
        return Int(truncatingIfNeeded: mixed &>> 54)
    }

    /// 2^64 divided by the golden ratio, which spreads values that differ in few bits.
    private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The key whose unescaped name is `name`; a new one if it was never seen, and a collective one if
    /// there are too many, if too many have the same hash, or if it is too long.
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
            // Names chosen to collide must not make every lookup slow. The known ones were added first
            // and are a few probes away.
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

    /// Learns another spelling of a known name.
    /// - Returns: nil if too many were learned.
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

    /// Learns the names that another table has learned beyond the known ones, in its order.
    ///
    /// - Returns: false if either had no room for all.
    func learnNames(of other: LearnedKeys) -> Bool {
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

    /// As above, for an unescaped name.
    func key(_ name: [UInt8]) -> Key { JSONText.withText(of: name) { key($0) } }

    /// Replaces, for one value, a key whose surroundings cannot be learned (because it is escaped, or
    /// has too much white space): the same name, but without assumptions about the value.
    func unlearnedTwin(of key: Key) -> Key {
        unsafe twin.entry.pointee = unsafe key.entry.pointee
        unsafe twin.entry.pointee.mask = Text32.never
        unsafe twin.entry.pointee.valueMask = Text32.never
        unsafe twin.entry.pointee.flags.remove([.opensString, .isCompact, .isWatched])
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

    /// A hash of the name's length and both ends: enough to distinguish field names, with a single
    /// multiplication.
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
