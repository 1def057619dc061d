/// Single members of an object whose beginning was streamed: what stands behind an envelope's array.
///
/// This file is one of those that hold unsafe code. Its invariants stand in RecordWalker.swift.
extension RecordWalker {
    /// Walks one member from the byte behind its comma to the byte behind its value.
    ///
    /// `.array` when its value is an array that `watch` waits for. A list of failures is noted in its slot.
    mutating func walkMember(at start: Int, watching watch: Watch) -> End {
        let quote = skipSpace(at: start)
        guard unsafe base[quote] == UInt8(ascii: "\"") else {
            fail(.syntax, at: quote)
            return ending()
        }
        sawEscape = false
        let close = walkValue(at: quote)
        if close < 0 { return ending() }
        let colon = skipSpace(at: close)
        guard unsafe base[colon] == UInt8(ascii: ":") else {
            fail(.syntax, at: colon)
            return ending()
        }
        let value = skipSpace(at: colon + 1)
        let name = unsafe JSONStrings.unescape(
            JSONText(start: base + quote + 1, count: close - quote - 2))
        let entry = unsafe keys.entry(for: name)
        if unsafe base[value] == UInt8(ascii: "["), watch != .nothing,
            unsafe entry.pointee.flags.contains(
                watch == .envelopeArrays ? .envelopeArray : .recordArray)
        {
            arrayName = unsafe entry.pointee.name
            return .array(value + 1)
        }
        let after = walkValue(at: value)
        if after < 0 { return ending() }
        // A number at the payload's end may go on; the byte behind a member is always there otherwise.
        if after >= end {
            fail(.syntax, at: after)
            return ending()
        }
        unsafe slots[Int(entry.pointee.slot)] = Slot(
            offset: UInt32(truncatingIfNeeded: value),
            length: UInt32(truncatingIfNeeded: after - value))
        unsafe present |= entry.pointee.bit
        return .complete(after)
    }
}
