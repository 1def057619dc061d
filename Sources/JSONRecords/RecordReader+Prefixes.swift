/// Lines that start with a time or a syslog priority and end with one complete object, as syslog,
/// CloudWatch's export and fluentd write them (SPEC 3.0).
///
/// Nothing else before an object is skipped, because text that a sender put into some other log must not
/// become a record. So a prefix has no quotes and no equals signs, and does not name parts of a mail.
extension RecordReader {
    enum Prefix {
        /// An object starts at this position.
        case before(Int)
        case none
        /// More bytes are needed to tell.
        case unknown
    }

    static let prefixLimit = 256

    /// A digit, a possible first letter of a month's or day's name, or `<`.
    static func mayBeginPrefix(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") <= 9 || byte &- UInt8(ascii: "A") <= 25
            || byte == UInt8(ascii: "<")
    }

    /// Whether the line starts with a name other than a month's or a day's.
    private func beginsWithOtherWord(_ start: Int) -> Bool {
        guard chunk[start] &- UInt8(ascii: "A") <= 25 else { return false }
        let word = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32(chunk[start + $1]) }
        return !Self.timeWords.contains(word)
    }

    /// The first three letters of months and days, the first in the highest bits.
    private static let timeWords: Set<UInt32> = Set(
        [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            "Mon",
            "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
        ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })

    /// The prefix of an object on the line that starts at `start`.
    func prefix(at start: Int) -> Prefix {
        var position = start
        while position - start <= Self.prefixLimit {
            guard position < chunk.upper else { return isAtEnd ? .none : .unknown }
            if position == start + 2, beginsWithOtherWord(start) { return .none }
            let byte = chunk[position]
            if byte == UInt8(ascii: "{") {
                let words = chunk.bytes(start..<position)
                return Self.isPrefix(words) ? .before(position) : .none
            }
            guard Self.standsInPrefix(byte) else { return .none }
            position += 1
        }
        return .none
    }

    private static func standsInPrefix(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x20, 0x09:
            true
        default: ".:,/_-+()[]<>".utf8.contains(byte)
        }
    }

    /// A program's tag ends with a colon. A second such word, or the name of a part of a mail, means
    /// that some log quotes a message.
    private static func isPrefix(_ text: [UInt8]) -> Bool {
        let words = text.split { $0 == 0x20 || $0 == 0x09 }
        let tags = words.count { $0.last == UInt8(ascii: ":") }
        let isQuoting = words.contains { word in
            let letters = word.filter { ($0 | 0x20) &- UInt8(ascii: "a") <= 25 }
            return mailWords.contains(letters.map(JSONText.lowercased))
        }
        return tags <= 1 && !isQuoting
    }

    private static let mailWords: Set<[UInt8]> = Set(
        [
            "subject", "header", "headers", "from", "to", "cc", "bcc", "replyto", "sender",
            "recipient", "attachment", "filename", "title", "url", "warning",
        ].map { Array($0.utf8) })

    /// At the first byte of a line that does not start an object.
    mutating func stepLine(_ byte: UInt8) -> Event? {
        let start = chunk.lower
        switch prefix(at: start) {
        case .unknown: return .needsBytes
        case .none: return stepText(byte)
        case .before(let object): return stepPrefixed(start, object)
        }
    }

    private mutating func stepPrefixed(_ start: Int, _ object: Int) -> Event? {
        if chunk.count < retryCount, !isAtEnd { return .needsBytes }
        walker.prepare(chunk.bytes)
        switch walker.walkObject(at: object, watching: .nothing) {
        case .complete(let after) where after - object <= limit && walker.newlines == 0:
            var end = after
            while chunk[end] == 0x20 || chunk[end] == 0x09 || chunk[end] == 0x0D { end += 1 }
            if end == chunk.upper, !isAtEnd, end - after < Self.spaceLimit { return .needsBytes }
            guard end == chunk.upper || chunk[end] == 0x0A else {
                breakPiece(.syntax, expected: .endOfLine, at: end, from: start)
                break
            }
            retryCount = 0
            chunk.consume(to: object)
            _ = complete(UInt8(ascii: "{"), start: object, end: after)
            return .prefixedRecord
        case .incomplete where chunk.count <= limit && !isAtEnd:
            retryCount = chunk.count < 64 << 10 ? 0 : min(chunk.count * 2, limit + 1)
            return .needsBytes
        case .incomplete where chunk.count <= limit:
            breakPiece(.truncated, at: chunk.upper, from: start)
        case .fault where walker.faultPosition - object < limit: breakPiece(from: start)
        case .complete where walker.newlines > 0:
            breakPiece(.syntax, expected: .endOfLine, at: object, from: start)
        default: breakPiece(.recordBytes, at: min(start + limit, chunk.upper), from: start)
        }
        retryCount = 0
        return nil
    }

    /// A number is a value; a time without an object after it is not.
    private mutating func stepText(_ byte: UInt8) -> Event? {
        let start = chunk.lower
        if byte &- UInt8(ascii: "0") <= 9 {
            walker.prepare(chunk.bytes)
            let end = walker.walkValue(at: start)
            if end == chunk.upper, !isAtEnd { return .needsBytes }
            if end > start, end < chunk.upper, !Self.isWhiteSpace(chunk[end]),
                chunk[end] != UInt8(ascii: ",")
            {
                breakPiece(.syntax, expected: .value, at: start, from: start)
                return nil
            }
        }
        return walkValue(byte, watching: .pages)
    }
}
