/// Parses the JSON of a document into a tree (RFC 8259).
struct DocumentParser {
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static let depthLimit = 16

    private let bytes: [UInt8]
    private let allowsComments: Bool
    private var position = 0
    /// The byte at fault, once parsing has thrown.
    private(set) var faultOffset = 0

    init(_ bytes: [UInt8], allowsComments: Bool) {
        self.bytes = bytes
        self.allowsComments = allowsComments
    }

    mutating func readDocument() throws(DocumentFault) -> JSONNode {
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw fault(.notUTF8, at: error.byteOffsets.lowerBound)
        }
        if bytes.starts(with: Self.byteOrderMark) { position = Self.byteOrderMark.count }
        let node = try readValue(depth: 0)
        skipSpace()
        if position < bytes.count { throw expected(.endOfFile) }
        return node
    }

    /// The current byte; 0 at the end, with which no token starts.
    private var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private mutating func fault(_ fault: DocumentFault, at offset: Int) -> DocumentFault {
        faultOffset = offset
        return fault
    }

    private mutating func expected(_ what: JSONExpectation) -> DocumentFault {
        fault(.expected(what), at: position)
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
                position += 1
            } else if allowsComments, bytes[position...].starts(with: [0x2F, 0x2F]) {
                while position < bytes.count, byte != 0x0A { position += 1 }
            } else {
                return
            }
        }
    }

    private mutating func readValue(depth: Int) throws(DocumentFault) -> JSONNode {
        skipSpace()
        let start = position
        if depth > Self.depthLimit { throw fault(.tooDeep, at: start) }
        let value: JSONNode.Value
        switch byte {
        case UInt8(ascii: "{"): value = try readObject(depth: depth)
        case UInt8(ascii: "["): value = try readArray(depth: depth)
        case UInt8(ascii: "\""): value = .string(try readString())
        default: value = try readWord()
        }
        return JSONNode(value: value, offset: start)
    }

    private mutating func readObject(depth: Int) throws(DocumentFault) -> JSONNode.Value {
        var members: [JSONNode.Member] = []
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
            let node = try readValue(depth: depth + 1)
            members.append(JSONNode.Member(key: key, offset: start, node: node))
            skipSpace()
            let end = byte
            guard end == UInt8(ascii: ",") || end == UInt8(ascii: "}") else {
                throw expected(.commaOrBrace)
            }
            position += 1
            if end == UInt8(ascii: "}") { return .object(members) }
        }
    }

    private mutating func readArray(depth: Int) throws(DocumentFault) -> JSONNode.Value {
        var elements: [JSONNode] = []
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

    private mutating func readString() throws(DocumentFault) -> String {
        position += 1
        let start = position
        var hasEscapes = false
        while byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw expected(.endOfString) }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                try checkEscape()
            } else {
                position += 1
            }
        }
        let content = bytes[start..<position]
        position += 1
        if !hasEscapes { return String(decoding: content, as: UTF8.self) }
        return String(
            decoding: JSONText.withText(of: Array(content), JSONStrings.unescape), as: UTF8.self)
    }

    private mutating func checkEscape() throws(DocumentFault) {
        let escape = position + 1 < bytes.count ? bytes[position + 1] : 0
        if escape == UInt8(ascii: "u") {
            let digits = bytes[(position + 2)...].prefix(4)
            guard digits.count == 4, digits.allSatisfy(JSONText.isHexadecimal) else {
                throw expected(.escape)
            }
            position += 6
        } else {
            guard "\"\\/bfnrt".utf8.contains(escape) else { throw expected(.escape) }
            position += 2
        }
    }

    /// Numbers and the three literals. Numbers are interpreted later.
    private mutating func readWord() throws(DocumentFault) -> JSONNode.Value {
        let start = position
        while "+-.0123456789abcdefghijklmnopqrstuvwxyzE".utf8.contains(byte) { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        switch word {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "null": return .null
        case _ where Self.isNumber(bytes[start..<position]): return .number(word)
        default: throw fault(.expected(.value), at: start)
        }
    }

    /// RFC 8259 §6: no leading zero or plus, digits on both sides of the point.
    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        /// Removes digits from the front and returns whether there were any.
        func takeDigits() -> Bool {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            rest = rest.dropFirst(digits.count)
            return !digits.isEmpty
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        if rest.first == UInt8(ascii: "0") {
            rest = rest.dropFirst()
        } else if !takeDigits() {
            return false
        }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            if !takeDigits() { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
                rest = rest.dropFirst()
            }
            if !takeDigits() { return false }
        }
        return rest.isEmpty
    }
}
