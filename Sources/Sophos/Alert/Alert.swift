package import JSONRecords

/// One alert, ready to be written in any format.
///
/// Its values are views of the record it was made from: valid as long as that record is. One alert is
/// reused, so that alerts allocate no memory.
package struct Alert: ~Copyable {
    package var category: Category
    package var name: AlertName
    package var severity: Severity
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package var eventTime: Int64 {
        didSet { writtenTime.change(to: eventTime) }
    }
    /// The event time as Sophos writes it.
    var eventTimeText: ShortText<3> { writtenTime.text }
    /// The event's day, counted from 1970-01-01, in UTC.
    package var eventDay: Int { writtenTime.day }
    private var writtenTime = EventTimeText()
    package var id: AlertID
    /// The tenant's UUID as ASCII text.
    package var customerID: [UInt8]?
    /// The person concerned, as text without quotes.
    package var source: JSONText?
    package var values: AlertValues
    /// The whole record, if it is to be included.
    package var record: JSONText?
    /// Whether some string of the record has an escaped lone surrogate.
    package var hasLoneSurrogates: Bool

    /// An empty alert.
    package init(customerID: [UInt8]? = nil) {
        category = .url
        name = AlertName(typeText: [], threat: nil)
        severity = .low
        eventTime = 0
        id = AlertID(digest: 0, 0)
        self.customerID = customerID
        values = AlertValues()
        hasLoneSurrogates = false
    }
}

/// An alert's stable id: a UUID of version 8, whose content RFC 9562 §5.8 leaves to the implementation.
package struct AlertID: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    /// - Parameters:
    ///   - high: the first eight bytes of a digest, most significant first.
    ///   - low: the next eight bytes.
    package init(digest high: UInt64, _ low: UInt64) {
        // RFC 9562 §4: version in bits 48-51, variant in bits 64 and 65.
        self.high = high & ~0xF000 | 0x8000
        self.low = low & ~(0b11 << 62) | 0b10 << 62
    }

    /// Parses an id, in upper or lower case.
    ///
    /// - Returns: nil for anything but a UUID of version 8, because no alert of ours has another id.
    package init?(text: String) {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
        guard digits.count == 32, digits.allSatisfy(JSONText.isHexadecimal),
            let high = UInt64(String(decoding: digits.prefix(16), as: UTF8.self), radix: 16),
            let low = UInt64(String(decoding: digits.suffix(16), as: UTF8.self), radix: 16)
        else { return nil }
        self.init(digest: high, low)
        if self.text != text.lowercased() { return nil }
    }

    /// Appends the 36 characters of the id, in lower case.
    package func append(to buffer: inout ByteBuffer) { buffer.append(written) }

    /// The 36 characters of the id, for writing it more than once.
    var written: ShortText<5> {
        let first = Self.digits(of: UInt32(truncatingIfNeeded: high >> 32))
        let second = Self.digits(of: UInt32(truncatingIfNeeded: high))
        let third = Self.digits(of: UInt32(truncatingIfNeeded: low >> 32))
        let fourth = Self.digits(of: UInt32(truncatingIfNeeded: low))
        let hyphen = UInt64(UInt8(ascii: "-"))
        return ShortText(
            [
                first,
                // -xxxx-xx xx-xxxx-
                hyphen | (second & 0xFFFF_FFFF) << 8 | hyphen << 40 | (second & 0xFFFF_0000_0000)
                    << 16,
                second >> 48 | hyphen << 16 | (third & 0xFFFF_FFFF) << 24 | hyphen << 56,
                third >> 32 | fourth << 32,
                fourth >> 32,
            ], count: 36)
    }

    /// The 36 characters of the id.
    package var text: String {
        var buffer = ByteBuffer(capacity: 64)
        append(to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    /// The eight hexadecimal digits of a number, the first in the lowest byte, computed all at once in a
    /// word.
    private static func digits(of number: UInt32) -> UInt64 {
        // One byte per half byte, the most significant lowest.
        var word = UInt64(number.byteSwapped)
        word = (word | word << 16) & 0x0000_FFFF_0000_FFFF
        word = (word | word << 8) & 0x00FF_00FF_00FF_00FF
        word = (word >> 4 & 0x000F_000F_000F_000F) | (word & 0x000F_000F_000F_000F) << 8
        // From ten on they are letters, which come 39 places after the character that would follow 9.
        let letters = (word &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return word &+ 0x3030_3030_3030_3030 &+ letters &* 39
    }
}
