/// Walks one JSON value: checks every byte of it against RFC 8259 and notes where the fields of a
/// record stand, in a single pass.
///
/// ADVICE TO WHOEVER CHANGES THIS FILE OR ITS EXTENSIONS
/// This is the hot loop. Bytes, slots and keys are reached through `ChunkBytes`, `SlotTable` and
/// `LearnedKeys.Key`, which hold the unsafe code; here is none. The invariants:
/// 1. The payload is followed by `Chunk.padding` zero bytes. NUL is legal in no state, so every loop
///    stops at the payload's end by itself; no load reaches further than 64 bytes past a position
///    that is at most `end`.
/// 2. A fault is reported at the byte that was examined. When that byte is the payload's end, the
///    value is merely incomplete: so bytes are examined in order, and a cut never looks like damage.
/// 3. Slots are relative to the chunk's first byte.
/// 4. The fast path and the careful path accept the same language: what the learned text matches has
///    been through the careful path once.
struct RecordWalker: ~Copyable {
    /// Containers inside each other, the record itself included, that are still walked.
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
    }

    /// Which arrays end the walk of an object, because they hold records and are streamed.
    enum Watch {
        case nothing, envelopeArrays, recordArrays, both
    }

    let keys: LearnedKeys
    private let spares: SpareKeys
    let slots = SlotTable.allocate()

    // What the last walk found.
    var present: UInt128 = 0
    var escaped: UInt128 = 0
    var containers: UInt128 = 0
    var duplicate: UInt128 = 0
    var newlines = 0
    var loneSurrogates = 0
    var fault = JSONFault.syntax
    var faultPosition = 0
    /// What should have stood there, for faults of syntax.
    var expected = JSONExpectation.value
    /// The name of the array that ended the walk with `.array`.
    var arrayName: Int32 = -1
    /// That array makes its object an envelope.
    var arrayIsOfEnvelope = false
    /// Names that no table knows, in the order met.
    var unknown: [Int32] = []

    // The walk's surroundings.
    var chunk: ChunkBytes
    var end = 0
    var sawEscape = false

    /// - Parameter chunk: where the first walk will be, unless ``prepare(_:)`` names another.
    init(_ spares: SpareKeys, _ chunk: borrowing Chunk) {
        self.spares = spares
        keys = spares.take()
        self.chunk = chunk.bytes
    }

    deinit {
        slots.deallocate()
        spares.giveBack(keys)
    }

    /// Points the walker at a chunk, until that is filled again, and forgets the last walk.
    mutating func prepare(_ chunk: borrowing Chunk) {
        self.chunk = chunk.bytes
        end = chunk.upper
        present = 0
        escaped = 0
        containers = 0
        duplicate = 0
        newlines = 0
        loneSurrogates = 0
        if !unknown.isEmpty { unknown.removeAll(keepingCapacity: true) }
    }

    /// Walks the object that begins at `start`.
    mutating func walkObject(at start: Int, watching watch: Watch) -> End {
        let chunk = chunk
        var position = start + 1
        var met = MetFields()
        var lines = 0
        var previous = keys.head
        while true {
            // Behind `{` or `,`. First what a guess says: the key that came here last time.
            let start = position
            var key = previous.next
            let flags = key.flags
            let difference = key.difference(from: chunk, at: start)

            // The key with the value that it usually has, and the comma behind it.
            if flags.contains(.repeats), key.hasValue(difference) {
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
                let mark = Self.skipPlain(chunk, content)
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
                // Any other key, and any other value.
                let isInOrder = key.hasText(difference, chunk, at: start)
                if !isInOrder { key = keys.guess(chunk, at: start) }
                if isInOrder || key.matches(chunk, at: start) {
                    // Where keys come in no order, nobody can foresee whose value will be compared, and a
                    // wrong guess costs more than the walk of a short value.
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
                    position = walkStringRest(at: Self.skipPlain(chunk, position), of: key)
                } else {
                    // White space beyond what was learned.
                    if chunk[position] <= 0x20 { position = skipSpace(at: position) }
                    opening = position
                    if chunk[position] == UInt8(ascii: "["), Self.endsWalk(flags, watch) {
                        finish(met, lines)
                        arrayName = key.name
                        arrayIsOfEnvelope = flags.contains(.envelopeArray)
                        return .array(position + 1)
                    }
                    position = walkValue(at: position, of: key)
                }
                if position < 0 { return ending() }
                if isInOrder, flags.contains(.isWatched) {
                    noteValue(of: key, start, opening, position)
                }
                note(key, from: opening, to: position)
            }

            // Behind the value.
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

    /// Notes that a key was met.
    @inline(__always)
    private mutating func note(
        _ key: LearnedKeys.Key, _ flags: LearnedKeys.Flags, in met: inout MetFields
    ) {
        met.note(key.vectorBit)
        if flags.contains(.unknown) { unknown.append(key.name) }
    }

    /// Notes what was counted on the way, at the end of a walk.
    private mutating func finish(_ met: MetFields, _ lines: Int) {
        present = met.all
        duplicate |= met.duplicates
        newlines &+= lines
    }

    /// Notes where a value stands.
    @inline(__always)
    private func note(_ key: LearnedKeys.Key, from opening: Int, to end: Int) {
        slots[key.slot] = Slot(
            offset: UInt32(truncatingIfNeeded: opening),
            length: UInt32(truncatingIfNeeded: end &- opening))
    }

    /// Lets a key learn its value, which is another than the learned one.
    ///
    /// - Parameters:
    ///   - start: where the key's text begins.
    ///   - opening: where the value begins, and `end` where it ends.
    private func noteValue(of key: LearnedKeys.Key, _ start: Int, _ opening: Int, _ end: Int) {
        // With what stands behind it: NUL at the payload's end, where nothing is learned.
        guard end < self.end else { return }
        key.noteValue(
            chunk.text(at: start, length: end &- start &+ 1), valueOffset: opening &- start)
    }

    /// Walks the rest of a string, whose opening quote was learned with its key, from the first byte
    /// that is not plain.
    /// - Returns: the position behind it, or -1 after a fault.
    @inline(__always)
    private mutating func walkStringRest(at mark: Int, of key: LearnedKeys.Key) -> Int {
        if chunk[mark] == UInt8(ascii: "\"") { return mark &+ 1 }
        sawEscape = false
        let end = walkStringRest(at: mark)
        if end < 0 { return -1 }
        if sawEscape { escaped |= key.bit }
        return end &+ 1
    }

    /// Walks any value of a key. - Returns: the position behind it, or -1 after a fault.
    @inline(__always)
    private mutating func walkValue(at start: Int, of key: LearnedKeys.Key) -> Int {
        let first = chunk[start]
        if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") { containers |= key.bit }
        sawEscape = false
        let end = walkValue(at: start)
        if sawEscape { escaped |= key.bit }
        return end
    }

    /// Whether an array under a key with these flags holds records.
    @inline(__always)
    private static func endsWalk(_ flags: LearnedKeys.Flags, _ watch: Watch) -> Bool {
        switch watch {
        case .nothing: false
        case .envelopeArrays: flags.contains(.envelopeArray)
        case .recordArrays: flags.contains(.recordArray)
        case .both: !flags.isDisjoint(with: [.envelopeArray, .recordArray])
        }
    }

    /// Where the value in a slot stands, for a field that is present.
    func range(inSlot number: UInt8) -> Range<Int> {
        let slot = slots[number]
        return Int(slot.offset)..<Int(slot.offset + slot.length)
    }

    /// What the last failing step means: damage, or just the end of the payload.
    func ending() -> End { faultPosition >= end && fault != .depth ? .incomplete : .fault }

    /// Notes a fault at the byte that was examined; the caller gives up.
    @discardableResult
    mutating func fail(_ reason: JSONFault, at position: Int) -> Int {
        fault = reason
        faultPosition = position
        return -1
    }

    /// As above, where something else than `expectation` was found.
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
