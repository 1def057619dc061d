/// Spans that are not records: where they start, and the line that ends them (SPEC 3, "Pieces").
extension RecordReader {
    /// Starts a broken piece at `start`; it ends before the next line that starts with a bracket.
    ///
    /// - Parameter expected: what was expected at `position`, for syntax faults.
    mutating func breakPiece(
        _ fault: JSONFault, expected: JSONExpectation? = nil, at position: Int, from start: Int
    ) {
        // If nothing valid came since the last one, this piece interrupts the same array.
        if case .resuming = state {} else { interruption = InterruptedArray(self) }
        broken = BrokenPiece(
            fault: fault, place: Place(line: line, offset: chunk.offset + UInt64(start)), length: 0,
            faultOffset: chunk.offset + UInt64(position), expected: expected,
            found: position < chunk.upper ? chunk[position] : nil,
            array: interruption?.label, raw: [])
        chunk.consume(to: start)
        pendingLineEnds = 0
        failures = []
        setArrayName(nil)
        leaveObjects()
        let first = chunk[start]
        endsAtPrefix =
            takesPrefixes && interruption == nil && first != UInt8(ascii: "{")
            && first != UInt8(ascii: "[")
            && first != UInt8(ascii: "\"")
        state = .resynchronising
    }

    /// Forgets what is around the current value.
    mutating func leaveObjects() {
        openObjects = []
        wrapperPath = []
        streamPath = []
        envelopeHasBegun = false
        isLargeRecord = false
    }

    /// Starts a broken piece where the walker found a fault.
    mutating func breakPiece(from start: Int) {
        breakPiece(
            walker.fault, expected: walker.fault == .syntax ? walker.expected : nil,
            at: walker.faultPosition, from: start)
    }

    /// Breaks off the open container, because neither a comma nor its end follows.
    ///
    /// A line that starts with a bracket ends the piece before it has any bytes, because complete pages
    /// and records may follow the cut.
    ///
    /// - Parameter expected: the comma, or the end of the open container.
    mutating func breakOff(_ expected: JSONExpectation) -> Event? {
        let start = chunk.lower
        let isBracket = chunk[start] == UInt8(ascii: "{") || chunk[start] == UInt8(ascii: "[")
        breakPiece(.syntax, expected: expected, at: start, from: start)
        return isBracket && chunk.position == lineStart ? endPiece(atLine: true) : nil
    }

    /// Turns a well-formed value into a broken piece.
    mutating func fillBroken(_ fault: JSONFault, start: Int, end: Int) {
        broken = BrokenPiece(
            fault: fault, place: place, length: UInt64(end - start), faultOffset: place.offset,
            found: chunk[start], array: arrayName, raw: chunk.bytes(Self.kept(start..<end)))
    }

    /// Adds bytes to the broken piece up to the line that ends it.
    mutating func resynchronise() -> Event? {
        let upper = chunk.upper
        var position = chunk.lineEnd(from: chunk.lower)
        // Those before `position`.
        var lineEnds: UInt64 = 0
        while position < upper {
            guard position + 1 < upper || isAtEnd else { break }
            let next = position + 1 < upper ? chunk[position + 1] : 0
            if next == UInt8(ascii: "{") || next == UInt8(ascii: "[") {
                take(to: position + 1, lineEnds: lineEnds + 1)
                return endPiece(atLine: true)
            }
            if endsAtPrefix, Self.mayBeginPrefix(next) {
                switch prefix(at: position + 1) {
                case .unknown:
                    take(to: position, lineEnds: lineEnds)
                    return .needsBytes
                case .before:
                    take(to: position + 1, lineEnds: lineEnds + 1)
                    return endPiece(atLine: true)
                case .none: break
                }
            }
            position = chunk.lineEnd(from: position + 1)
            lineEnds += 1
        }
        take(to: position, lineEnds: lineEnds)
        guard isAtEnd else { return .needsBytes }
        return endPiece(atLine: false)
    }

    /// Adds the bytes up to `end` to the broken piece and consumes them.
    ///
    /// - Parameter lineEnds: how many of them are line ends.
    private mutating func take(to end: Int, lineEnds: UInt64) {
        let range = chunk.lower..<end
        line &+= lineEnds
        broken.length += UInt64(range.count)
        let room = BrokenPiece.keptLimit + 2 - broken.raw.count
        if room > 0 {
            let kept = chunk.bytes(range.prefix(room))
            if broken.raw.isEmpty { broken.raw = kept } else { broken.raw += kept }
        }
        // Line ends count as part of the piece only if more of it follows.
        var last = range.upperBound
        while last > range.lowerBound,
            chunk[last - 1] == 0x0A || chunk[last - 1] == 0x0D
        { last -= 1 }
        if last > range.lowerBound { pendingLineEnds = 0 }
        pendingLineEnds += UInt64(range.upperBound - last)
        chunk.consume(to: range.upperBound)
    }

    /// - Parameter atLine: whether a line that starts with a bracket follows.
    mutating func endPiece(atLine: Bool) -> Event {
        broken.length -= pendingLineEnds
        if broken.length < UInt64(broken.raw.count) {
            broken.raw.removeLast(broken.raw.count - Int(broken.length))
        }
        if broken.length > UInt64(BrokenPiece.keptLimit) {
            broken.raw.removeLast(broken.raw.count - BrokenPiece.inlineLimit)
        }
        state = atLine && interruption != nil ? .resuming : .top
        if atLine { lineStart = chunk.position }
        commaIsAllowed = true
        return .broken
    }
}
