/// Strings: RFC 8259 §7 and RFC 3629.
extension RecordWalker {
    /// The first byte from `start` on that is a quote, a backslash, a control character or not ASCII.
    ///
    /// Sixteen bytes a step. With a sign, what is not ASCII is below zero, so one comparison finds it
    /// and the control characters. A comparison makes each byte of a vector 0 or -1. Two of them as one
    /// number, clamped to a byte, are 0x7F when only the first is set, 0x80 when only the second is,
    /// and 0xFF when both are: so the lowest bit of the word of these tells the place.
    @inline(__always)
    static func skipPlain(_ chunk: ChunkBytes, _ start: Int) -> Int {
        var position = start
        while true {
            let first = marks(chunk, at: position, offset: 0)
            let second = marks(chunk, at: position, offset: 16)
            if first | second != 0 {
                let isInFirst = first != 0
                return position &+ (isInFirst ? 0 : 16)
                    &+ (isInFirst ? first : second).trailingZeroBitCount &>> 2
            }
            position &+= 32
        }
    }

    @inline(__always)
    private static func marks(_ chunk: ChunkBytes, at position: Int, offset: Int) -> UInt64 {
        let quote = SIMD16(repeating: Int8(bitPattern: UInt8(ascii: "\"")))
        let backslash = SIMD16(repeating: Int8(bitPattern: UInt8(ascii: "\\")))
        let space = SIMD16(repeating: Int8(bitPattern: UInt8(ascii: " ")))
        let bytes = chunk.load(SIMD16<Int8>.self, at: position, offset: offset)
        let marks = (bytes .== quote) .| (bytes .== backslash) .| (bytes .< space)
        let pairs = unsafe unsafeBitCast(marks, to: SIMD8<Int16>.self)
        let clamped = SIMD8<Int8>(
            truncatingIfNeeded: pairs.clamped(
                lowerBound: SIMD8(repeating: Int16(Int8.min)),
                upperBound: SIMD8(repeating: Int16(Int8.max))))
        return unsafe unsafeBitCast(clamped, to: UInt64.self)
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
                return miss(.endOfString, at: position)  // it was cut at the end of its line
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
