/// Numbers, literals, and everything nested: RFC 8259 §3 to §6.
extension RecordWalker {
    /// Walks any value. - Returns: the position after it, or -1 after a fault.
    @inline(never)
    mutating func walkValue(at position: Int) -> Int {
        switch chunk[position] {
        case UInt8(ascii: "\""):
            let close = walkString(at: position)
            return close < 0 ? -1 : close + 1
        case UInt8(ascii: "["):
            let end = walkPlainStrings(at: position)
            return end < 0 ? walkContainer(at: position) : end
        case UInt8(ascii: "{"): return walkContainer(at: position)
        default: return walkScalar(at: position)
        }
    }

    /// Walks the string whose opening quote is at `position`. - Returns: the position of its closing
    /// quote, or -1.
    @inline(__always)
    private mutating func walkString(at position: Int) -> Int {
        let close = chunk.mark(from: position &+ 1)
        return chunk[close] == UInt8(ascii: "\"") ? close : walkStringRest(at: close)
    }

    /// Walks an array of plain strings without white space, such as recipients and parts of messages.
    /// - Returns: the position after it; -1, which is not a fault yet, for any other array.
    @inline(__always)
    private func walkPlainStrings(at start: Int) -> Int {
        var position = start
        repeat {
            position &+= 1
            guard chunk[position] == UInt8(ascii: "\"") else { return -1 }
            let mark = chunk.mark(from: position &+ 1)
            let end = chunk.load(UInt16.self, at: mark)
            if end == Self.quoteAndBracket { return mark &+ 2 }
            guard end == Self.quoteAndComma else { return -1 }
            position = mark &+ 1
        } while true
    }

    private mutating func walkScalar(at position: Int) -> Int {
        switch chunk[position] {
        case UInt8(ascii: "t"): return walkWord(Self.trueWord, at: position)
        case UInt8(ascii: "f"): return walkWord(Self.falseWord, at: position)
        case UInt8(ascii: "n"): return walkWord(Self.nullWord, at: position)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return walkNumber(at: position)
        default: return miss(.value, at: position)
        }
    }

    private static var trueWord: InlineArray<4, UInt8> { [0x74, 0x72, 0x75, 0x65] }
    private static var falseWord: InlineArray<5, UInt8> { [0x66, 0x61, 0x6C, 0x73, 0x65] }
    private static var nullWord: InlineArray<4, UInt8> { [0x6E, 0x75, 0x6C, 0x6C] }

    @inline(__always)
    private mutating func walkWord<let count: Int>(
        _ word: InlineArray<count, UInt8>, at position: Int
    ) -> Int {
        for index in 0..<count where chunk[position + index] != word[index] {
            return miss(.word, at: position + index)
        }
        return position + count
    }

    private mutating func walkNumber(at start: Int) -> Int {
        var position = start
        if chunk[position] == UInt8(ascii: "-") { position += 1 }
        if chunk[position] == UInt8(ascii: "0") {
            position += 1
        } else {
            position = walkDigits(at: position)
            if position < 0 { return -1 }
        }
        if chunk[position] == UInt8(ascii: ".") {
            position = walkDigits(at: position + 1)
            if position < 0 { return -1 }
        }
        if chunk[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if chunk[position] == UInt8(ascii: "+") || chunk[position] == UInt8(ascii: "-") {
                position += 1
            }
            position = walkDigits(at: position)
        }
        return position
    }

    private mutating func walkDigits(at start: Int) -> Int {
        var position = start
        while chunk[position] &- UInt8(ascii: "0") <= 9 { position &+= 1 }
        return position > start ? position : miss(.digit, at: start)
    }

    /// Walks an array or an object with a stack of one bit per level: 1 for an object.
    private mutating func walkContainer(at start: Int) -> Int {
        var stack: UInt128 = 0
        var depth = 1  // the record around it
        var position = start
        while true {
            // At a value.
            let byte = chunk[position]
            switch byte {
            case UInt8(ascii: "\""):
                position = walkString(at: position)
                if position < 0 { return -1 }
                position &+= 1
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth > Self.depthLimit { return fail(.depth, at: position) }
                let isObject = byte == UInt8(ascii: "{")
                stack = stack << 1 | (isObject ? 1 : 0)
                position = skipSpace(at: position &+ 1)
                if isObject, chunk[position] != UInt8(ascii: "}") {
                    position = walkNestedKey(at: position)
                    if position < 0 { return -1 }
                    continue
                }
                if !isObject, chunk[position] != UInt8(ascii: "]") { continue }
            default:
                position = walkScalar(at: position)
                if position < 0 { return -1 }
            }
            // After a value, or in an empty container.
            unwinding: while true {
                if chunk[position] <= 0x20 { position = skipSpace(at: position) }
                let isObject = stack & 1 == 1
                switch chunk[position] {
                case UInt8(ascii: ","):
                    position &+= 1
                    if isObject {
                        position = Self.skipPlainMembers(chunk, position)
                        position = walkNestedKey(at: position)
                        if position < 0 { return -1 }
                    } else if chunk[position] <= 0x20 {
                        position = skipSpace(at: position)
                    }
                    break unwinding
                case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
                    position &+= 1
                    stack >>= 1
                    depth -= 1
                    if depth == 1 { return position }
                default: return miss(isObject ? .commaOrBrace : .commaOrBracket, at: position)
                }
            }
        }
    }

    /// Walks a key inside a nested object, including white space before it, up to its value.
    @inline(never)
    private mutating func walkNestedKey(at start: Int) -> Int {
        var position = start
        if chunk[position] <= 0x20 { position = skipSpace(at: position) }
        guard chunk[position] == UInt8(ascii: "\"") else {
            return miss(.key, at: position)
        }
        position = walkString(at: position)
        if position < 0 { return -1 }
        position &+= 1
        if chunk[position] <= 0x20 { position = skipSpace(at: position) }
        guard chunk[position] == UInt8(ascii: ":") else { return miss(.colon, at: position) }
        position &+= 1
        return chunk[position] <= 0x20 ? skipSpace(at: position) : position
    }

    /// Skips members that are plain strings without white space around them: `"action":"Block",`.
    /// - Returns: where the first other member, or whatever is there instead, starts.
    @inline(never)
    private static func skipPlainMembers(_ chunk: ChunkBytes, _ start: Int) -> Int {
        var position = start
        while chunk[position] == UInt8(ascii: "\"") {
            let keyEnd = chunk.mark(from: position &+ 1)
            guard chunk.load(UInt32.self, at: keyEnd) & 0xFF_FFFF == quoteColonQuote else { break }
            let end = chunk.mark(from: keyEnd &+ 3)
            guard chunk.load(UInt16.self, at: end) == quoteAndComma else { break }
            position = end &+ 2
        }
        return position
    }
}
