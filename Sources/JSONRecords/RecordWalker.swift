/// Walks one JSON value: checks every byte of it against RFC 8259 and records where the fields of a
/// record are, in a single pass.
///
/// ADVICE TO WHOEVER CHANGES THIS FILE OR ITS EXTENSIONS This is the hot loop. Bytes, slots and keys are
/// accessed through `ChunkBytes`, `SlotTable` and `LearnedKeys.Key`, which contain the unsafe code;
/// there is none here. The invariants:
/// 1. The payload is followed by `Chunk.padding` zero bytes. NUL is not legal in any state, and it is
///    marked, so every loop stops at the payload's end by itself; no load extends more than 64 bytes past
///    a position that is at most `end`.
/// 2. A fault is reported at the byte that was examined. If that byte is the payload's end, the value is
///    merely incomplete. So bytes are examined in order, and a cut never looks like damage.
/// 3. Slots are relative to the chunk's first byte.
/// 4. The fast path and the slow path accept the same language: any text that matches a learned one has
///    been through the slow path once.
struct RecordWalker: ~Copyable {
    /// The maximum nesting depth of containers, including the record itself.
    static let depthLimit = 128

    /// How a walk ended.
    enum End {
        /// The value ends before this position.
        case complete(Int)
        /// The payload ends inside the value.
        case incomplete
        /// See `fault` and `faultPosition`.
        case fault
        /// The object is an envelope or an element of one: its array's `[` is the byte before this position.
        case array(Int)
        /// The member is an object to descend into: its `{` is the byte before this position.
        case object(Int)
    }

    /// Which arrays end the walk of an object, because they hold records and are streamed.
    enum Watch {
        /// None; those of a page, and arrays of records wherever they occur; arrays of records in an
        /// element of a page; both.
        case nothing, pages, recordArrays, both
    }

    /// Another spelling of a field that was encountered, and where its value is recorded.
    private struct SpelledField {
        var field: UInt8
        var slot: UInt16
    }

    /// A member whose value is a structure.
    struct Structure {
        /// Where its key, or white space before it, starts.
        var key: UInt32
        /// Where its value starts and ends.
        var opening: UInt32
        var end: UInt32
    }

    /// The maximum number of ``structures`` recorded.
    static let structureLimit = 1024

    let keys: LearnedKeys
    private let spares: SpareKeys
    private let slotMemory = SlotMemory()
    var slots: SlotTable {
        @inline(__always) get { slotMemory.table }
    }

    // The results of the last walk.
    var present: UInt128 = 0
    var escaped: UInt128 = 0
    var containers: UInt128 = 0
    var duplicate: UInt128 = 0
    var newlines = 0
    var loneSurrogates = 0
    var fault = JSONFault.syntax
    var faultPosition = 0
    /// What was expected there, for syntax faults.
    var expected = JSONExpectation.value
    /// The name of the array that ended the walk with `.array`.
    var arrayName: Int32 = -1
    /// Whether that array makes its object an envelope.
    var arrayIsOfEnvelope = false
    /// Unknown names, in the order encountered.
    var unknown: [Int32] = []
    /// The first members whose value is an object, or a list that may start with one.
    var structures: ArraySlice<Structure> { structureRoom[..<structureCount] }
    /// Whether an array whose name makes an object a page has no objects.
    var hasEmptyPage = false
    /// Filled anew by each walk, from the start, because emptying a list costs more than filling one.
    private var structureRoom: [Structure] = []
    private var structureCount = 0
    private var spelled: [SpelledField] = []
    /// Distinguishes walks.
    private var walk: UInt32 = 0

    // The walk's surroundings.
    var chunk: ChunkBytes
    var end = 0
    var sawEscape = false

    /// - Parameter chunk: the chunk of the first walk, unless ``prepare(_:)`` sets another.
    init(_ spares: SpareKeys, _ chunk: borrowing Chunk) {
        self.spares = spares
        keys = spares.take()
        self.chunk = chunk.bytes
    }

    deinit {
        spares.giveBack(keys)
    }

    /// Sets the walker's chunk, valid until that is filled again, and forgets the last walk.
    @inline(__always)
    mutating func prepare(_ chunk: ChunkBytes) {
        self.chunk = chunk
        end = chunk.upper
        present = 0
        escaped = 0
        containers = 0
        duplicate = 0
        newlines = 0
        loneSurrogates = 0
        hasEmptyPage = false
        walk &+= 1
        structureCount = 0
        if !unknown.isEmpty { unknown.removeAll(keepingCapacity: true) }
        if !spelled.isEmpty { spelled.removeAll(keepingCapacity: true) }
    }

    /// Walks the object at `start`.
    mutating func walkObject(at start: Int, watching watch: Watch) -> End {
        let chunk = chunk
        var position = start + 1
        var met = MetFields()
        var lines = 0
        var previous = keys.head
        while true {
            // After `{` or `,`. First try the guess: the key that came here last time.
            let start = position
            var key = previous.next
            let flags = key.flags
            let difference = key.difference(from: chunk, at: start)

            // The key with its usual value, and the comma after it.
            if key.hasValue(difference) {
                note(key, flags, in: &met)
                if flags.contains(.isContainer) { containers |= key.bit }
                key.countValue()
                lines &+= key.newlinesWithValue
                position &+= key.lengthWithValue
                note(key, from: start &+ key.valueOffset, to: position &- 1)
                previous = key
                continue
            }

            // The key with the opening quote of a string.
            if flags.contains(.opensString), key.hasText(difference, chunk, at: start) {
                note(key, flags, in: &met)
                lines &+= key.newlines
                let content = start &+ key.length
                let mark = chunk.mark(from: content)
                let isPlainWithComma = chunk.load(UInt16.self, at: mark) == Self.quoteAndComma
                position = isPlainWithComma ? mark &+ 1 : walkStringRest(at: mark, of: key)
                if position < 0 { return ending() }
                if flags.contains(.isWatched) { noteValue(of: key, start, content &- 1, position) }
                note(key, from: content &- 1, to: position)
                previous = key
                if isPlainWithComma {
                    position &+= 1
                    continue
                }
            } else {
                let isInOrder = key.hasText(difference, chunk, at: start)
                if !isInOrder {
                    // The second guess: the key last seen with these first bytes. If keys are in random
                    // order, the processor cannot predict which one comes, so the next position should not
                    // depend on it: a string's end is the fourth mark, whatever the key. Usual values are
                    // not compared, because a misprediction costs more than walking a short value.
                    key = keys.guess(chunk, at: start)
                    if key.flags.contains(.isCompact), key.matches(chunk, at: start) {
                        let mark = chunk.fourthMark(from: start)
                        if chunk.load(UInt16.self, at: mark) == Self.quoteAndComma {
                            note(key, key.flags, in: &met)
                            note(key, from: start &+ key.length &- 1, to: mark &+ 1)
                            previous.next = key
                            previous = key
                            position = mark &+ 2
                            continue
                        }
                    }
                }
                // Any other key, and any other value.
                if isInOrder || key.matches(chunk, at: start) {
                    if !isInOrder { previous.next = key }
                    position &+= key.length
                    lines &+= key.newlines
                } else {
                    switch walkKey(at: start, previous: previous) {
                    case .key(let found, let value, let newlines):
                        key = found
                        position = value
                        lines &+= newlines
                    case .end(let after, let newlines):
                        finish(met, lines &+ newlines)
                        return .complete(after)
                    case .fault:
                        return ending()
                    }
                }
                previous = key
                let flags = key.flags
                note(key, flags, in: &met)

                let opening: Int
                if flags.contains(.opensString) {
                    opening = position &- 1
                    position = walkStringRest(at: chunk.mark(from: position), of: key)
                } else {
                    // White space beyond what was learned.
                    if chunk[position] <= 0x20 { position = skipSpace(at: position) }
                    opening = position
                    if chunk[position] == UInt8(ascii: "["), !flags.isDisjoint(with: .arrays) {
                        switch elements(behind: position) {
                        case .objects:
                            guard Self.endsWalk(flags, watch) else { break }
                            // Nothing walks the value, and what the slot has is of an earlier object.
                            note(key, from: position, to: position)
                            finish(met, lines)
                            arrayName = key.name
                            arrayIsOfEnvelope = flags.contains(.envelopeArray)
                            return .array(position + 1)
                        case .unknown:
                            miss(.value, at: end)
                            return ending()
                        case .nothing: hasEmptyPage = true
                        case .scalars: break
                        }
                    }
                    position = walkValue(at: position, of: key, keyAt: start)
                }
                if position < 0 { return ending() }
                if isInOrder, flags.contains(.isWatched) {
                    noteValue(of: key, start, opening, position)
                }
                note(key, from: opening, to: position)
            }

            // After the value.
            if chunk[position] == UInt8(ascii: ",") {
                position &+= 1
                continue
            }
            if chunk[position] <= 0x20 { position = skipSpace(at: position) }
            if chunk[position] == UInt8(ascii: ",") {
                position &+= 1
            } else if chunk[position] == UInt8(ascii: "}") {
                finish(met, lines)
                return .complete(position &+ 1)
            } else {
                miss(.commaOrBrace, at: position)
                return ending()
            }
        }
    }

    /// Records that a key was encountered.
    @inline(__always)
    private mutating func note(
        _ key: LearnedKeys.Key, _ flags: LearnedKeys.Flags, in met: inout MetFields
    ) {
        met.note(key.vectorBit)
        if !flags.isDisjoint(with: [.unknown, .spelling]) { noteOddName(key, flags) }
    }

    /// Records a name that is not a field's own.
    @inline(never)
    private mutating func noteOddName(_ key: LearnedKeys.Key, _ flags: LearnedKeys.Flags) {
        guard flags.contains(.spelling) else {
            unknown.append(key.name)
            return
        }
        // The same name twice is a duplicate, as with a field's own.
        if key.walk == walk { duplicate |= 1 << UInt128(key.field) }
        key.walk = walk
        spelled.append(SpelledField(field: key.field, slot: key.slot))
    }

    /// Stores what was counted on the way, at the end of a walk.
    @inline(__always)
    private mutating func finish(_ met: MetFields, _ lines: Int) {
        present = met.all
        duplicate |= met.duplicates
        newlines &+= lines
        if !spelled.isEmpty { takeSpellings() }
        if containers != 0 { takeExtendedValues() }
    }

    // MARK: Other spellings

    /// Sets the value of each field that was encountered in other spellings: that of its own name, else
    /// that of the first spelling with a value.
    @inline(never)
    private mutating func takeSpellings() {
        for other in spelled {
            let slot = slots[other.slot]
            let text = chunk.text(at: Int(slot.offset), length: Int(slot.length))
            let bit: UInt128 = 1 << UInt128(other.field)
            let rank = Self.rank(text)
            if present & bit != 0 {
                let known = slots[other.field]
                let knownText = chunk.text(at: Int(known.offset), length: Int(known.length))
                if rank <= Self.rank(knownText) { continue }
            } else if rank == 0 {
                continue
            }
            slots[other.field] = slot
            present |= bit
            let isContainer = text.isArray || text.isObject
            containers = isContainer ? containers | bit : containers & ~bit
            escaped = text.contains(UInt8(ascii: "\\")) ? escaped | bit : escaped & ~bit
        }
    }

    /// How meaningful a value is: empty; the text that some writers use for empty; a real value.
    private static func rank(_ text: JSONText) -> Int {
        text.isEmpty ? 0 : text.count == 6 && text.equals("\"null\"") ? 1 : 2
    }

    // MARK: Extended values

    /// MongoDB's extended JSON writes dates and numbers as `{"$date":…}`, `{"$numberLong":"…"}` and
    /// `{"$numberInt":"…"}`; such a value is read as the value it contains. (MongoDB Extended JSON v2,
    /// canonical and relaxed.)
    @inline(never)
    private mutating func takeExtendedValues() {
        var rest = containers
        while rest != 0 {
            let field = UInt8(truncatingIfNeeded: rest.trailingZeroBitCount)
            rest &= rest &- 1
            let slot = slots[field]
            let text = chunk.text(at: Int(slot.offset), length: Int(slot.length))
            guard let plain = Self.plainRange(of: text) else { continue }
            slots[field] = Slot(
                offset: slot.offset &+ UInt32(truncatingIfNeeded: plain.lowerBound),
                length: UInt32(truncatingIfNeeded: plain.count))
            containers &= ~(1 << UInt128(field))
        }
    }

    /// The position of the plain value in an extended one; nil for any other container.
    private static func plainRange(of text: JSONText) -> Range<Int>? {
        guard text.isObject else { return nil }
        var members = JSONChildren(of: text)
        guard let (key, start) = members.next(), let key,
            key.equals("$date") || key.equals("$numberLong") || key.equals("$numberInt")
        else { return nil }
        let end = text.end(ofValueAt: start)
        members.skip(to: end)
        guard members.next() == nil else { return nil }
        let value = text[start..<end]
        if value.isArray { return nil }
        guard value.isObject else { return start..<end }
        guard let inner = plainRange(of: value) else { return nil }
        return (start + inner.lowerBound)..<(start + inner.upperBound)
    }

    /// Records the position of a value.
    @inline(__always)
    private func note(_ key: LearnedKeys.Key, from opening: Int, to end: Int) {
        slots[key.slot] = Slot(
            offset: UInt32(truncatingIfNeeded: opening),
            length: UInt32(truncatingIfNeeded: end &- opening))
    }

    /// Lets a key learn its value, which differs from the learned one.
    ///
    /// - Parameters:
    ///   - start: where the key's text starts.
    ///   - opening: where the value starts, and `end` where it ends.
    private func noteValue(of key: LearnedKeys.Key, _ start: Int, _ opening: Int, _ end: Int) {
        // Including the byte after it, which is NUL at the payload's end, where nothing is learned.
        guard end < self.end else { return }
        key.noteValue(
            chunk.text(at: start, length: end &- start &+ 1), valueOffset: opening &- start)
    }

    /// Walks the rest of a string, whose opening quote was learned with its key, from the first
    /// non-plain byte.
    /// - Returns: the position after it, or -1 after a fault.
    @inline(__always)
    private mutating func walkStringRest(at mark: Int, of key: LearnedKeys.Key) -> Int {
        if chunk[mark] == UInt8(ascii: "\"") { return mark &+ 1 }
        sawEscape = false
        let end = walkStringRest(at: mark)
        if end < 0 { return -1 }
        if sawEscape { escaped |= key.bit }
        return end &+ 1
    }

    /// Walks any value of a key. - Returns: the position after it, or -1 after a fault.
    @inline(__always)
    private mutating func walkValue(
        at start: Int, of key: LearnedKeys.Key, keyAt keyStart: Int
    ) -> Int {
        let first = chunk[start]
        // An object, or a list that may start with one, may contain records.
        var isStructure = false
        if first == UInt8(ascii: "[") {
            containers |= key.bit
            let next = chunk[start &+ 1]
            isStructure = next == UInt8(ascii: "{") || next <= 0x20
        } else if first == UInt8(ascii: "{") {
            containers |= key.bit
            isStructure = true
        }
        sawEscape = false
        let end = walkValue(at: start)
        if sawEscape { escaped |= key.bit }
        if isStructure { noteStructure(keyStart, start, end) }
        return end
    }

    @inline(never)
    private mutating func noteStructure(_ key: Int, _ opening: Int, _ end: Int) {
        guard end >= 0, structureCount < Self.structureLimit else { return }
        let structure = Structure(
            key: UInt32(truncatingIfNeeded: key), opening: UInt32(truncatingIfNeeded: opening),
            end: UInt32(truncatingIfNeeded: end))
        if structureCount < structureRoom.count {
            structureRoom[structureCount] = structure
        } else {
            structureRoom.append(structure)
        }
        structureCount += 1
    }

    /// Whether an array under a key with these flags holds records.
    @inline(__always)
    static func endsWalk(_ flags: LearnedKeys.Flags, _ watch: Watch) -> Bool {
        switch watch {
        case .nothing: false
        case .pages: !flags.isDisjoint(with: [.envelopeArray, .anywhere])
        case .recordArrays: flags.contains(.recordArray)
        case .both: !flags.isDisjoint(with: [.envelopeArray, .recordArray])
        }
    }

    /// The content of an array that may make its object a page.
    enum Elements {
        case nothing
        /// Only strings, numbers and literals: no page has such a list.
        case scalars
        /// Contains an object or a list, or something broken.
        case objects
        /// The deciding bytes have not arrived yet.
        case unknown
    }

    /// The content of the array whose `[` is at `bracket`.
    func elements(behind bracket: Int) -> Elements {
        var position = bracket + 1
        var result = Elements.nothing
        while true {
            while RecordReader.isWhiteSpace(chunk[position]) { position += 1 }
            guard position < end else { return .unknown }
            switch chunk[position] {
            case UInt8(ascii: "]"): return result
            case UInt8(ascii: ",") where result == .scalars: position += 1
            case UInt8(ascii: "\""):
                position += 1
                while chunk[position] != UInt8(ascii: "\""), chunk[position] >= 0x20 {
                    position += chunk[position] == UInt8(ascii: "\\") ? 2 : 1
                    if position >= end { return .unknown }
                }
                guard position < end else { return .unknown }
                guard chunk[position] == UInt8(ascii: "\"") else { return .objects }
                position += 1
                result = .scalars
            case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "E"):
                position += 1
                result = .scalars
            default: return .objects
            }
        }
    }

    /// The meaning of the last failing step: damage, or just the end of the payload.
    func ending() -> End { faultPosition >= end && fault != .depth ? .incomplete : .fault }

    /// Records a fault at the byte that was examined; the caller gives up.
    @discardableResult
    mutating func fail(_ reason: JSONFault, at position: Int) -> Int {
        fault = reason
        faultPosition = position
        return -1
    }

    /// As above, if something other than `expectation` was found.
    @discardableResult
    mutating func miss(_ expectation: JSONExpectation, at position: Int) -> Int {
        expected = expectation
        return fail(.syntax, at: position)
    }

    /// Skips white space and counts its line ends.
    mutating func skipSpace(at start: Int) -> Int {
        var position = start
        while true {
            switch chunk[position] {
            case 0x20, 0x09, 0x0D: position &+= 1
            case 0x0A:
                position &+= 1
                newlines &+= 1
            default: return position
            }
        }
    }
}
