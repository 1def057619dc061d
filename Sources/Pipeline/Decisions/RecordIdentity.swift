internal import JSONRecords
internal import Mimecast
internal import Sophos

/// What identifies a record to people: when, who, and which mail, link or file. Texts are unescaped and
/// cut; nil if the record has none.
package struct RecordIdentity: Hashable, Sendable {
    /// The event time as written in the record, valid or not.
    package var time: [UInt8]?
    /// The person concerned; of several recipients the first.
    package var user: [UInt8]?
    package var messageID: [UInt8]?
    package var subject: [UInt8]?
    package var url: [UInt8]?
    package var fileName: [UInt8]?

    package init() {}

    init(_ record: RecordView) {
        func value(_ fields: [Field]) -> [UInt8]? {
            fields.lazy.compactMap { AlertMapping.value(of: $0.rawValue, in: record) }.first.map {
                Self.plain($0.content)
            }
        }
        time = value(ExpectedFormat.timeFields.fields)
        let recipient = AlertMapping.fields(of: .recipient).lazy.compactMap {
            AlertMapping.value(of: $0.rawValue, in: record)
        }.first
        user = AlertMapping.source(of: recipient).map { Self.plain($0) }
        messageID = value(AlertMapping.fields(of: .messageID))
        subject = value(AlertMapping.fields(of: .subject))
        url = value(AlertMapping.fields(of: .url))
        fileName = value(AlertMapping.fields(of: .fileName))
    }

    /// What can be made out in a broken piece: the strings after the names of these fields.
    ///
    /// - Parameter piece: its bytes, or the first of them.
    init(ofBroken piece: [UInt8]) {
        let found = Self.values(in: piece.prefix(Self.brokenLimit))
        func value(_ fields: [Field]) -> [UInt8]? {
            fields.lazy.compactMap { found[Array($0.name.utf8)] }.first
        }
        time = value(ExpectedFormat.timeFields.fields)
        user = value(AlertMapping.fields(of: .recipient))
        messageID = value(AlertMapping.fields(of: .messageID))
        subject = value(AlertMapping.fields(of: .subject))
        url = value(AlertMapping.fields(of: .url))
        fileName = value(AlertMapping.fields(of: .fileName))
    }

    /// More than is ever shown of a value.
    private static let valueLimit = 1024
    /// Only the beginning of a broken piece is examined, because it may be the entire rest of a file.
    private static let brokenLimit = 64 << 10

    private static func plain(_ content: JSONText) -> [UInt8] {
        let text = JSONStrings.unescape(content)
        guard text.count > valueLimit else { return text }
        var end = valueLimit
        // RFC 3629 §3: bytes 0x80 to 0xBF continue a character.
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(text[..<end])
    }

    // MARK: Broken pieces

    /// Names with the strings behind them, the first of each name.
    private static func values(in piece: ArraySlice<UInt8>) -> [[UInt8]: [UInt8]] {
        var found: [[UInt8]: [UInt8]] = [:]
        var index = piece.startIndex
        while index < piece.endIndex {
            guard piece[index] == UInt8(ascii: "\"") else {
                index += 1
                continue
            }
            let name = string(in: piece, from: index)
            var next = skipSpace(in: piece, from: name.end)
            guard next < piece.endIndex, piece[next] == UInt8(ascii: ":") else {
                index = name.end
                continue
            }
            next = skipSpace(in: piece, from: next + 1)
            guard next < piece.endIndex, piece[next] == UInt8(ascii: "\"") else {
                index = next
                continue
            }
            let value = string(in: piece, from: next)
            let key = Array(name.content)
            if found[key] == nil, !value.content.isEmpty {
                found[key] = Array(value.content.prefix(valueLimit))
            }
            index = value.end
        }
        return found
    }

    /// The string whose opening quote is at `start`, up to its closing quote or the end of the line or
    /// piece. Its escapes are kept, because one of them may be the broken part.
    private static func string(
        in piece: ArraySlice<UInt8>, from start: Int
    ) -> (content: ArraySlice<UInt8>, end: Int) {
        var index = start + 1
        while index < piece.endIndex {
            switch piece[index] {
            case UInt8(ascii: "\""): return (piece[(start + 1)..<index], index + 1)
            case 0x0A, 0x0D: return (piece[(start + 1)..<index], index)
            case UInt8(ascii: "\\"): index += 2
            default: index += 1
            }
        }
        return (piece[(start + 1)...], piece.endIndex)
    }

    private static func skipSpace(in piece: ArraySlice<UInt8>, from start: Int) -> Int {
        var index = start
        while index < piece.endIndex, JSONText.isSpace(piece[index]) { index += 1 }
        return index
    }
}
