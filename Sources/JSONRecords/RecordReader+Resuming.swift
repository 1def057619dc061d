/// Behind a broken piece that stood in an array.
extension RecordReader {
    /// Bytes behind a value in which what follows it is looked for.
    static let spaceLimit = 4096

    /// The first value behind the piece.
    mutating func stepResuming(_ byte: UInt8) -> Event? {
        guard byte == UInt8(ascii: "{"), let interruption else {
            state = .top
            return nil
        }
        return walkValue(byte, watching: interruption.watch)
    }

    /// Decides whether the value that ends at `end` stands in the array that was interrupted.
    /// - Returns: false when more bytes are needed to tell.
    mutating func resume(behind end: Int) -> Bool {
        let last = min(chunk.upper, end + Self.spaceLimit)
        let next = (end..<last).first { !Self.isWhiteSpace(chunk[$0]) }
        guard next != nil || isAtEnd || last < chunk.upper else { return false }
        state = .top
        if let next, let interruption,
            chunk[next] == UInt8(ascii: ",") || chunk[next] == UInt8(ascii: "]")
        {
            state = interruption.state
            setArrayName(interruption.arrayName)
            openObjects = interruption.openObjects
            wrapperPath = interruption.wrapperPath
            envelopeHasBegun = interruption.envelopeHasBegun
        }
        return true
    }

    /// Where an object stands that begins an array behind the piece: it may be the next element of the
    /// page that was interrupted, or a page of its own, because the piece may have taken the end of the
    /// one before.
    mutating func resumedContainer() -> State {
        guard let interruption, case .array(let role, _, _) = interruption.state else {
            return .top
        }
        openObjects = interruption.openObjects
        wrapperPath = interruption.wrapperPath
        envelopeHasBegun = interruption.envelopeHasBegun
        switch role {
        case .values: return interruption.state
        case .page where !walker.arrayIsOfEnvelope: return interruption.state
        case .records where !walker.arrayIsOfEnvelope:
            if case .element = openObjects.last?.role, let element = openObjects.popLast() {
                return element.container
            }
        default: break
        }
        let container = openObjects.first?.container ?? .top
        openObjects = []
        wrapperPath = []
        envelopeHasBegun = false
        return container
    }

    /// White space between tokens (RFC 8259 §2).
    static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
