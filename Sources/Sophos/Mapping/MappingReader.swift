import JSONRecords

/// Reads the JSON of a mapping file into a small tree that remembers where everything stands.
///
/// The records' reader is made for gigabytes and keeps no places of nested values; a mapping is a
/// page of text that somebody wrote by hand and wants to be told about by line and column.
struct MappingReader {
    struct Node {
        var value: Value
        /// Its first byte in the file.
        var offset: Int
    }

    indirect enum Value {
        case object([Member])
        case array([Node])
        case string(String)
        /// The digits as they stand.
        case number(String)
        case boolean, null
    }

    struct Member {
        var key: String
        /// The key's first byte.
        var offset: Int
        var node: Node
    }

    private static let depthLimit = 16

    private let bytes: [UInt8]
    private let place: MappingPlace
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        place = MappingPlace(bytes)
    }

    mutating func readDocument() throws(MappingProblem) -> Node {
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw place.problem(.notUTF8, at: error.byteOffsets.lowerBound)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        let node = try readValue(depth: 0)
        skipSpace()
        if position < bytes.count { throw expected(.endOfFile) }
        return node
    }

    /// The byte at hand; 0 at the end, which no token begins with.
    private var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private func expected(_ what: MappingProblem.Expectation) -> MappingProblem {
        place.problem(.expected(what), at: position)
    }

    /// Skips white space and comments from `//` to the end of the line.
    private mutating func skipSpace() {
        while position < bytes.count {
            if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
                position += 1
            } else if bytes[position...].starts(with: [0x2F, 0x2F]) {
                while position < bytes.count, byte != 0x0A { position += 1 }
            } else {
                return
            }
        }
    }

    private mutating func readValue(depth: Int) throws(MappingProblem) -> Node {
        skipSpace()
        let start = position
        if depth > Self.depthLimit { throw place.problem(.tooDeep, at: start) }
        switch byte {
        case UInt8(ascii: "{"): return Node(value: try readObject(depth: depth), offset: start)
        case UInt8(ascii: "["): return Node(value: try readArray(depth: depth), offset: start)
        case UInt8(ascii: "\""): return Node(value: .string(try readString()), offset: start)
        default: return Node(value: try readWord(), offset: start)
        }
    }

    private mutating func readObject(depth: Int) throws(MappingProblem) -> Value {
        var members: [Member] = []
        position += 1
        skipSpace()
        if byte == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipSpace()
            let start = position
            guard byte == UInt8(ascii: "\"") else { throw expected(.key) }
            let key = try readString()
            skipSpace()
            guard byte == UInt8(ascii: ":") else { throw expected(.colon) }
            position += 1
            members.append(Member(key: key, offset: start, node: try readValue(depth: depth + 1)))
            skipSpace()
            let end = byte
            guard end == UInt8(ascii: ",") || end == UInt8(ascii: "}") else {
                throw expected(.commaOrBrace)
            }
            position += 1
            if end == UInt8(ascii: "}") { return .object(members) }
        }
    }

    private mutating func readArray(depth: Int) throws(MappingProblem) -> Value {
        var elements: [Node] = []
        position += 1
        skipSpace()
        if byte == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            elements.append(try readValue(depth: depth + 1))
            skipSpace()
            let end = byte
            guard end == UInt8(ascii: ",") || end == UInt8(ascii: "]") else {
                throw expected(.commaOrBracket)
            }
            position += 1
            if end == UInt8(ascii: "]") { return .array(elements) }
        }
    }

    private mutating func readString() throws(MappingProblem) -> String {
        position += 1
        let start = position
        while byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw expected(.endOfString) }
            if byte == UInt8(ascii: "\\") { try checkEscape() } else { position += 1 }
        }
        let content = Array(bytes[start..<position])
        position += 1
        return String(
            decoding: JSONText.withText(of: content, JSONStrings.unescape), as: UTF8.self)
    }

    private mutating func checkEscape() throws(MappingProblem) {
        let escape = position + 1 < bytes.count ? bytes[position + 1] : 0
        if escape == UInt8(ascii: "u") {
            let digits = bytes[(position + 2)...].prefix(4)
            guard digits.count == 4, digits.allSatisfy(Self.isHexadecimal) else {
                throw expected(.escape)
            }
            position += 6
        } else {
            guard "\"\\/bfnrt".utf8.contains(escape) else { throw expected(.escape) }
            position += 2
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") <= 9 || (byte | 0x20) &- UInt8(ascii: "a") <= 5
    }

    /// Numbers and the three words. What a number means is looked at by nobody but `version`.
    private mutating func readWord() throws(MappingProblem) -> Value {
        let start = position
        while "+-.0123456789abcdefghijklmnopqrstuvwxyzE".utf8.contains(byte) { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        switch word {
        case "true", "false": return .boolean
        case "null": return .null
        case _ where Double(word) != nil && word.utf8.first.map { $0 < 0x40 && $0 != 0x2B } == true:
            return .number(word)
        default: throw place.problem(.expected(.value), at: start)
        }
    }
}
