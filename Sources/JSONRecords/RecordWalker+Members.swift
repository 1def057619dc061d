/// Single members of an object that is being streamed: those after an envelope's array.
extension RecordWalker {
    /// Walks one member from the byte after its comma to the byte after its value.
    ///
    /// `.array` if its value is an array of objects that `watch` includes, or is at `target`; `.object`
    /// if it is an object there. A list of failures is recorded in its slot.
    mutating func walkMember(at start: Int, watching watch: Watch, into target: Int? = nil) -> End {
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
        arrayName = key.name
        arrayIsOfEnvelope = key.flags.contains(.envelopeArray)
        if value == target {
            return chunk[value] == UInt8(ascii: "[") ? .array(value + 1) : .object(value + 1)
        }
        if chunk[value] == UInt8(ascii: "["), Self.endsWalk(key.flags, watch) {
            switch elements(behind: value) {
            case .objects: return .array(value + 1)
            case .unknown:
                miss(.value, at: end)
                return ending()
            case .nothing, .scalars: break
            }
        }
        let after = walkValue(at: value)
        if after < 0 { return ending() }
        // A number at the payload's end may continue; otherwise the byte after a member is always there.
        if after >= end {
            miss(.commaOrBrace, at: after)
            return ending()
        }
        guard !key.flags.contains(.spelling) else { return .complete(after) }
        slots[key.slot] = Slot(
            offset: UInt32(truncatingIfNeeded: value),
            length: UInt32(truncatingIfNeeded: after - value))
        present |= key.bit
        return .complete(after)
    }
}
