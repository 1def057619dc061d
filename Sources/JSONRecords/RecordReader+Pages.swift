/// Pages: an object whose array holds the records, and its other members.
extension RecordReader {
    /// An object turned out to be a page, or an element of one: continue inside its array.
    mutating func openArray(start: Int, end: Int) {
        line &+= UInt64(walker.newlines)
        noteFailures()
        chunk.consume(to: end)
        var container = state
        if case .resuming = state { container = resumedContainer() }
        var role = OpenObject.Role.page
        if case .array(.page, _, _) = container { role = .element }
        openObjects.append(
            OpenObject(role: role, container: container, pathLength: wrapperPath.count))
        enterArray()
    }

    /// Continues inside an array of the innermost open object.
    mutating func enterArray() {
        guard var object = openObjects.popLast() else { return }
        switch object.role {
        case .element: break
        case .page where envelopeHasBegun: break
        case .page, .large:
            object.role = .page
            recordsInEnvelope = 0
            envelopeOrdinal += 1
            envelopeHasBegun = true
        }
        openObjects.append(object)
        let name = walker.keys.name(walker.arrayName)
        if walker.arrayIsOfEnvelope {
            envelopeArray = name
            state = .array(.page, afterValue: false, needsValue: false)
        } else {
            setArrayName(name)
            state = .array(.records, afterValue: false, needsValue: false)
        }
    }

    /// Keeps the failures reported by the current object, if any.
    mutating func noteFailures() {
        let text = RecordReader.failures(
            in: FieldSet(bits: walker.present), walker.slots, chunk.bytes)
        if let text { failures = text[0..<min(text.count, 4096)].bytes }
    }

    /// The first list of failures of an object that has any.
    static func failures(
        in present: FieldSet, _ slots: SlotTable, _ chunk: ChunkBytes
    ) -> JSONText? {
        for number in LearnedKeys.failureSlots where present.contains(number) {
            let slot = slots[number]
            let text = chunk.text(at: Int(slot.offset), length: Int(slot.length))
            if (text.isArray || text.isObject) && !text.isEmpty { return text }
        }
        return nil
    }

    mutating func setArrayName(_ name: [UInt8]?) {
        guard name != arrayName else { return }
        arrayName = name
        arrayOrdinal += 1
    }

    // MARK: Members of an open object

    /// At the first member of an open object, or at its end.
    mutating func stepHead(_ byte: UInt8) -> Event? {
        if byte == UInt8(ascii: "}") { return leaveObject() }
        return stepMember(at: chunk.lower)
    }

    /// At `,` or `}` after a member of an open object.
    mutating func stepTail(_ byte: UInt8) -> Event? {
        if byte == UInt8(ascii: "}") { return leaveObject() }
        guard byte == UInt8(ascii: ",") else { return breakOff(.commaOrBrace) }
        return stepMember(at: chunk.lower + 1)
    }

    /// Reads a member, or descends into it.
    ///
    /// - Parameter position: where it, or white space before it, starts.
    private mutating func stepMember(at position: Int) -> Event? {
        if chunk.count < retryCount, !isAtEnd { return .needsBytes }
        let start = chunk.lower
        walker.prepare(chunk.bytes)
        let path = streamPath.first.map { Int($0 - chunk.offset) }
        switch walker.walkMember(at: position, watching: memberWatch, into: path) {
        case .complete(let after) where after - start <= limit:
            line &+= UInt64(walker.newlines)
            noteFailures()
            chunk.consume(to: after)
            state = .tail
        case .array(let after) where after - start <= limit:
            line &+= UInt64(walker.newlines)
            chunk.consume(to: after)
            if path == after - 1 { enterStream() } else { enterArray() }
        case .object(let after) where after - start <= limit:
            line &+= UInt64(walker.newlines)
            chunk.consume(to: after)
            enterObject()
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

    private var memberWatch: RecordWalker.Watch {
        switch openObjects.last?.role {
        case .element: .recordArrays
        case .page: .pages
        case .large, nil: .nothing
        }
    }

    mutating func leaveObject() -> Event? {
        chunk.consume(to: chunk.lower + 1)
        guard let object = openObjects.popLast() else { return nil }
        state = object.container
        if case .array(let role, _, _) = state {
            state = .array(role, afterValue: true, needsValue: false)
        }
        wrapperPath.removeLast(wrapperPath.count - object.pathLength)
        if case .large(let place) = object.role { return breakLarge(place) }
        guard case .page = object.role else { return nil }
        envelopeHasBegun = false
        defer { failures = [] }
        guard recordsInEnvelope == 0, !failures.isEmpty else { return nil }
        failureText = failures
        place = Place(line: line, offset: chunk.position)
        return .envelopeFailure
    }
}

/// Between the values of an array.
extension RecordReader {
    mutating func stepArray(
        _ byte: UInt8, _ afterValue: Bool, _ needsValue: Bool, watching watch: RecordWalker.Watch
    ) -> Event? {
        if byte == UInt8(ascii: "]"), !needsValue {
            chunk.consume(to: chunk.lower + 1)
            leaveArray()
            return nil
        }
        if afterValue {
            guard byte == UInt8(ascii: ",") else { return breakOff(.commaOrBracket) }
            chunk.consume(to: chunk.lower + 1)
            if case .array(let role, _, _) = state {
                state = .array(role, afterValue: false, needsValue: true)
            }
            guard let next = nextByte() else { return nil }
            return walkValue(next, watching: watch)
        }
        return walkValue(byte, watching: watch)
    }

    private mutating func leaveArray() {
        setArrayName(nil)
        state = openObjects.isEmpty ? .top : .tail
    }
}
