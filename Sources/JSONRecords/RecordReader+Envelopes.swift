/// Pages: an object whose array holds the records, and what stands in it beside that array.
extension RecordReader {
    /// An object turned out to be an envelope, or an element of one: go on inside its array.
    mutating func openArray(start: Int, end: Int) {
        line &+= UInt64(walker.newlines)
        noteFailures()
        chunk.consume(to: end)
        enterArray()
    }

    mutating func enterArray() {
        switch state {
        case .resuming where walker.arrayIsOfEnvelope:
            isInArray = interruption?.isInArray ?? false
            enterEnvelope()
        case .top, .array: enterEnvelope()
        case .envelopeTail:
            envelopeArray = walker.keys.name(walker.arrayName)
            state = .envelope(afterValue: false, needsValue: false)
        default:
            setArrayName(walker.keys.name(walker.arrayName))
            state = .nested(afterValue: false, needsValue: false)
        }
    }

    private mutating func enterEnvelope() {
        recordsInEnvelope = 0
        envelopeArray = walker.keys.name(walker.arrayName)
        envelopeOrdinal += 1
        state = .envelope(afterValue: false, needsValue: false)
    }

    /// Keeps what the object at hand says of failures, when it says anything.
    mutating func noteFailures() {
        let text = RecordReader.failures(
            in: FieldSet(bits: walker.present), walker.slots, chunk.bytes)
        if let text { failures = text[0..<min(text.count, 4096)].bytes }
    }

    /// The first list of failures of an object that tells of any.
    static func failures(
        in present: FieldSet, _ slots: SlotTable, _ chunk: ChunkBytes
    ) -> JSONText? {
        for number in LearnedKeys.failureSlots where present.contains(number) {
            let slot = slots[number]
            let text = chunk.text(at: Int(slot.offset), length: Int(slot.length))
            if tellsOfFailure(text) { return text }
        }
        return nil
    }

    /// True for a list or object of failures that is not empty.
    private static func tellsOfFailure(_ text: JSONText) -> Bool {
        guard text.isArray || text.isObject else { return false }
        return text[1..<(text.count - 1)].trimmed.count > 0
    }

    mutating func setArrayName(_ name: [UInt8]?) {
        guard name != arrayName else { return }
        arrayName = name
        arrayOrdinal += 1
    }

    // MARK: Members behind an array

    /// At `,` or `}` behind an array of an envelope or of an element of one.
    mutating func stepTail(_ byte: UInt8, watching watch: RecordWalker.Watch) -> Event? {
        let start = chunk.lower
        if byte == UInt8(ascii: "}") {
            chunk.consume(to: start + 1)
            return leaveObject()
        }
        guard byte == UInt8(ascii: ",") else { return breakOff(.commaOrBrace) }
        if chunk.count < retryCount, !isAtEnd { return .needsBytes }
        walker.prepare(chunk)
        let ending = walker.walkMember(at: start + 1, watching: watch)
        switch ending {
        case .complete(let after) where after - start <= limit:
            line &+= UInt64(walker.newlines)
            noteFailures()
            chunk.consume(to: after)
        case .array(let after) where after - start <= limit:
            line &+= UInt64(walker.newlines)
            chunk.consume(to: after)
            enterArray()
        case .fault where walker.faultPosition - start < limit:
            breakPiece(from: start)
        case .incomplete where chunk.count <= limit && isAtEnd:
            breakPiece(.truncated, at: chunk.upper, from: start)
        case .incomplete where chunk.count <= limit:
            retryCount = chunk.count < 64 << 10 ? 0 : min(chunk.count * 2, limit + 1)
            return .needsBytes
        default: breakPiece(.recordBytes, at: start + limit, from: start)
        }
        retryCount = 0
        return nil
    }

    mutating func leaveObject() -> Event? {
        if case .elementTail = state {
            state = .envelope(afterValue: true, needsValue: false)
            return nil
        }
        state = isInArray ? .array(afterValue: true, needsValue: false) : .top
        defer { failures = [] }
        guard recordsInEnvelope == 0, !failures.isEmpty else { return nil }
        failureText = failures
        place = Place(line: line, offset: chunk.position)
        return .envelopeFailure
    }
}
