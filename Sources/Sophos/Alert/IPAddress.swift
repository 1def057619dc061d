package import JSONRecords

/// The text forms of IP addresses that every consumer of Sophos alerts accepts.
///
/// Elastic's pipeline fails on a `source_info.ip` that is not an address, and Mimecast writes `Internal
/// IP` there, so a text is validated before it is written.
package enum IPAddress {
    /// True for a dotted quad without leading zeros, and for an IPv6 address of RFC 4291 §2.2 without
    /// a zone.
    package static func isValid(_ text: JSONText) -> Bool {
        guard text.count >= 2, text.count <= 45 else { return false }
        return text.contains(UInt8(ascii: ":"))
            ? isVersion6(text) : isVersion4(text, from: 0)
    }

    private static func isVersion4(_ text: JSONText, from start: Int) -> Bool {
        var dots = 0
        var digits = 0
        var number: UInt32 = 0
        for position in start..<text.count {
            let byte = text[position]
            let digit = UInt32(byte &- UInt8(ascii: "0"))
            if digit <= 9 {
                // Another digit after a zero makes that a leading zero.
                guard digits == 0 || number > 0 else { return false }
                number = number &* 10 &+ digit
                digits &+= 1
                guard number <= 255 else { return false }
            } else {
                guard byte == UInt8(ascii: "."), digits > 0 else { return false }
                dots &+= 1
                digits = 0
                number = 0
            }
        }
        return dots == 3 && digits > 0
    }

    private static func isVersion6(_ text: JSONText) -> Bool {
        var groups = 0
        var isShortened = false
        var position = 0
        if text[0] == UInt8(ascii: ":") {
            guard text[1] == UInt8(ascii: ":") else { return false }
            isShortened = true
            position = 2
        }
        while position < text.count {
            let first = position
            while position < text.count, JSONText.isHexadecimal(text[position]) { position += 1 }
            if position < text.count, text[position] == UInt8(ascii: ".") {
                // The last 32 bits may be written as a dotted quad.
                groups += 2
                guard isVersion4(text, from: first) else { return false }
                return isShortened ? groups <= 7 : groups == 8
            }
            guard position > first, position - first <= 4 else { return false }
            groups += 1
            if position == text.count { break }
            guard text[position] == UInt8(ascii: ":") else { return false }
            position += 1
            guard position < text.count else { return false }
            if text[position] == UInt8(ascii: ":") {
                guard !isShortened else { return false }
                isShortened = true
                position += 1
            }
        }
        return isShortened ? groups <= 7 : groups == 8
    }
}
