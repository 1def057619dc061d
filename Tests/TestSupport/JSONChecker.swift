/// A second reader of JSON objects (RFC 8259), slow and simple, for comparison with the fast one. It
/// shares no code with it: every rule of the grammar is one function, which reads one byte at a time.
package struct JSONChecker {
    package struct Member {
        /// The unescaped name; a lone surrogate is U+FFFD.
        package var name: String
        /// The value as written.
        package var value: [UInt8]
        package var hasEscapes: Bool
    }

    private struct Invalid: Error {}

    private let bytes: [UInt8]
    private let depthLimit: Int
    private var position = 0
    private var depth = 0
    private var sawEscape = false
    private var members: [Member] = []
    private var elements: [[UInt8]] = []

    private init(_ bytes: [UInt8], _ depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    /// The members if `bytes` are a single object, possibly surrounded by white space; nil if they are
    /// anything else.
    ///
    /// - Parameter depthLimit: nesting that is taken, the object counted; that of a record (SPEC 3). An
    ///   alert may hold a whole record.
    package static func members(of bytes: [UInt8], depthLimit: Int = 128) -> [Member]? {
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        var checker = JSONChecker(bytes, depthLimit)
        do {
            checker.space()
            try checker.object(isOutermost: true)
            checker.space()
        } catch {
            return nil
        }
        return checker.position == bytes.count ? checker.members : nil
    }

    /// The unescaped content of a string; nil for any other value. A lone surrogate is U+FFFD.
    package static func text(of value: [UInt8]) -> String? {
        value.first == UInt8(ascii: "\"")
            ? members(of: Array("{".utf8) + value + Array(":0}".utf8))?.first?.name : nil
    }

    /// The elements of an array, as written; nil for any other value.
    package static func elements(of value: [UInt8]) -> [[UInt8]]? {
        guard value.first == UInt8(ascii: "["), String(validating: value, as: UTF8.self) != nil
        else { return nil }
        var checker = JSONChecker(value, 128)
        do { try checker.array() } catch { return nil }
        return checker.position == value.count ? checker.elements : nil
    }

    // MARK: Grammar

    private mutating func value() throws(Invalid) {
        switch byte {
        case UInt8(ascii: "{"): try object(isOutermost: false)
        case UInt8(ascii: "["): try array()
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    private mutating func object(isOutermost: Bool) throws(Invalid) {
        try open("{")
        space()
        while byte != UInt8(ascii: "}") {
            let name = try string()
            space()
            try take(":")
            space()
            let start = position
            // Not for a nested member: escapes in its name count for the outer value.
            if isOutermost { sawEscape = false }
            try value()
            if isOutermost {
                members.append(
                    Member(
                        name: name, value: Array(bytes[start..<position]), hasEscapes: sawEscape))
            }
            space()
            if byte == UInt8(ascii: "}") { break }
            try take(",")
            space()
            if byte == UInt8(ascii: "}") { throw Invalid() }
        }
        try close("}")
    }

    private mutating func array() throws(Invalid) {
        try open("[")
        space()
        while byte != UInt8(ascii: "]") {
            let start = position
            try value()
            // Depth 1 is the outermost array, if there is no object around it.
            if depth == 1 { elements.append(Array(bytes[start..<position])) }
            space()
            if byte == UInt8(ascii: "]") { break }
            try take(",")
            space()
            if byte == UInt8(ascii: "]") { throw Invalid() }
        }
        try close("]")
    }

    private mutating func number() throws(Invalid) {
        if byte == UInt8(ascii: "-") { position += 1 }
        if byte == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if byte == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            position += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
    }

    private mutating func digits() throws(Invalid) {
        let start = position
        while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        if position == start { throw Invalid() }
    }

    private mutating func string() throws(Invalid) -> String {
        try take("\"")
        var units: [UInt16] = []
        while byte != UInt8(ascii: "\"") {
            guard let byte, byte >= 0x20 else { throw Invalid() }
            if byte == UInt8(ascii: "\\") {
                sawEscape = true
                units.append(try escape())
            } else {
                units += try scalar().utf16
            }
        }
        position += 1
        return String(decoding: units, as: UTF16.self)
    }

    private mutating func escape() throws(Invalid) -> UInt16 {
        position += 1
        guard let letter = byte else { throw Invalid() }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(letter)
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "u"):
            var unit: UInt16 = 0
            for _ in 0..<4 {
                guard let byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                    throw Invalid()
                }
                unit = unit * 16 + UInt16(digit)
                position += 1
            }
            return unit
        default: throw Invalid()
        }
    }

    /// One scalar; the text is known to be UTF-8.
    private mutating func scalar() throws(Invalid) -> String {
        let first = position
        position += 1
        while let byte, byte & 0xC0 == 0x80 { position += 1 }
        return String(decoding: bytes[first..<position], as: UTF8.self)
    }

    private mutating func word(_ word: String) throws(Invalid) {
        guard bytes[position...].starts(with: word.utf8) else { throw Invalid() }
        position += word.utf8.count
    }

    // MARK: Bytes

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func space() {
        while let byte, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) throws(Invalid) {
        guard byte == UInt8(ascii: character) else { throw Invalid() }
        position += 1
    }

    private mutating func open(_ character: Unicode.Scalar) throws(Invalid) {
        try take(character)
        depth += 1
        if depth > depthLimit { throw Invalid() }
    }

    private mutating func close(_ character: Unicode.Scalar) throws(Invalid) {
        try take(character)
        depth -= 1
    }
}
