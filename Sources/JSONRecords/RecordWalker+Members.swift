/// Single members of an object whose beginning was streamed: what stands behind an envelope's array.
extension RecordWalker {
    /// Walks one member from the byte behind its comma to the byte behind its value.
    ///
    /// `.array` when its value is an array that `watch` waits for. A list of failures is noted in its slot.
    mutating func walkMember(at start: Int, watching watch: Watch) -> End {
        let quote = skipSpace(at: start)
        guard chunk[quote] == UInt8(ascii: "\"") else {
            miss(.key, at: quote)
            return ending()
        }
        sawEscape = false
        let close = walkValue(at: quote)
        if close < 0 { return ending() }
        let colon = skipSpace(at: close)
        guard chunk[colon] == UInt8(ascii: ":") else {
            miss(.colon, at: colon)
            return ending()
        }
        let value = skipSpace(at: colon + 1)
        let name = chunk.text(at: quote + 1, length: close - quote - 2)
        let key = keys.key(JSONStrings.unescape(name))
        if chunk[value] == UInt8(ascii: "["), watch != .nothing,
            key.flags.contains(
                watch == .envelopeArrays ? .envelopeArray : .recordArray)
        {
            arrayName = key.name
            return .array(value + 1)
        }
        let after = walkValue(at: value)
        if after < 0 { return ending() }
        // A number at the payload's end may go on; the byte behind a member is always there otherwise.
        if after >= end {
            miss(.commaOrBrace, at: after)
            return ending()
        }
        slots[key.slot] = Slot(
            offset: UInt32(truncatingIfNeeded: value),
            length: UInt32(truncatingIfNeeded: after - value))
        present |= key.bit
        return .complete(after)
    }
}
