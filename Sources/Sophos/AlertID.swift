package import JSONRecords

/// An alert's stable id: a UUID of version 8, which RFC 9562 §5.8 leaves to its maker to fill.
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

    /// - Parameter digest: at least 16 bytes.
    package init(digest: [UInt8]) {
        precondition(digest.count >= 16, "an id is made from 16 bytes")
        let word = { (start: Int) in
            digest[start..<(start + 8)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        self.init(digest: word(0), word(8))
    }

    /// Appends the 36 characters of the id, in lower case.
    package func append(to buffer: inout ByteBuffer) {
        var text = InlineArray<36, UInt8>(repeating: UInt8(ascii: "-"))
        Self.write(high >> 32, digits: 8, at: 0, of: &text)
        Self.write(high >> 16, digits: 4, at: 9, of: &text)
        Self.write(high, digits: 4, at: 14, of: &text)
        Self.write(low >> 48, digits: 4, at: 19, of: &text)
        Self.write(low, digits: 12, at: 24, of: &text)
        buffer.append(text.span)
    }

    /// The 36 characters of the id.
    package var text: String {
        var buffer = ByteBuffer(capacity: 64)
        append(to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    private static func write(
        _ number: UInt64, digits: Int, at start: Int, of text: inout InlineArray<36, UInt8>
    ) {
        var rest = number
        var index = start + digits
        while index > start {
            index &-= 1
            let digit = UInt8(truncatingIfNeeded: rest) & 0xF
            text[index] = digit < 10 ? UInt8(ascii: "0") &+ digit : UInt8(ascii: "a") &+ digit &- 10
            rest >>= 4
        }
    }
}
