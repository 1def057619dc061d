/// Strings: RFC 8259 §7 and RFC 3629.
extension RecordWalker {
    /// The first byte from `position` on that is a quote, a backslash, a control character or not ASCII.
    ///
    /// Sixteen bytes a step. A comparison makes each byte of a vector 0 or 255, so the lowest bit that
    /// is set tells the place. (The cast is unsafe to the compiler: it takes 16 bytes for two words.)
    @inline(__always)
    static func skipPlain(_ chunk: ChunkBytes, _ start: Int) -> Int {
        let quote = SIMD16(repeating: UInt8(ascii: "\""))
        let backslash = SIMD16(repeating: UInt8(ascii: "\\"))
        let space = SIMD16(repeating: UInt8(ascii: " "))
        let lastASCII = SIMD16<UInt8>(repeating: 0x7F)
        var position = start
        while true {
            let bytes = chunk.load(SIMD16<UInt8>.self, at: position)
            let marks = unsafe unsafeBitCast(
                (bytes .== quote) .| (bytes .== backslash)
                    .| (bytes .< space) .| (bytes .> lastASCII), to: SIMD2<UInt64>.self)
            if marks[0] | marks[1] != 0 {
                let isInFirstHalf = marks[0] != 0
                let half = isInFirstHalf ? marks[0] : marks[1]
                return position &+ (half.trailingZeroBitCount &>> 3) &+ (isInFirstHalf ? 0 : 8)
            }
            position &+= 16
        }
    }

    /// Walks a string from the first byte that is not plain to its closing quote.
    /// - Returns: the closing quote's position, or -1 after a fault.
    @inline(never)
    mutating func walkStringRest(at start: Int) -> Int {
        let chunk = chunk
        var position = start
        while true {
            let byte = chunk[position]
            if byte == UInt8(ascii: "\"") { return position }
            if byte == UInt8(ascii: "\\") {
                sawEscape = true
                position = walkEscape(at: position)
            } else if byte >= 0x80 {
                position = walkUTF8(at: position)
            } else if byte == 0x0A || byte == 0x0D {
                return fail(.syntax, at: position)  // the string was cut at the end of its line
            } else {
                return fail(.controlCharacter, at: position)
            }
            if position < 0 { return -1 }
            position = Self.skipPlain(chunk, position)
        }
    }

    /// Walks the escape whose backslash stands at `position`; counts surrogates that stand alone.
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
            return fail(.syntax, at: position + 1)
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
            default: return fail(.syntax, at: index)
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
