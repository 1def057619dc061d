package import JSONRecords

/// A text to search for in records, where it may occur in another case and with escapes, also inside
/// JSON that a collector embedded in a string.
///
/// Every record of an archive is searched, and hardly any contains the text. So it is first searched for
/// literally, eight bytes at a time, and a record is unescaped only if an escape could represent part of
/// the text.
package struct SoughtText: Hashable, Sendable {
    /// As it was asked for.
    package let text: String
    /// In lower case, as UTF-8.
    private let folded: Pattern
    /// The longest ASCII part of the text. Anything that does not contain it does not contain the text.
    private let plain: Pattern?
    private let isASCII: Bool
    /// The characters that may follow the backslash of an escape for a character of the text.
    private let escapes: Set<UInt8>

    /// JSON inside a string inside a string is escaped as often; nobody wraps more often than this.
    private static let depthLimit = 4

    /// - Returns: nil for the empty text, which occurs everywhere.
    package init?(_ text: String) {
        if text.isEmpty { return nil }
        self.text = text
        isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        folded = Pattern(Array(text.lowercased().utf8))
        let runs = text.utf8.split { $0 >= 0x80 }
        plain = runs.max { $0.count < $1.count }.map {
            Pattern($0.map(JSONText.lowercased))
        }
        var escapes: Set<UInt8> = [UInt8(ascii: "u")]
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "\\"): escapes.insert(byte)
            case 0x08: escapes.insert(UInt8(ascii: "b"))
            case 0x09: escapes.insert(UInt8(ascii: "t"))
            case 0x0A: escapes.insert(UInt8(ascii: "n"))
            case 0x0C: escapes.insert(UInt8(ascii: "f"))
            case 0x0D: escapes.insert(UInt8(ascii: "r"))
            default: break
            }
        }
        self.escapes = escapes
    }

    /// Whether it occurs in a value of `record`, which must be walked: a string, a number or a literal,
    /// at any depth. Field names are not values.
    package func stands(inRecord record: JSONText) -> Bool {
        // Matches in names are rare, so they are only ruled out if there is a match at all.
        stands(in: record) && scan(record, at: 0).isFound
    }

    /// Whether it occurs anywhere in bytes that need not be JSON.
    package func stands(in bytes: [UInt8]) -> Bool {
        JSONText.withText(of: bytes) { stands(in: $0) }
    }

    private func stands(in text: JSONText, depth: Int = 0) -> Bool {
        if standsPlainly(in: text) { return true }
        guard depth < Self.depthLimit, mayBeEscaped(in: text) else { return false }
        return JSONText.withText(of: Self.unescaped(text)) { stands(in: $0, depth: depth + 1) }
    }

    private func standsPlainly(in text: JSONText) -> Bool {
        if isASCII { return folded.stands(in: text) }
        guard Self.hasOtherThanASCII(text), plain?.stands(in: text) ?? true else { return false }
        let lower = Array(String(decoding: text.bytes, as: UTF8.self).lowercased().utf8)
        return JSONText.withText(of: lower) { folded.stands(in: $0) }
    }

    // MARK: Values

    /// - Returns: whether it occurs in the value at `start`, and the index after the value, which is
    ///   undefined if it was found.
    private func scan(_ text: JSONText, at start: Int) -> (isFound: Bool, end: Int) {
        let opening = text[start]
        guard opening == UInt8(ascii: "{") || opening == UInt8(ascii: "[") else {
            let end = text.end(ofScalarAt: start)
            return (stands(in: text[start..<end].content), end)
        }
        var children = JSONChildren(of: text, at: start)
        while let child = children.next() {
            let (isFound, end) = scan(text, at: child.start)
            if isFound { return (true, end) }
            children.skip(to: end)
        }
        return (false, children.end)
    }

    // MARK: Escapes

    /// Whether `text` may contain an escape for part of the searched text.
    private func mayBeEscaped(in text: JSONText) -> Bool {
        let backslash = UInt8(ascii: "\\")
        guard text.contains(backslash) else { return false }
        var index = 0
        while index + 1 < text.count {
            // Of several backslashes the last one counts, at whatever depth it is an escape.
            if text[index] == backslash, escapes.contains(text[index + 1]) { return true }
            index += 1
        }
        return false
    }

    /// `text` with its escapes decoded. Anything else is kept.
    private static func unescaped(_ text: JSONText) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard byte == UInt8(ascii: "\\"), index + 1 < text.count else {
                result.append(byte)
                index += 1
                continue
            }
            let escape = text[index + 1]
            if escape == UInt8(ascii: "u"), !isUnicodeEscape(text, at: index) {
                result.append(byte)
                index += 1
                continue
            }
            result.append(contentsOf: JSONStrings.escapedScalar(text, at: &index).utf8)
        }
        return result
    }

    /// Whether four hexadecimal digits follow the `\u` at `index`.
    private static func isUnicodeEscape(_ text: JSONText, at index: Int) -> Bool {
        guard index + 6 <= text.count else { return false }
        return (index + 2..<index + 6).allSatisfy { JSONText.isHexadecimal(text[$0]) }
    }

    private static func hasOtherThanASCII(_ text: JSONText) -> Bool {
        var index = 0
        while index + 8 <= text.count {
            if text.word(at: index) & 0x8080_8080_8080_8080 != 0 { return true }
            index += 8
        }
        while index < text.count {
            if text[index] >= 0x80 { return true }
            index += 1
        }
        return false
    }
}

/// Bytes to look for, ASCII letters of them in any case.
private struct Pattern: Hashable, Sendable {
    /// ASCII letters in lower case.
    private let bytes: [UInt8]
    /// Which of them is looked for first: one that is rare in logs.
    private let anchor: Int

    /// - Parameter bytes: not empty; ASCII letters in lower case.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        anchor = bytes.indices.max { Self.rareness(bytes[$0]) < Self.rareness(bytes[$1]) } ?? 0
    }

    /// What logs of mail are made of, the most frequent first.
    private static let frequent = Array(
        "\"eatinorsl:,cd0123456mhu.p-g789/wfybkv_=&ATxjzq {}[]".utf8)

    private static func rareness(_ byte: UInt8) -> Int {
        frequent.firstIndex(of: byte) ?? frequent.count
    }

    func stands(in text: JSONText) -> Bool {
        // Where the anchor may stand.
        let end = text.count - bytes.count + anchor + 1
        guard bytes.count <= text.count else { return false }
        let wanted = bytes[anchor]
        let isLetter = wanted >= UInt8(ascii: "a") && wanted <= UInt8(ascii: "z")
        let ones: UInt64 = 0x0101_0101_0101_0101
        let pattern = ones &* UInt64(wanted)
        let caseBits = isLetter ? ones &* 0x20 : 0
        var index = anchor
        while index &+ 8 <= end {
            // An equal byte becomes zero, and the lowest set bit is that of a zero byte; higher ones may
            // be false, so each is checked.
            let word = (text.word(at: index) | caseBits) ^ pattern
            var found = (word &- ones) & ~word & (ones &* 0x80)
            while found != 0 {
                if stands(in: text, at: index + found.trailingZeroBitCount / 8 - anchor) {
                    return true
                }
                found &= found &- 1
            }
            index &+= 8
        }
        while index < end {
            if stands(in: text, at: index - anchor) { return true }
            index &+= 1
        }
        return false
    }

    private func stands(in text: JSONText, at start: Int) -> Bool {
        for (index, byte) in bytes.enumerated()
        where JSONText.lowercased(text[start + index]) != byte {
            return false
        }
        return true
    }
}
