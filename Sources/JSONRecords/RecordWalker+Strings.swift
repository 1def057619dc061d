/// Strings: RFC 8259 §7 and RFC 3629.
extension RecordWalker {
    /// `",` and `"]`, as integers whose first byte is the lowest.
    static let quoteAndComma: UInt16 = 0x2C22
    static let quoteAndBracket: UInt16 = 0x5D22
    /// `":"`, the same way.
    static let quoteColonQuote: UInt32 = 0x22_3A22

    /// Walks a string from the first byte that is not plain to its closing quote.
    /// - Returns: the closing quote's position, or -1 after a fault.
    @inline(never)
    mutating func walkStringRest(at start: Int) -> Int {
        let chunk = chunk
        var position = start
        var escapes = 0
        while true {
            let byte = chunk[position]
            if byte == UInt8(ascii: "\"") { return position }
            if byte == UInt8(ascii: "\\") {
                sawEscape = true
                escapes &+= 1
                position = walkEscape(at: position)
            } else if byte >= 0x80 {
                position = walkUTF8(at: position)
            } else if byte == 0x0A || byte == 0x0D {
                return miss(.endOfString, at: position)  // it was cut off at the end of its line
            } else {
                return fail(.controlCharacter, at: position)
            }
            if position < 0 { return -1 }
            // Where there are a few escapes, many may follow, as in JSON embedded in a string.
            if escapes > 2 {
                escapes = 0
                position = Self.skipSimpleEscapes(chunk, position)
            }
            position = chunk.mark(from: position)
        }
    }

    /// Walks plain bytes and escaped quotes and backslashes, sixty-four bytes per step.
    /// - Returns: a position that is not inside an escape, at or before the string's closing quote and
    ///   anything else that must be examined.
    private static func skipSimpleEscapes(_ chunk: ChunkBytes, _ start: Int) -> Int {
        let quote = SIMD16<Int8>(repeating: 0x22)
        let backslash = SIMD16<Int8>(repeating: 0x5C)
        // As signed numbers, non-ASCII bytes are negative.
        let space = SIMD16<Int8>(repeating: 0x20)
        var position = start
        // 1 if the block's first byte is escaped by the last byte of the previous block.
        var carried: UInt64 = 0
        while true {
            var quotes: UInt64 = 0
            var backslashes: UInt64 = 0
            var others: UInt64 = 0
            for quarter in 0..<4 {
                let bytes = chunk.load(SIMD16<Int8>.self, at: position, offset: quarter &* 16)
                let shift = UInt64(truncatingIfNeeded: quarter &* 16)
                quotes |= UInt64((bytes .== quote).bits) &<< shift
                backslashes |= UInt64((bytes .== backslash).bits) &<< shift
                others |= UInt64((bytes .< space).bits) &<< shift
            }
            let escaped = escapedBytes(backslashes, carried)
            // Escaped, but neither a quote nor a backslash; or an unescaped quote.
            let ends = others | quotes & ~escaped | escaped & ~(quotes | backslashes)
            guard ends == 0 else {
                let end = ends.trailingZeroBitCount
                // Before the backslash of an escape that must be examined.
                let isEscaped = escaped &>> UInt64(truncatingIfNeeded: end) & 1 == 1
                return position &+ end &- (isEscaped ? 1 : 0)
            }
            // The last byte may be a backslash that starts an escape.
            let isOpen = backslashes & ~escaped & 1 &<< 63 != 0
            carried = isOpen ? 1 : 0
            position &+= 64
        }
    }

    /// The bytes out of 64 that are escaped by a backslash before them.
    ///
    /// In a run of backslashes every second one is escaped, and so is the byte after an odd run. A
    /// subtraction carries through each run at once (simdjson, `json_escape_scanner.h`).
    /// - Parameter carried: 1 if the first byte is escaped by the last byte of the previous block.
    @inline(__always)
    private static func escapedBytes(_ backslashes: UInt64, _ carried: UInt64) -> UInt64 {
        let oddBits: UInt64 = 0xAAAA_AAAA_AAAA_AAAA
        let begins = backslashes & ~carried
        let codes = ((begins &<< 1 | oddBits) &- begins) ^ oddBits
        return codes ^ (backslashes | carried)
    }

    /// Walks the escape whose backslash is at `position`; counts lone surrogates.
    private mutating func walkEscape(at position: Int) -> Int {
        switch chunk[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return position + 2
        case UInt8(ascii: "u"):
            let unit = hexUnit(at: position + 2)
            if unit < 0 { return -1 }
            guard unit & 0xF800 == 0xD800 else { return position + 6 }
            if unit < 0xDC00 {
                // A high surrogate: its other half must follow at once.
                if chunk[position + 6] == UInt8(ascii: "\\"),
                    chunk[position + 7] == UInt8(ascii: "u")
                {
                    let low = hexUnit(at: position + 8)
                    if low < 0 { return -1 }
                    if low & 0xFC00 == 0xDC00 { return position + 12 }
                }
            }
            loneSurrogates &+= 1
            return position + 6
        default:
            return miss(.escape, at: position + 1)
        }
    }

    private mutating func hexUnit(at position: Int) -> Int {
        var unit = 0
        for index in position..<(position + 4) {
            let byte = chunk[index]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                unit = unit << 4 | Int(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                unit = unit << 4 | Int(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"):
                unit = unit << 4 | Int(byte - UInt8(ascii: "A") + 10)
            default: return miss(.hexadecimalDigit, at: index)
            }
        }
        return unit
    }

    /// Walks one non-ASCII scalar: RFC 3629 §4, the table of well-formed sequences.
    private mutating func walkUTF8(at position: Int) -> Int {
        let lead = chunk[position]
        let length: Int
        var lowest: UInt8 = 0x80
        var highest: UInt8 = 0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if lead == 0xE0 { lowest = 0xA0 }  // overlong
            if lead == 0xED { highest = 0x9F }  // surrogates
        case 0xF0...0xF4:
            length = 4
            if lead == 0xF0 { lowest = 0x90 }  // overlong
            if lead == 0xF4 { highest = 0x8F }  // above U+10FFFF
        default: return fail(.invalidUTF8, at: position)
        }
        for index in (position + 1)..<(position + length) {
            let byte = chunk[index]
            guard byte >= lowest, byte <= highest else {
                // At the payload's end the sequence is incomplete, otherwise its lead byte is the fault.
                return fail(.invalidUTF8, at: index >= end ? index : position)
            }
            lowest = 0x80
            highest = 0xBF
        }
        return position + length
    }
}
