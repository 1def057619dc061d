package import JSONRecords

/// The addresses that OCSF accepts for its type `email_t`: ASCII, without a display name.
///
/// Mimecast writes what the mail's header says, which can be anything, so a text is validated before it
/// is written where readers expect an address.
package enum EmailAddress {
    /// True if the regular expression of OCSF 1.8 matches: a local part of letters, digits and
    /// ``!#$%&'*+,-./=?^_`{|}~``, an `@`, and a domain with a dot after its first label.
    ///
    /// - Parameter content: the slice between the quotes of a walked JSON string.
    package static func isValid(_ content: JSONText) -> Bool {
        JSONStrings.withPlainText(of: content, isValidPlain)
    }

    private static func isValidPlain(_ text: JSONText) -> Bool {
        var at = 0
        while at < text.count, isLocal(text[at]) { at += 1 }
        guard at > 0, at < text.count, text[at] == UInt8(ascii: "@") else { return false }
        var dot: Int?
        for position in (at + 1)..<text.count {
            let byte = text[position]
            if byte == UInt8(ascii: ".") {
                if dot == nil { dot = position }
            } else if !isAlphanumeric(byte), byte != UInt8(ascii: "-") {
                return false
            }
        }
        guard let dot else { return false }
        return dot > at + 1 && dot + 1 < text.count
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        if isAlphanumeric(byte) { return true }
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"),
            UInt8(ascii: "*")...UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "?"),
            UInt8(ascii: "^")...UInt8(ascii: "`"), UInt8(ascii: "{")...UInt8(ascii: "~"):
            return true
        default: return false
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") <= 9 || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }
}
