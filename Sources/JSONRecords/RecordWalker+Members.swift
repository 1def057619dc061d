/// Single members of an object whose beginning was streamed: what stands behind an envelope's array.
extension RecordWalker {
    /// Walks one member from the byte behind its comma to the byte behind its value.
    ///
    /// `.array` when its value is an array that `watch` waits for. A list of failures is noted in its slot.
    mutating func walkMember(at start: Int, watching watch: Watch) -> End {
        let quote = skipSpace(at: start)
        guard base[quote] == UInt8(ascii: "\"") else {
            fail(.syntax, at: quote)
            return ending()
        }
        sawEscape = false
        let close = walkValue(at: quote)
        if close < 0 { return ending() }
        let colon = skipSpace(at: close)
        guard base[colon] == UInt8(ascii: ":") else {
            fail(.syntax, at: colon)
            return ending()
        }
        let value = skipSpace(at: colon + 1)
        let name = JSONStrings.unescape(JSONText(start: base + quote + 1, count: close - quote - 2))
        let entry = name.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { keys.entry(for: $0, count: bytes.count) } ?? keys.overflow
        }
        if base[value] == UInt8(ascii: "["), watch != .nothing,
            entry.pointee.flags.contains(watch == .envelopeArrays ? .envelopeArray : .recordArray)
        {
            arrayName = entry.pointee.name
            return .array(value + 1)
        }
        let after = walkValue(at: value)
        if after < 0 { return ending() }
        // A number at the payload's end may go on; the byte behind a member is always there otherwise.
        if after >= end {
            fail(.syntax, at: after)
            return ending()
        }
        slots[Int(entry.pointee.slot)] = Slot(
            offset: UInt32(truncatingIfNeeded: value),
            length: UInt32(truncatingIfNeeded: after - value))
        present |= entry.pointee.bit
        return .complete(after)
    }
}
