package import JSONRecords

/// Instants of Mimecast records, in milliseconds since 1970-01-01T00:00:00Z.
///
/// Parsed by hand: a date formatter costs a thousand times more and pulls ICU into the binary.
@usableFromInline package enum EventTime {
    /// 1990-01-01T00:00:00Z to the end of 2100: anything outside is a wrong unit or a broken clock.
    /// Epoch seconds, as in a test of the Rapid7 plugin, fall before it, which distinguishes them from
    /// milliseconds.
    package static let range: Range<Int64> = 631_152_000_000..<4_133_980_800_000

    @inlinable package static var millisecondsPerDay: Int64 { 86_400_000 }

    /// 0000-01-01T00:00:00Z to the end of 9999, the years of RFC 3339.
    private static let rfc3339Range: Range<Int64> = -62_167_219_200_000..<253_402_300_800_000

    /// The instant of a date-time with offset, or of epoch milliseconds, in every form listed in SPEC
    /// 3.2.
    ///
    /// Mimecast writes `2024-11-17T17:02:30+0000` in its get-logs responses, other offsets in SIEM 1.0
    /// and milliseconds in SIEM 2.0. Databases and loaders write `Z`, `UTC`, `+00`, a fraction, a space
    /// instead of the `T`, and milliseconds as `1752741743000.0`; .NET writes `/Date(1752741743000)/`.
    /// Fractions are truncated to milliseconds. A leap second is read as the second before it.
    /// - Parameter assumesUTC: whether a date-time without an offset is in UTC.
    /// - Returns: nil for anything else, and outside of ``range``.
    package static func parse(_ text: JSONText, assumesUTC: Bool = false) -> Int64? {
        guard text.isString else { return inRange(milliseconds(text)) }
        let content = text.content
        // The form that Mimecast and nearly everyone else writes.
        if isLikeDateTime(content), let instant = dateTime(content, assumesUTC: assumesUTC) {
            return inRange(instant)
        }
        return parseOther(content, assumesUTC: assumesUTC)
    }

    @inline(never)
    private static func parseOther(_ content: JSONText, assumesUTC: Bool) -> Int64? {
        if let instant = parse(content: content, assumesUTC: assumesUTC) { return instant }
        // Some JSON writers escape `+` and `/`; no text with a backslash was accepted above.
        guard content.contains(UInt8(ascii: "\\")) else { return nil }
        return JSONText.withText(of: JSONStrings.unescape(content)) {
            parse(content: $0, assumesUTC: assumesUTC)
        }
    }

    /// As ``parse(_:assumesUTC:)``, for text without quotes.
    package static func parse(content: JSONText, assumesUTC: Bool = false) -> Int64? {
        if isLikeDateTime(content) {
            if let instant = dateTime(content, assumesUTC: assumesUTC) { return inRange(instant) }
        }
        let text = content.trimmed
        if text.count != content.count { return parse(content: text, assumesUTC: assumesUTC) }
        return inRange(milliseconds(text) ?? millisecondsOfDotNet(text))
    }

    @inline(__always)
    private static func isLikeDateTime(_ content: JSONText) -> Bool {
        content.count > 10 && content[4] == UInt8(ascii: "-")
    }

    /// The instant of an RFC 3339 date-time, or midnight UTC of a bare date, in the years 0 to 9999.
    /// - Returns: nil for anything else, including epoch milliseconds, and if the offset leads out of
    ///   these years.
    package static func parse(rfc3339 text: String) -> Int64? {
        let bytes = Array(text.utf8)
        let dateTimeText = bytes.count == 10 ? bytes + Array("T00:00:00Z".utf8) : bytes
        let instant = JSONText.withText(of: dateTimeText) { dateTime($0) }
        guard let instant, rfc3339Range.contains(instant) else { return nil }
        return instant
    }

    /// The UTC day of an instant, counted from 1970-01-01.
    @inlinable package static func dayNumber(of milliseconds: Int64) -> Int {
        let day = milliseconds / millisecondsPerDay
        return Int(milliseconds % millisecondsPerDay < 0 ? day - 1 : day)
    }

    private static func inRange(_ milliseconds: Int64?) -> Int64? {
        guard let milliseconds, range.contains(milliseconds) else { return nil }
        return milliseconds
    }

    /// An integer, possibly written as a double: `1752741743000`, `1752741743000.0`, `1.752741743E12`.
    private static func milliseconds(_ text: JSONText) -> Int64? {
        if let number = digits(text) { return number }
        guard text.count > 0, text.count <= 40 else { return nil }
        var digits: [UInt8] = []
        var fractionDigits = 0
        var hasPoint = false
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte &- UInt8(ascii: "0") <= 9 {
                digits.append(byte &- UInt8(ascii: "0"))
                if hasPoint { fractionDigits += 1 }
            } else if byte == UInt8(ascii: "."), !hasPoint, !digits.isEmpty {
                hasPoint = true
            } else {
                break
            }
            index += 1
        }
        guard !digits.isEmpty else { return nil }
        var exponent = 0
        if index < text.count {
            guard text[index] | 0x20 == UInt8(ascii: "e") else { return nil }
            index += 1
            if index < text.count, text[index] == UInt8(ascii: "+") { index += 1 }
            guard index < text.count, let value = Self.digits(text[index..<text.count]), value <= 20
            else { return nil }
            exponent = Int(value)
        }
        // The position of the decimal point among the digits; only zeros may follow it.
        let whole = digits.count - fractionDigits + exponent
        guard whole > 0, whole <= 15 else { return nil }
        var number: Int64 = 0
        for place in 0..<whole {
            number = number * 10 + Int64(place < digits.count ? digits[place] : 0)
        }
        return digits.dropFirst(whole).allSatisfy { $0 == 0 } ? number : nil
    }

    /// `/Date(1752741743000)/`, possibly with an offset, which does not affect the instant.
    private static func millisecondsOfDotNet(_ text: JSONText) -> Int64? {
        let opening: StaticString = "/Date("
        guard text.count > 8, text[0..<6].equals(opening),
            text[text.count - 2] == UInt8(ascii: ")"),
            text[text.count - 1] == UInt8(ascii: "/")
        else { return nil }
        let inner = text[6..<(text.count - 2)]
        if let sign = (1..<max(1, inner.count)).first(where: {
            inner[$0] == UInt8(ascii: "+") || inner[$0] == UInt8(ascii: "-")
        }) {
            guard inner.count - sign == 5, digits(inner[(sign + 1)..<inner.count]) != nil else {
                return nil
            }
            return digits(inner[0..<sign])
        }
        return digits(inner)
    }

    /// An integer of at most 15 digits.
    private static func digits(_ text: JSONText) -> Int64? {
        guard text.count > 0, text.count <= 15 else { return nil }
        var number: Int64 = 0
        for index in 0..<text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            number = number &* 10 &+ Int64(digit)
        }
        return number
    }

    private static func dateTime(_ text: JSONText, assumesUTC: Bool = false) -> Int64? {
        // 2024-11-17T17:02:30Z is the shortest, except for an offset that may be missing.
        guard text.count >= (assumesUTC ? 19 : 20) else { return nil }
        let separator = text[10]
        guard separator | 0x20 == UInt8(ascii: "t") || separator == UInt8(ascii: " ") else {
            return nil
        }
        let anySeparator = ~UInt64(0xFF << 16)
        guard let yearAndMonth = pairs(text.word(at: 0), shape: Shape.yearAndMonth),
            let dayToMinute = pairs(text.word(at: 8) & anySeparator, shape: Shape.dayToMinute),
            // Its first four bytes were checked already.
            let seconds = pairs(text.word(at: 11) >> 40, shape: Shape.seconds)
        else { return nil }
        let date = CivilDate(
            year: yearAndMonth[0] &* 100 &+ yearAndMonth[2], month: yearAndMonth[5],
            day: dayToMinute[0])
        let hour = dayToMinute[3]
        let minute = dayToMinute[6]
        let second = seconds[1]
        guard date.isValid, hour <= 23, minute <= 59, second <= 60 else { return nil }

        if text.count == 24, text.word(at: 16) >> 24 == zeroOffset {
            let minutes = (date.dayNumber &* 24 &+ hour) &* 60 &+ minute
            return Int64((minutes &* 60 &+ min(second, 59)) &* 1000)
        }
        var position = 19
        var milliseconds = 0
        if text.count > 19, text[19] == UInt8(ascii: ".") {
            position = 20
            var weight = 100
            while position < text.count {
                let digit = text[position] &- UInt8(ascii: "0")
                guard digit <= 9 else { break }
                milliseconds &+= Int(digit) &* weight
                weight /= 10
                position &+= 1
            }
            guard position > 20 else { return nil }
        }
        let isWithoutOffset = assumesUTC && text[position..<text.count].trimmed.count == 0
        guard let offset = isWithoutOffset ? 0 : offsetMinutes(text, at: position) else {
            return nil
        }
        let minutes = (date.dayNumber &* 24 &+ hour) &* 60 &+ minute &- offset
        return Int64((minutes &* 60 &+ min(second, 59)) &* 1000 &+ milliseconds)
    }

    /// `+0000`, as Mimecast writes it, in the lowest five bytes of a word.
    private static let zeroOffset: UInt64 = 0x30_3030_302B

    /// Texts of eight bytes, the first in the lowest bits. `0` stands for any digit, NUL for a byte that
    /// the caller removed.
    private enum Shape {
        /// `0000-00-`
        static let yearAndMonth: UInt64 = 0x2D30_302D_3030_3030
        /// `00`, NUL, `00:00`
        static let dayToMinute: UInt64 = 0x3030_3A30_3000_3030
        /// `:00`, five NUL
        static let seconds: UInt64 = 0x0000_0000_0030_303A
    }

    /// The two-digit numbers in eight bytes of text; number `i` starts at byte `i`.
    private struct Pairs {
        let word: UInt64

        @inline(__always) subscript(_ index: Int) -> Int {
            Int(word &>> UInt64(8 &* index) & 0xFF)
        }
    }

    /// Checks all eight bytes and computes all numbers at once, each in one byte of a word.
    ///
    /// - Returns: nil if the text does not have this shape.
    @inline(__always)
    private static func pairs(_ text: UInt64, shape: UInt64) -> Pairs? {
        // After removing the shape, digits are 0 to 9 and everything else is 0. Anything greater sets a
        // byte's highest bit when the amount is added that keeps the maximum just below it.
        let numbers = text ^ shape
        var room: UInt64 = 0
        for index in 0..<8 {
            let isDigit = UInt8(truncatingIfNeeded: shape >> UInt64(8 * index)) == UInt8(ascii: "0")
            room |= (isDigit ? 0x7F - 9 : 0x7F) << UInt64(8 * index)
        }
        guard ((numbers &+ room) | numbers) & 0x8080_8080_8080_8080 == 0 else { return nil }
        return Pairs(word: numbers &* 10 &+ numbers &>> 8)
    }

    /// `Z`, `UTC`, `GMT`, `+01`, `+0100` or `+01:00`, possibly preceded by white space, up to the end of
    /// the text; RFC 3339 allows up to 23:59.
    private static func offsetMinutes(_ text: JSONText, at start: Int) -> Int? {
        let zone = text[start..<text.count].trimmed
        guard zone.count > 0 else { return nil }
        let sign = zone[0]
        if zone.count == 1 { return sign | 0x20 == UInt8(ascii: "z") ? 0 : nil }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
            return zone.equalsIgnoringCase("utc") || zone.equalsIgnoringCase("gmt") ? 0 : nil
        }
        var fault = false
        let minutes: Int
        switch zone.count {
        case 3: minutes = 0
        case 5: minutes = pair(zone, 3, &fault)
        case 6 where zone[3] == UInt8(ascii: ":"): minutes = pair(zone, 4, &fault)
        default: return nil
        }
        let hours = pair(zone, 1, &fault)
        guard !fault, hours <= 23, minutes <= 59 else { return nil }
        let offset = hours * 60 + minutes
        return sign == UInt8(ascii: "-") ? -offset : offset
    }

    /// The number formed by the two digits at `index`.
    @inline(__always)
    private static func pair(_ text: JSONText, _ index: Int, _ fault: inout Bool) -> Int {
        let tens = text[index] &- UInt8(ascii: "0")
        let ones = text[index &+ 1] &- UInt8(ascii: "0")
        if tens > 9 || ones > 9 { fault = true }
        return Int(tens) &* 10 &+ Int(ones)
    }
}
