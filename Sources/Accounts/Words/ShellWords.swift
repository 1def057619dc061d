package import ByteStreams

/// Quotes words of a command line, so that a copied command does what was meant, whatever a file is
/// called.
package enum ShellWords {
    private static let plain = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-".utf8)

    package static func quoted(_ path: Path) -> String { quoted(path.bytes) }

    /// Unquoted if that is safe, else in single quotes; in the form `$'…'` of bash, zsh and ksh if it
    /// contains anything that a terminal obeys or hides.
    package static func quoted(_ word: [UInt8]) -> String {
        if !word.isEmpty, word.allSatisfy(plain.contains) {
            return String(decoding: word, as: UTF8.self)
        }
        let text = TerminalText.escaped(word)
        if Array(text.utf8) == word { return "'" + text.replacing("'", with: "'\\''") + "'" }
        var result = "$'"
        for byte in word {
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\\"):
                result += "\\" + String(UnicodeScalar(byte))
            case 0x20..<0x7F: result.unicodeScalars.append(UnicodeScalar(byte))
            // Three octal digits, so that what follows is never taken for part of the number.
            default: result += "\\" + String(byte, radix: 8, digits: 3)
            }
        }
        return result + "'"
    }
}

extension String {
    /// The digits of `number`, in lower case, zero-padded to at least `count`.
    package init(_ number: some UnsignedInteger, radix: Int, digits count: Int) {
        let digits = String(number, radix: radix)
        self = String(repeating: "0", count: Swift.max(0, count - digits.utf8.count)) + digits
    }
}
