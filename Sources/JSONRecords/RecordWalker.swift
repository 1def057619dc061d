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
        var seen: UInt128 = 0
        var lines = 0
        var previous = keys.head
        var isFirst = true
        while true {
            // Behind `{` or `,`: the key and what stands around it.
            let start = position
            var key = previous.next
            var match = key.match(chunk, at: position)
            let isInOrder = match != .nothing
            if !isInOrder {
                // Where keys come in no order, nobody can foresee whose value will be compared, and a
                // wrong guess costs more than the walk of a short value.
                key = keys.guess(chunk, at: position)
                if key.matches(chunk, at: position) {
                    match = .text
                    previous.next = key
                }
            }
            switch match {
            case .textAndValue:
                position &+= key.lengthWithValue
                lines &+= key.newlinesWithValue
            case .text:
                position &+= key.length
                lines &+= key.newlines
            case .nothing:
                switch walkKey(at: position, previous: previous, isFirst: isFirst) {
                case .key(let found, let value, let newlines):
                    key = found
                    position = value
                    lines &+= newlines
                case .end(let after, let newlines):
                    present = seen
                    self.newlines &+= lines &+ newlines
                    return .complete(after)
                case .fault:
                    return ending()
                }
            }
            previous = key
            isFirst = false

            duplicate |= seen & key.bit
            seen |= key.bit
            let flags = key.flags
            if flags.contains(.unknown) { unknown.append(key.name) }

            // The value.
            let opening: Int
            if match == .textAndValue {
                opening = start &+ key.valueOffset
                key.countValue()
                if flags.contains(.isContainer) { containers |= key.bit }
            } else if flags.contains(.opensString) {
                opening = position &- 1
                position = walkOpenString(at: position, of: key)
                if position < 0 { return ending() }
            } else {
                // White space beyond what was learned.
                if chunk[position] <= 0x20 { position = skipSpace(at: position) }
                opening = position
                if chunk[position] == UInt8(ascii: "["), Self.endsWalk(flags, watch) {
                    present = seen
                    newlines &+= lines
                    arrayName = key.name
                    arrayIsOfEnvelope = flags.contains(.envelopeArray)
                    return .array(position + 1)
                }
                position = walkValue(at: position, of: key)
                if position < 0 { return ending() }
            }
            if match == .text, isInOrder, flags.contains(.isWatched) {
                key.noteValue(
                    chunk.text(at: start, length: position &- start), valueOffset: opening &- start)
            }
            slots[key.slot] = Slot(
                offset: UInt32(truncatingIfNeeded: opening),
                length: UInt32(truncatingIfNeeded: position &- opening))

            // Behind the value.
            if chunk[position] == UInt8(ascii: ",") {
                position &+= 1
                continue
            }
            if chunk[position] <= 0x20 { position = skipSpace(at: position) }
            if chunk[position] == UInt8(ascii: ",") {
                position &+= 1
            } else if chunk[position] == UInt8(ascii: "}") {
                present = seen
                newlines &+= lines
                return .complete(position &+ 1)
            } else {
                miss(.commaOrBrace, at: position)
                return ending()
            }
        }
    }

    /// Walks the rest of a string, whose opening quote was learned with its key.
    /// - Returns: the position behind it, or -1 after a fault.
    @inline(__always)
    private mutating func walkOpenString(at start: Int, of key: LearnedKeys.Key) -> Int {
        let close = Self.skipPlain(chunk, start)
        if chunk[close] == UInt8(ascii: "\"") { return close &+ 1 }
        sawEscape = false
        let end = walkStringRest(at: close)
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
