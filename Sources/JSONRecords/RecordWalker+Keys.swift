/// Keys that were not guessed.
extension RecordWalker {
    /// What was found where a key was expected.
    enum KeyStep {
        case key(LearnedKeys.Key, value: Int, newlines: Int)
        case end(after: Int, newlines: Int)
        case fault
    }

    /// The slow path to a key: finds it, checks it, looks it up, and learns the text around it.
    @inline(never)
    mutating func walkKey(at start: Int, previous: LearnedKeys.Key) -> KeyStep {
        let before = newlines
        let quote = skipSpace(at: start)
        guard chunk[quote] == UInt8(ascii: "\"") else {
            if previous == keys.head, chunk[quote] == UInt8(ascii: "}") {
                let lines = newlines &- before
                newlines = before
                return .end(after: quote + 1, newlines: lines)
            }
            miss(.key, at: quote)
            return .fault
        }
        sawEscape = false
        var close = chunk.mark(from: quote + 1)
        if chunk[close] != UInt8(ascii: "\"") {
            close = walkStringRest(at: close)
            if close < 0 { return .fault }
        }
        let name = chunk.text(at: quote + 1, length: close - quote - 1)
        let key: LearnedKeys.Key
        if sawEscape {
            key = keys.key(JSONStrings.unescape(name))
        } else {
            key = keys.key(name)
            previous.next = key
            keys.note(key, chunk, at: start)
            // The text around this key may be the same as last time, with only its position in the
            // record new.
            if key.matches(chunk, at: start) {
                newlines = before
                return .key(key, value: start + key.length, newlines: key.newlines)
            }
        }
        let colon = skipSpace(at: close + 1)
        guard chunk[colon] == UInt8(ascii: ":") else {
            miss(.colon, at: colon)
            return .fault
        }
        var value = skipSpace(at: colon + 1)
        guard value < end else {
            miss(.value, at: value)  // incomplete: learn nothing from it
            return .fault
        }
        let lines = newlines &- before
        newlines = before
        let opensString = chunk[value] == UInt8(ascii: "\"")
        if opensString { value += 1 }
        if sawEscape {
            // Not learned: walk the value as one that does not start with a quote.
            if opensString { value -= 1 }
            return .key(keys.unlearnedTwin(of: key), value: value, newlines: lines)
        }
        guard key != keys.overflow, key != keys.overflowArray else {
            return .key(key, value: opensString ? value - 1 : value, newlines: lines)
        }
        if value - start <= 64 {
            key.learn(
                chunk.text(at: start, length: value - start), newlines: lines,
                opensString: opensString)
            return .key(key, value: value, newlines: lines)
        }
        return .key(
            keys.unlearnedTwin(of: key), value: opensString ? value - 1 : value, newlines: lines)
    }
}
