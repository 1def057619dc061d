/// After a broken piece in an array.
extension RecordReader {
    /// The number of bytes after a value that are searched for what follows it.
    static let spaceLimit = 4096

    /// The first value after the piece.
    mutating func stepResuming(_ byte: UInt8) -> Event? {
        guard byte == UInt8(ascii: "{"), let interruption else {
            state = .top
            return nil
        }
        return walkValue(byte, watching: interruption.watch)
    }

    /// Decides whether the value that ends at `end` is in the interrupted array.
    /// - Returns: false if more bytes are needed to decide.
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

    /// The state for an object after the piece that starts an array: it may be the next element of the
    /// interrupted page, or an independent page, because the piece may have swallowed the end of the
    /// previous one.
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
