/// Cuts a stream of bytes into records and broken pieces (SPEC 3).
///
/// An input is a sequence of values: records, arrays of records, and envelopes whose first array holds
/// records, or elements that hold them one array further in. Only the current value is in memory, so
/// arrays and envelopes may be of any size.
///
/// The reader does no I/O itself: it requests bytes with `.needsBytes`, and the caller fills it.
/// Whatever it returns is valid until it is asked for the next event.
package struct RecordReader: ~Copyable {
    package enum Event {
        /// `record` is an object that should be a record.
        case record
        /// `broken` is a span that is not a record.
        case broken
        /// There was a comma between two values.
        case separatorComma
        /// An envelope without records reported a failure: see `failureText`.
        case envelopeFailure
        /// Call `fill`, or `finish` at the end of the input.
        case needsBytes
        /// `record` is an object at the end of a line, after a time or a priority.
        case prefixedRecord
        /// Everything was read.
        case end
    }

    /// The meaning of an array's elements.
    enum ArrayRole {
        /// Records, pages and wrappers, as at the top level.
        case values
        /// Records, and objects with arrays of records: the array that makes an object a page.
        case page
        /// Records of the kind given by the array's name.
        case records
    }

    /// The reader's state between two values.
    enum State {
        case top
        /// In an array. `needsValue` after a comma.
        case array(ArrayRole, afterValue: Bool, needsValue: Bool)
        /// In an object that is read member by member: at its first member, or after one.
        case head, tail
        /// In a broken piece, searching for the line that ends it.
        case resynchronising
        /// After a broken piece in an array, which may continue.
        case resuming
        case finished
    }

    /// An object that is read member by member, because an array in it is streamed.
    struct OpenObject {
        enum Role {
            /// A page, or an object around one.
            case page
            /// An element of a page.
            case element
            /// A large object on the path to an array in it, of which nothing was read yet.
            case large(Place)
        }

        var role: Role
        /// The reader's state after it.
        var container: State
        /// The length of ``RecordReader/wrapperPath`` outside of it.
        var pathLength: Int
        /// Whether its name is one whose object is the only element of a page (`data`).
        var isPageObject = false
    }

    var chunk: Chunk
    var walker: RecordWalker
    let limit: Int
    var state = State.top
    var line: UInt64 = 1
    /// The start of the line after the last line end between two tokens.
    var lineStart: UInt64 = 0
    var isAtEnd = false
    /// An incomplete value is retried only once this many bytes are available.
    var retryCount = 0
    var commaIsAllowed = true
    /// The objects around the current position, the innermost last.
    var openObjects: [OpenObject] = []
    /// Whether an array of the current page was entered.
    var envelopeHasBegun = false
    var recordsInEnvelope = 0
    /// The offsets in the input of the values that lead to the array of a large object.
    var streamPath: [UInt64] = []
    /// The members that lead to the streamed array: `hits.hits[]`; empty for a page's.
    package internal(set) var wrapperPath: [UInt8] = []
    /// Whether the current value is large, was searched, and has no array to stream.
    var isLargeRecord = false
    /// The name of the array that identified the current envelope.
    var envelopeArray: [UInt8] = []
    var failures: [UInt8] = []
    /// The array that contains the current broken piece.
    var interruption: InterruptedArray?
    /// Line ends at the end of a broken piece so far, which belong to it only if more of it follows.
    var pendingLineEnds: UInt64 = 0
    /// Whether the current broken piece is text rather than truncated JSON, so that a line with a prefix
    /// ends it, too.
    var endsAtPrefix = false
    /// The end of the value returned by the last event, which is consumed at the next one.
    private(set) var pendingEnd: Int?

    /// The last broken piece.
    package internal(set) var broken: BrokenPiece
    /// The location of the last record.
    package internal(set) var place = Place(line: 1, offset: 0)
    /// The failure reported by the envelope, as JSON text of at most 4 KiB, and where the envelope
    /// ended.
    package internal(set) var failureText: [UInt8] = []
    /// The name of the envelope's array that contains the records: `clickLogs`, or nil outside of one.
    package internal(set) var arrayName: [UInt8]?
    /// Changes whenever `arrayName` does.
    package internal(set) var arrayOrdinal = 0
    /// True for an element of an envelope's first array itself.
    package internal(set) var isEnvelopeElement = false
    /// The number of envelopes opened so far.
    package internal(set) var envelopeOrdinal = 0
    /// Whether to read an object at the end of a line that starts with a time or a priority.
    package var takesPrefixes = false
    /// True once anything but white space was encountered.
    package private(set) var sawContent = false
    var recordEnd = 0
    var recordStart = 0

    /// - Parameters:
    ///   - table: the known names.
    ///   - limit: the maximum size of a record in bytes.
    ///   - chunkBytes: the number of bytes read at once.
    package init(_ table: FieldTable, limit: Int, chunkBytes: Int = 256 << 10) {
        self.init(SpareKeys(table), limit: limit, chunkBytes: chunkBytes)
    }

    /// Larger objects are searched for an array to stream.
    static let largeBytes = 1 << 20

    /// As above, for one of several readers that share the same names.
    package init(_ spares: SpareKeys, limit: Int, chunkBytes: Int = 256 << 10) {
        let capacity = max(chunkBytes, 256)
        // A record up to the limit, the bytes inspected after it, and room to read.
        chunk = Chunk(capacity: capacity, maximum: limit + Self.spaceLimit + capacity)
        walker = RecordWalker(spares, chunk)
        self.limit = limit
        broken = BrokenPiece(
            fault: .syntax, place: Place(line: 1, offset: 0), length: 0, faultOffset: 0, found: nil,
            raw: [])
    }

    // MARK: Bytes in

    /// Lets `read` write more of the input into the chunk.
    /// - Parameter limit: the maximum number of bytes to read, at least 1.
    /// - Returns: the number of bytes read. 0 is the end of the input.
    package mutating func fill<Failure: Error>(
        atMost limit: Int = .max, _ read: (inout MutableRawSpan) throws(Failure) -> Int
    ) throws(Failure) -> Int {
        pendingEnd.map { chunk.consume(to: $0) }
        pendingEnd = nil
        let count = try chunk.fill(atMost: limit, read)
        if count == 0 { isAtEnd = true }
        return count
    }

    /// Takes all or the first of `bytes`.
    /// - Parameter bytes: not empty.
    /// - Returns: the number taken, at least 1.
    package mutating func fill(_ bytes: ArraySlice<UInt8>) -> Int {
        fill { (room: inout MutableRawSpan) -> Int in
            let count = min(bytes.count, room.byteCount)
            for (index, byte) in bytes.prefix(count).enumerated() {
                room.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
            }
            return count
        }
    }

    /// Starts over with a text as the whole input.
    ///
    /// - Parameter text: from a record of another reader: an object or an array, or a string that
    ///   contains one.
    mutating func begin(_ text: JSONText) {
        reset()
        if text.isString { chunk.unescape(text.content) } else { chunk.copy(text) }
        isAtEnd = true
    }

    /// Starts over with the same text.
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

    /// Declares that no more bytes will come.
    package mutating func finish() { isAtEnd = true }

    /// Releases the memory. Nothing can be read any more, and everything returned before becomes
    /// invalid.
    package mutating func close() {
        state = .finished
        pendingEnd = nil
        chunk = Chunk(capacity: 0, maximum: 0)
        broken.raw = []
    }

    /// The maximum number of distinct unknown names; see ``name(ofUnknown:)``.
    package static var unknownLimit: Int { LearnedKeys.unknownLimit }

    /// Up to `count` bytes that were read but not yet consumed.
    package func peek(_ count: Int) -> [UInt8] {
        chunk.bytes(chunk.lower..<min(chunk.upper, chunk.lower + count))
    }

    // MARK: Ranges

    /// Whether nothing is open and every byte so far was reported, so that a fresh reader that starts here
    /// would find the same as this one.
    package var isBetweenValues: Bool {
        guard case .top = state else { return false }
        return chunk.count == 0 && pendingEnd == nil && commaIsAllowed && retryCount == 0
    }

    /// Continues at `offset`, the start of a line, after what another reader has read.
    ///
    /// - Parameter lines: how many line ends it has read.
    package mutating func move(to offset: UInt64, lines: UInt64) {
        precondition(isBetweenValues, "what is open would be lost")
        chunk.move(to: offset)
        line += lines
        lineStart = offset
        sawContent = sawContent || lines > 0
    }

    /// How many line ends were read.
    package var linesRead: UInt64 { line - 1 }

    /// Learns the names that another reader has learned, in the same order.
    ///
    /// - Returns: false if either had no room for all of them: then it matters which came first, and only
    ///   a single reader can tell.
    package mutating func learnNames(of other: borrowing RecordReader) -> Bool {
        walker.keys.learnNames(of: other.walker.keys)
    }

    /// The number of an unknown name, once ``learnNames(of:)`` has learned it.
    package mutating func number(ofUnknown name: [UInt8]) -> Int32 { walker.keys.key(name).name }

    // MARK: Events out

    /// Advances to the next event.
    package mutating func next() -> Event {
        if let end = pendingEnd {
            chunk.consume(to: end)
            pendingEnd = nil
        }
        while true {
            if let event = step() { return event }
        }
    }

    /// One step of the state machine; nil if there is no event yet.
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

    /// The arrays that end the walk of an element.
    @inline(__always)
    private static func watch(in role: ArrayRole) -> RecordWalker.Watch {
        switch role {
        case .values: .pages
        case .page: .recordArrays
        case .records: .nothing
        }
    }

    /// Skips white space and returns the next byte without consuming it, or nil at the end of the
    /// payload.
    @inline(__always)
    mutating func nextByte() -> UInt8? {
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
            chunk.consume(to: chunk.lower + 3)  // a byte-order mark: files were joined
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

    /// True if the next bytes are the UTF-8 byte-order mark, or the beginning of one.
    private func isByteOrderMark() -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        for index in 0..<min(3, chunk.count)
        where chunk[chunk.lower + index] != mark[index] {
            return false
        }
        return chunk.count >= 3 || !isAtEnd
    }

    // MARK: Values

    /// Walks the value at the first unconsumed byte.
    @inline(__always)
    mutating func walkValue(_ byte: UInt8, watching watch: RecordWalker.Watch) -> Event? {
        if chunk.count < retryCount, !isAtEnd { return .needsBytes }
        let start = chunk.lower
        walker.prepare(chunk.bytes)
        let ending: RecordWalker.End
        if byte == UInt8(ascii: "{") {
            ending = walker.walkObject(at: start, watching: watch)
        } else {
            let after = walker.walkValue(at: start)
            // A number at the payload's end may continue.
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

    /// Handles values that are large, faulty or incomplete for ``walkValue(_:watching:)``.
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
        // Checked for every large value, regardless of how its bytes were split on arrival.
        if reach - start > min(limit, Self.largeBytes), beginStream(at: start) { return nil }
        switch ending {
        case .complete(let after) where after - start <= limit:
            if case .resuming = state, !resume(behind: after) { return .needsBytes }
            retryCount = 0
            chunk.endWalk(at: after)
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

    @inline(__always)
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
            chunk.consume(to: end)  // an element without an array of records has no records
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
