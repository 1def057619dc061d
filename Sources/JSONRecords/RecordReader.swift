/// Cuts a stream of bytes into records and broken pieces (SPEC 3).
///
/// An input is a sequence of values: records, arrays of records, and envelopes whose first array
/// holds records, or elements that hold them one array further in. Only the value at hand is in
/// memory, so arrays and envelopes may be of any size.
///
/// The reader does no input of its own: it asks for bytes with `.needsBytes`, and the caller fills
/// it. What it hands out is valid until it is asked for the next event.
package struct RecordReader: ~Copyable {
    package enum Event {
        /// `record` holds an object that should be a record.
        case record
        /// `broken` holds a span that is none.
        case broken
        /// A comma stood between two values.
        case separatorComma
        /// An envelope without records told of a failure: see `failureText`.
        case envelopeFailure
        /// Call `fill`, or `finish` at the end of the input.
        case needsBytes
        /// `record` holds an object that stood at the end of a line, behind a time or a priority.
        case prefixedRecord
        /// Everything was read.
        case end
    }

    /// What the elements of an array are.
    enum ArrayRole {
        /// Records, pages and wrappers, as at the top.
        case values
        /// Records, and objects with arrays of records: the array that makes an object a page.
        case page
        /// Records of the kind that the array's name says.
        case records
    }

    /// Where the reader stands between two values.
    enum State {
        case top
        /// In an array. `needsValue` after a comma.
        case array(ArrayRole, afterValue: Bool, needsValue: Bool)
        /// In an object that is read member by member: at its first member, or behind one.
        case head, tail
        /// In a broken piece, looking for the line that ends it.
        case resynchronising
        /// Behind a broken piece that stood in an array, which may go on.
        case resuming
        case finished
    }

    /// An object that is read member by member, because what an array in it holds is streamed.
    struct OpenObject {
        enum Role {
            /// A page, or what stands around one.
            case page
            /// An element of a page.
            case element
            /// A large object on the way to an array in it, and nothing in it was read yet.
            case large(Place)
        }

        var role: Role
        /// Where the reader goes on behind it.
        var container: State
        /// Bytes of ``RecordReader/wrapperPath`` outside of it.
        var pathLength: Int
    }

    var chunk: Chunk
    var walker: RecordWalker
    let limit: Int
    var state = State.top
    var line: UInt64 = 1
    /// Where the line begins that a line end between two tokens was met before.
    var lineStart: UInt64 = 0
    var isAtEnd = false
    /// A value longer than this many bytes is tried again only when it has grown to it.
    var retryCount = 0
    var commaIsAllowed = true
    /// The objects around what is read, the innermost last.
    var openObjects: [OpenObject] = []
    /// An array of the page at hand was entered.
    var envelopeHasBegun = false
    var recordsInEnvelope = 0
    /// Where the values begin, in the input, that lead to the array of a large object.
    var streamPath: [UInt64] = []
    /// The members that lead to the array that is streamed: `hits.hits[]`; empty for a page's.
    package internal(set) var wrapperPath: [UInt8] = []
    /// The value at hand is large, was looked through, and holds no array to stream.
    var isLargeRecord = false
    /// The name of the array that made the envelope at hand one.
    var envelopeArray: [UInt8] = []
    var failures: [UInt8] = []
    /// The array that the broken piece at hand stands in.
    var interruption: InterruptedArray?
    /// Line ends at the end of what a broken piece took: they belong to it only if more of it follows.
    var pendingLineEnds: UInt64 = 0
    /// The broken piece at hand is text and not JSON that was cut, so a line with a prefix ends it, too.
    var endsAtPrefix = false
    /// Bytes of the value that the last event handed out; consumed at the next one.
    private(set) var pendingEnd: Int?

    /// The last broken piece.
    package internal(set) var broken: BrokenPiece
    /// Where the last record stands.
    package internal(set) var place = Place(line: 1, offset: 0)
    /// What the failed envelope said, as JSON text, at most 4 KiB of it; and where the envelope ended.
    package internal(set) var failureText: [UInt8] = []
    /// The name of the envelope's array that the records are in: `clickLogs`, or nil outside of one.
    package internal(set) var arrayName: [UInt8]?
    /// Changes whenever `arrayName` does.
    package internal(set) var arrayOrdinal = 0
    /// True for an element of an envelope's first array itself.
    package internal(set) var isEnvelopeElement = false
    /// How many envelopes were opened so far.
    package internal(set) var envelopeOrdinal = 0
    /// Reads an object at the end of a line that begins with a time or a priority.
    package var takesPrefixes = false
    /// True once anything but white space was met.
    package private(set) var sawContent = false
    var recordEnd = 0
    var recordStart = 0

    /// - Parameters:
    ///   - table: the names to know.
    ///   - limit: bytes that one record may have.
    ///   - chunkBytes: how much is read at once.
    package init(_ table: FieldTable, limit: Int, chunkBytes: Int = 256 << 10) {
        self.init(SpareKeys(table), limit: limit, chunkBytes: chunkBytes)
    }

    /// Objects of more bytes are looked through for an array to stream.
    static let largeBytes = 1 << 20

    /// As above, for one of many readers that know the same names.
    package init(_ spares: SpareKeys, limit: Int, chunkBytes: Int = 256 << 10) {
        let capacity = max(chunkBytes, 256)
        // A record up to the limit, what is looked at behind it, and room to read.
        chunk = Chunk(capacity: capacity, maximum: limit + Self.spaceLimit + capacity)
        walker = RecordWalker(spares, chunk)
        self.limit = limit
        broken = BrokenPiece(
            fault: .syntax, place: Place(line: 1, offset: 0), length: 0, faultOffset: 0, found: nil,
            raw: [])
    }

    // MARK: Bytes in

    /// Lets `read` write more of the input into the chunk.
    /// - Parameter limit: how many bytes there is room for at most, from 1.
    /// - Returns: how many bytes came. 0 is the end of the input.
    package mutating func fill<Failure: Error>(
        atMost limit: Int = .max, _ read: (inout MutableRawSpan) throws(Failure) -> Int
    ) throws(Failure) -> Int {
        pendingEnd.map { chunk.consume(to: $0) }
        pendingEnd = nil
        let count = try chunk.fill(atMost: limit, read)
        if count == 0 { isAtEnd = true }
        return count
    }

    /// Takes `bytes`, or the first of them.
    /// - Parameter bytes: not empty.
    /// - Returns: how many were taken, from 1.
    package mutating func fill(_ bytes: ArraySlice<UInt8>) -> Int {
        fill { (room: inout MutableRawSpan) -> Int in
            let count = min(bytes.count, room.byteCount)
            for (index, byte) in bytes.prefix(count).enumerated() {
                room.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
            }
            return count
        }
    }

    /// Begins anew with a text as the whole input.
    ///
    /// - Parameter text: of a record that another reader holds: an object or an array, or a string that
    ///   stands for one.
    mutating func begin(_ text: JSONText) {
        reset()
        if text.isString { chunk.unescape(text.content) } else { chunk.copy(text) }
        isAtEnd = true
    }

    /// Begins anew with the same text.
    mutating func rewind() {
        reset()
        chunk.rewind()
    }

    private mutating func reset() {
        pendingEnd = nil
        state = .top
        line = 1
        lineStart = 0
        retryCount = 0
        commaIsAllowed = true
        interruption = nil
        failures = []
        sawContent = false
        setArrayName(nil)
        leaveObjects()
    }

    /// Says that no more bytes will come.
    package mutating func finish() { isAtEnd = true }

    /// Gives the memory back. Nothing is read any more; what was handed out is void.
    package mutating func close() {
        state = .finished
        pendingEnd = nil
        chunk = Chunk(capacity: 0, maximum: 0)
        broken.raw = []
    }

    /// How many names that no table knows are told apart; see ``name(ofUnknown:)``.
    package static var unknownLimit: Int { LearnedKeys.unknownLimit }

    /// Bytes that were read and not yet consumed, at most `count` of them.
    package func peek(_ count: Int) -> [UInt8] {
        chunk.bytes(chunk.lower..<min(chunk.upper, chunk.lower + count))
    }

    // MARK: Ranges

    /// Nothing is open, and every byte that came was told of: whoever begins to read here finds what
    /// would be found next.
    package var isBetweenValues: Bool {
        guard case .top = state else { return false }
        return chunk.count == 0 && pendingEnd == nil && commaIsAllowed && retryCount == 0
    }

    /// Goes on at `offset`, where a line begins, behind what another reader has read.
    ///
    /// - Parameter lines: line ends on the way.
    package mutating func move(to offset: UInt64, lines: UInt64) {
        precondition(isBetweenValues, "what is open would be lost")
        chunk.move(to: offset)
        line += lines
        lineStart = offset
        sawContent = sawContent || lines > 0
    }

    /// Line ends that were read since the first line began.
    package var linesRead: UInt64 { line - 1 }

    /// Meets the names that another reader met, in the same order.
    ///
    /// - Returns: false when one of the two had no room for all of them: then it matters who met what
    ///   first, and only who reads everything can tell.
    package mutating func meetNames(of other: borrowing RecordReader) -> Bool {
        walker.keys.meetNames(of: other.walker.keys)
    }

    /// The number of a name that no table knows, once ``meetNames(of:)`` has met it.
    package mutating func number(ofUnknown name: [UInt8]) -> Int32 { walker.keys.key(name).name }

    // MARK: Events out

    /// Goes on to the next thing there is to tell.
    package mutating func next() -> Event {
        if let end = pendingEnd {
            chunk.consume(to: end)
            pendingEnd = nil
        }
        while true {
            if let event = step() { return event }
        }
    }

    /// One step of the state machine; nil when there is nothing to tell yet.
    @inline(__always)
    private mutating func step() -> Event? {
        switch state {
        case .resynchronising: return resynchronise()
        case .finished: return .end
        default: break
        }
        guard let byte = nextByte() else {
            guard isAtEnd else { return .needsBytes }
            switch state {
            case .top, .resuming:
                state = .finished
                return .end
            default: break
            }
            // The input ends inside an array or an envelope.
            breakPiece(.truncated, at: chunk.upper, from: chunk.lower)
            return nil
        }
        switch state {
        case .top: return stepTop(byte)
        case .array(let role, let afterValue, let needsValue):
            return stepArray(byte, afterValue, needsValue, watching: Self.watch(in: role))
        case .head: return stepHead(byte)
        case .tail: return stepTail(byte)
        case .resuming: return stepResuming(byte)
        case .resynchronising, .finished: return nil
        }
    }

    /// Which arrays end the walk of an element.
    @inline(__always)
    private static func watch(in role: ArrayRole) -> RecordWalker.Watch {
        switch role {
        case .values: .pages
        case .page: .recordArrays
        case .records: .nothing
        }
    }

    /// Skips white space; the byte that comes then, not consumed, or nil at the end of the payload.
    @inline(__always)
    private mutating func nextByte() -> UInt8? {
        var position = chunk.lower
        while true {
            switch chunk[position] {
            case 0x20, 0x09, 0x0D: position &+= 1
            case 0x0A:
                position &+= 1
                line &+= 1
                lineStart = chunk.offset &+ UInt64(truncatingIfNeeded: position)
            default:
                chunk.consume(to: position)
                return position < chunk.upper ? chunk[position] : nil
            }
        }
    }

    private mutating func stepTop(_ byte: UInt8) -> Event? {
        switch byte {
        case UInt8(ascii: ",") where commaIsAllowed:
            sawContent = true
            commaIsAllowed = false
            chunk.consume(to: chunk.lower + 1)
            return .separatorComma
        case UInt8(ascii: "["):
            sawContent = true
            commaIsAllowed = true
            chunk.consume(to: chunk.lower + 1)
            state = .array(.values, afterValue: false, needsValue: false)
            return nil
        case 0xEF where isByteOrderMark():
            if chunk.count < 3 {
                if !isAtEnd { return .needsBytes }
                break
            }
            chunk.consume(to: chunk.lower + 3)  // a mark between values comes from joined files
            lineStart = chunk.position
            return nil
        default: break
        }
        sawContent = true
        commaIsAllowed = true
        if byte != UInt8(ascii: "{"), takesPrefixes, chunk.position == lineStart,
            Self.mayBeginPrefix(byte)
        {
            return stepLine(byte)
        }
        return walkValue(byte, watching: .pages)
    }

    /// True when the bytes at hand are the UTF-8 byte-order mark, or the beginning of one.
    private func isByteOrderMark() -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        for index in 0..<min(3, chunk.count)
        where chunk[chunk.lower + index] != mark[index] {
            return false
        }
        return chunk.count >= 3 || !isAtEnd
    }

    // MARK: Values

    /// Walks the value that begins at the first byte not consumed.
    @inline(__always)
    mutating func walkValue(_ byte: UInt8, watching watch: RecordWalker.Watch) -> Event? {
        if chunk.count < retryCount, !isAtEnd { return .needsBytes }
        let start = chunk.lower
        walker.prepare(chunk)
        let ending: RecordWalker.End
        if byte == UInt8(ascii: "{") {
            ending = walker.walkObject(at: start, watching: watch)
        } else {
            let after = walker.walkValue(at: start)
            // A number at the payload's end may go on.
            let mayGoOn = after == chunk.upper && !isAtEnd
            ending = after < 0 ? walker.ending() : mayGoOn ? .incomplete : .complete(after)
        }
        switch ending {
        case .complete(let after) where after - start <= min(limit, Self.largeBytes):
            if case .resuming = state, !resume(behind: after) { return .needsBytes }
            retryCount = 0
            return complete(byte, start: start, end: after)
        case .array(let after) where after - start <= min(limit, Self.largeBytes):
            retryCount = 0
            openArray(start: start, end: after)
            return nil
        default: return endLargeValue(ending, byte, start: start)
        }
    }

    /// What ``walkValue(_:watching:)`` does about a value that is large, has a fault, or has not come whole.
    @inline(never)
    private mutating func endLargeValue(
        _ ending: RecordWalker.End, _ byte: UInt8, start: Int
    ) -> Event? {
        let reach =
            switch ending {
            case .complete(let after), .array(let after), .object(let after): after
            case .fault: walker.faultPosition
            case .incomplete: chunk.upper
            }
        // Asked of every large value, wherever its bytes were cut when they came.
        if reach - start > min(limit, Self.largeBytes), beginStream(at: start) { return nil }
        switch ending {
        case .complete(let after) where after - start <= limit:
            if case .resuming = state, !resume(behind: after) { return .needsBytes }
            retryCount = 0
            return complete(byte, start: start, end: after)
        case .array(let after) where after - start <= limit:
            retryCount = 0
            isLargeRecord = false
            openArray(start: start, end: after)
            return nil
        case .complete, .array, .object:
            breakPiece(.recordBytes, at: start + limit, from: start)
        case .fault where walker.faultPosition - start < limit:
            breakPiece(from: start)
        case .fault:
            breakPiece(.recordBytes, at: start + limit, from: start)
        case .incomplete:
            if chunk.count > limit {
                breakPiece(.recordBytes, at: start + limit, from: start)
            } else if isAtEnd {
                breakPiece(.truncated, at: chunk.upper, from: start)
            } else {
                retryCount = chunk.count < 64 << 10 ? 0 : chunk.count * 2
                retryCount = min(retryCount, limit + 1)
                return .needsBytes
            }
        }
        retryCount = 0
        return nil
    }

    mutating func complete(_ byte: UInt8, start: Int, end: Int) -> Event? {
        place = Place(line: line, offset: chunk.offset + UInt64(start))
        line &+= UInt64(walker.newlines)
        isLargeRecord = false
        isEnvelopeElement = false
        if case .array(let role, _, _) = state {
            if case .page = role { isEnvelopeElement = true }
            state = .array(role, afterValue: true, needsValue: false)
        }
        guard byte == UInt8(ascii: "{") else {
            fillBroken(.notObject, start: start, end: end)
            pendingEnd = end
            return .broken
        }
        recordStart = start
        recordEnd = end
        if isEnvelopeElement, isEmptyObject(start, end) {
            chunk.consume(to: end)  // an element without any array of records holds none
            return nil
        }
        pendingEnd = end
        recordsInEnvelope += 1
        return .record
    }

    private func isEmptyObject(_ start: Int, _ end: Int) -> Bool {
        for index in (start + 1)..<(end - 1) where !JSONText.isSpace(chunk[index]) {
            return false
        }
        return true
    }
}
