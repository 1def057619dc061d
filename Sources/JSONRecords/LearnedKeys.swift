/// The keys that a stream of records has shown so far, and which one tends to follow which.
///
/// Exports are written by machines: the text between two values (`,"subject":"`, or with line ends
/// and indentation in a pretty-printed page) is the same in every record. One masked compare of that
/// whole text replaces finding, decoding and looking up the key. Where the guess is wrong, a hash on
/// length and ends of the key finds the entry, so that shuffled keys cost a look-up and no more.
///
/// This file is one of those that hold unsafe code. Its invariants:
/// 1. `entries` holds `Self.capacity` initialised entries for the life of the table; every `next` and
///    each of the 256 `guesses` points into it, so following a guess never leaves it.
/// 2. `matches` reads 64 bytes from the position it is given: the caller's chunk ends with at least
///    that many readable bytes after the payload (``Chunk/padding``).
/// 3. The text of an entry holds no NUL, and the payload is followed by one: a match never passes the payload's end.
@safe final class LearnedKeys {
    /// What the table knows of one key.
    @unsafe struct Entry {
        /// The text from the byte after `{` or `,` up to the value (a string's opening quote included), and which bytes of it count.
        var text = SIMD4<UInt64>()
        var mask = SIMD4<UInt64>()
        var tail = SIMD4<UInt64>()
        var tailMask = SIMD4<UInt64>()
        /// The field's bit; none for a name that nobody reads.
        var bit: UInt128 = 0
        /// The entry whose text is tried after this one's value.
        var next: UnsafeMutablePointer<Entry>
        /// Bytes of text; 255 while there is none, which sends the compare to its careful half.
        var length: UInt8 = 255
        /// Line ends inside the text.
        var newlines: UInt8 = 0
        /// Where the value's place is noted.
        var slot: UInt8
        var flags: Flags = []
        /// The name's number: see ``LearnedKeys/name(_:)``.
        var name: Int32
    }

    struct Flags: OptionSet {
        var rawValue: UInt8
        /// The text ends with a string's opening quote.
        static let opensString = Flags(rawValue: 1)
        /// A name that no table knows.
        static let unknown = Flags(rawValue: 2)
        /// An array under this name makes the object an envelope.
        static let envelopeArray = Flags(rawValue: 4)
        /// An array under this name holds records, inside an element of an envelope.
        static let recordArray = Flags(rawValue: 8)
    }

    typealias EntryPointer = UnsafeMutablePointer<Entry>

    /// Values that nobody reads are noted in this slot.
    static let unreadSlot: UInt8 = 127
    /// The envelope's list of failures.
    static let failureSlot: UInt8 = 126
    /// How many unknown names are told apart; the others are counted together.
    static let unknownLimit = 256
    /// How far from its bucket a name may stand.
    static let probeLimit = 24

    private let entries: EntryPointer
    private let capacity: Int
    private var count = 0
    private var names: [[UInt8]] = []
    /// Open addressing, a power of two wide: index of an entry, or -1.
    private let buckets: UnsafeMutablePointer<Int32>
    private let bucketMask: UInt64
    /// By the first eight bytes of a text, the entry that they were last met in front of: where keys
    /// come in no order, this is a second guess, one multiplication away.
    private let guesses: UnsafeMutablePointer<EntryPointer>
    private static let guessCount = 256
    private let knownCount: Int
    /// The entries that are there from the start: `knownCount` names at most, and three without one.
    private var knownEntries = 0
    private let suffixes: [[UInt8]]

    /// The entry in front of a record's first key: its `next` is the first key's guess.
    let head: EntryPointer
    /// Stands for every unknown name past the limit; never has a text.
    let overflow: EntryPointer
    /// See ``unlearnedTwin(of:)``.
    private let twin: EntryPointer

    init(_ table: FieldTable) {
        let known =
            table.read.count + table.documented.count + table.envelopeArrays.count
            + table.failures.count
        capacity = known + Self.unknownLimit + 3
        unsafe entries = .allocate(capacity: capacity)
        let bucketCount = 4096
        precondition(capacity * 2 < bucketCount, "the hash table must stay sparse")
        unsafe buckets = .allocate(capacity: bucketCount)
        unsafe buckets.initialize(repeating: -1, count: bucketCount)
        bucketMask = UInt64(bucketCount - 1)
        unsafe guesses = .allocate(capacity: Self.guessCount)
        unsafe guesses.initialize(repeating: entries, count: Self.guessCount)
        knownCount = known
        suffixes = table.recordArraySuffixes.map { Array($0.utf8) }
        unsafe head = unsafe entries
        unsafe overflow = unsafe entries + 1
        unsafe twin = unsafe entries + 2
        for index in 0..<capacity {
            unsafe (entries + index).initialize(
                to: Entry(next: entries, slot: Self.unreadSlot, name: -1))
        }
        unsafe overflow.pointee.flags = .unknown
        count = 3
        for (field, name) in table.read.enumerated() {
            let entry = unsafe add(Array(name.utf8))
            unsafe entry.pointee.slot = UInt8(field)
            unsafe entry.pointee.bit = 1 << UInt128(field)
        }
        for name in table.documented { _ = unsafe add(Array(name.utf8)) }
        for name in table.envelopeArrays {
            let entry = unsafe find(Array(name.utf8)) ?? add(Array(name.utf8))
            unsafe entry.pointee.flags.insert(.envelopeArray)
        }
        for name in table.failures {
            let entry = unsafe find(Array(name.utf8)) ?? add(Array(name.utf8))
            unsafe entry.pointee.slot = Self.failureSlot
            unsafe entry.pointee.bit = 1 << UInt128(Self.failureSlot)
        }
        knownEntries = count
    }

    /// Becomes as it was before any unknown name was met; what was learned of the known ones stays.
    func forgetUnknownNames() {
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
    }

    deinit {
        unsafe entries.deinitialize(count: capacity)
        unsafe entries.deallocate()
        unsafe buckets.deallocate()
        unsafe guesses.deallocate()
    }

    /// The name with this number, as UTF-8.
    func name(_ number: Int32) -> [UInt8] { number < 0 ? [] : names[Int(number)] }

    /// How many names were known from the start; unknown ones have higher numbers.
    var unknownNames: ArraySlice<[UInt8]> { names[min(knownCount, names.count)...] }

    // MARK: Looking up

    /// True when the entry's text stands at `position`.
    @inline(__always)
    static func matches(_ entry: EntryPointer, _ position: UnsafeRawPointer) -> Bool {
        let bytes = unsafe position.loadUnaligned(as: SIMD4<UInt64>.self)
        let difference = unsafe (bytes ^ entry.pointee.text) & entry.pointee.mask
        guard (difference[0] | difference[1]) | (difference[2] | difference[3]) == 0 else {
            return false
        }
        return unsafe entry.pointee.length <= 32 || matchesTail(entry, position)
    }

    /// The entry whose text last began as the bytes at `position` do.
    @inline(__always)
    func guess(at position: UnsafeRawPointer) -> EntryPointer {
        unsafe guesses[Self.guessIndex(position)]
    }

    /// Notes that the text of `entry` stands at `position`.
    func note(_ entry: EntryPointer, at position: UnsafeRawPointer) {
        unsafe guesses[Self.guessIndex(position)] = unsafe entry
    }

    @inline(__always)
    private static func guessIndex(_ position: UnsafeRawPointer) -> Int {
        let word = unsafe position.loadUnaligned(as: UInt64.self)
        return Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) &>> 56)
    }

    @inline(never)
    private static func matchesTail(_ entry: EntryPointer, _ position: UnsafeRawPointer) -> Bool {
        guard unsafe entry.pointee.length != 255 else { return false }
        let bytes = unsafe position.loadUnaligned(fromByteOffset: 32, as: SIMD4<UInt64>.self)
        let difference = unsafe (bytes ^ entry.pointee.tail) & entry.pointee.tailMask
        return (difference[0] | difference[1]) | (difference[2] | difference[3]) == 0
    }

    /// The entry of the key whose `count` bytes, unescaped, stand at `key`; a new one when it was
    /// never seen, and `overflow` when too many were, or too many that hash alike.
    func entry(for key: UnsafePointer<UInt8>, count: Int) -> EntryPointer {
        var bucket = unsafe Self.hash(key, count)
        var probes = 0
        while true {
            let index = unsafe buckets[Int(bucket & bucketMask)]
            if index < 0 { break }
            let candidate = unsafe entries + Int(index)
            let name = unsafe names[Int(candidate.pointee.name)]
            if name.count == count, unsafe Self.equal(name, key) { return unsafe candidate }
            bucket &+= 1
            probes += 1
            // Names that were chosen to hash alike must not make a walk of every look-up. The known
            // ones were there first, a few probes away.
            if probes == Self.probeLimit { return unsafe overflow }
        }
        guard self.count < capacity else { return unsafe overflow }
        let name = unsafe Array(UnsafeBufferPointer(start: key, count: count))
        let entry = unsafe add(name)
        unsafe entry.pointee.flags.insert(.unknown)
        if suffixes.contains(where: {
            name.count >= $0.count && name.suffix($0.count).elementsEqual($0)
        }) {
            unsafe entry.pointee.flags.insert(.recordArray)
        }
        return unsafe entry
    }

    /// As above, for a key that was unescaped.
    func entry(for key: [UInt8]) -> EntryPointer {
        unsafe key.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return unsafe overflow }
            return unsafe entry(for: start, count: bytes.count)
        }
    }

    /// Notes the text that stands between two values, so that it can be guessed next time.
    func learn(
        _ entry: EntryPointer, _ text: UnsafePointer<UInt8>, length: Int, newlines: Int,
        opensString: Bool
    ) {
        guard length <= 64, unsafe entry != overflow else { return }
        var words = SIMD8<UInt64>()
        var masks = SIMD8<UInt64>()
        for index in 0..<length {
            let shift = UInt64(index % 8 * 8)
            unsafe words[index / 8] |= UInt64(text[index]) << shift
            masks[index / 8] |= 0xFF << shift
        }
        unsafe entry.pointee.text = words.lowHalf
        unsafe entry.pointee.mask = masks.lowHalf
        unsafe entry.pointee.tail = words.highHalf
        unsafe entry.pointee.tailMask = masks.highHalf
        unsafe entry.pointee.length = UInt8(length)
        unsafe entry.pointee.newlines = UInt8(newlines)
        if opensString {
            unsafe entry.pointee.flags.insert(.opensString)
        } else {
            unsafe entry.pointee.flags.remove(.opensString)
        }
    }

    /// Stands in, for one value, for an entry whose text around the key cannot be learned (an escaped
    /// key, or too much white space): the same name, with nothing assumed about the value.
    func unlearnedTwin(of entry: EntryPointer) -> EntryPointer {
        unsafe twin.pointee = unsafe entry.pointee
        unsafe twin.pointee.length = 255
        unsafe twin.pointee.mask = SIMD4()
        unsafe twin.pointee.flags.remove(.opensString)
        unsafe twin.pointee.next = unsafe entry.pointee.next
        return unsafe twin
    }

    private func add(_ name: [UInt8]) -> EntryPointer {
        let entry = unsafe entries + count
        unsafe entry.pointee.name = Int32(names.count)
        names.append(name)
        let hash = unsafe name.withUnsafeBufferPointer { bytes in
            // The empty name hashes to 0.
            unsafe bytes.baseAddress.map { unsafe Self.hash($0, bytes.count) } ?? 0
        }
        insert(hash)
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
        for index in 3..<count where unsafe names[Int(entries[index].name)] == name {
            return unsafe entries + index
        }
        return nil
    }

    /// Length and both ends of the key, mixed: enough to tell field names apart, and one multiplication long.
    @inline(__always)
    private static func hash(_ key: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var mixed: UInt64
        if count >= 8 {
            let first = unsafe UnsafeRawPointer(key).loadUnaligned(as: UInt64.self)
            let last = unsafe UnsafeRawPointer(key + (count - 8)).loadUnaligned(as: UInt64.self)
            mixed = first ^ (last &<< 17 | last &>> 47)
        } else {
            mixed = 0
            for index in 0..<count { mixed = unsafe mixed &<< 8 | UInt64(key[index]) }
        }
        mixed = (mixed ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
        return mixed &>> 40
    }

    @inline(__always)
    private static func equal(_ name: [UInt8], _ key: UnsafePointer<UInt8>) -> Bool {
        for index in 0..<name.count where unsafe name[index] != key[index] { return false }
        return true
    }
}
