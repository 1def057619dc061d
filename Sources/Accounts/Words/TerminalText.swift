package import ByteStreams

/// Makes text from inputs safe to print. The sender of a mail chooses its subject, its links and the
/// names of its files, and could thereby control a terminal.
package enum TerminalText {
    /// The maximum number of characters of a value shown in a message.
    package static let valueLimit = 80

    /// A value in double quotes: cut to ``valueLimit`` characters, with quotes and backslashes escaped
    /// so that its end is unambiguous.
    package static func quoted(_ bytes: some Sequence<UInt8>) -> String {
        "\"" + escaped(bytes, limit: valueLimit, isQuoted: true) + "\""
    }

    /// A path as shown in front of messages; an empty one as `""`.
    ///
    /// A message may start with it, and GitHub Actions obeys lines that start with two colons.
    package static func path(_ path: Path) -> String {
        if path.bytes.isEmpty { return quoted([]) }
        return escaped(path.bytes, limit: pathLimit).replacing("::", with: ":\\x3a")
    }

    /// The maximum length of a path on Linux (PATH_MAX).
    private static let pathLimit = 4096

    /// Text without anything that a terminal obeys or hides: control characters (U+0000 to U+001F,
    /// U+007F to U+009F) as `\x1b`, bytes that are not UTF-8 as `\xff`, line separators and format
    /// characters, including bidirectional and invisible ones, as `\u{202E}`; the second of two number
    /// signs as `\x23`.
    ///
    /// Works scalar by scalar: a hundred thousand combining marks are one `Character`, and cost no
    /// more than as many letters.
    ///
    /// - Parameters:
    ///   - limit: scalars before the text is cut with `…`; an escaped one counts as one.
    ///   - isQuoted: escapes double quotes and backslashes, too.
    package static func escaped(
        _ bytes: some Sequence<UInt8>, limit: Int = .max, isQuoted: Bool = false
    ) -> String {
        var result = ""
        var count = 0
        var decoder = UTF8Pieces(Array(bytes))
        while let piece = decoder.next() {
            if count == limit { return result + "…" }
            count += 1
            switch piece {
            case .byte(let byte): result += "\\x" + String(byte, radix: 16, digits: 2)
            case .scalar(let scalar): append(scalar, isQuoted: isQuoted, to: &result)
            }
        }
        return result
    }

    private static func append(_ scalar: Unicode.Scalar, isQuoted: Bool, to result: inout String) {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F: result += "\\x" + String(scalar.value, radix: 16, digits: 2)
        // CI servers obey `##[command]`, `##vso[command]` and the like anywhere in a line.
        case 0x23 where result.utf8.last == 0x23: result += "\\x23"
        case 0x22 where isQuoted: result += "\\\""
        case 0x5C where isQuoted: result += "\\\\"
        case ..<0x7F: result.unicodeScalars.append(scalar)
        default:
            if isPrintable(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{" + String(scalar.value, radix: 16, digits: 4).uppercased() + "}"
            }
        }
    }

    /// False for characters that move, hide or reorder text: controls, format characters, line
    /// separators, private and unassigned code points, and invisible characters.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint {
            return false
        }
        return switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            false
        default: true
        }
    }
}

extension TerminalText {
    /// `0x1b`: one byte by its number.
    package static func byte(_ byte: UInt8) -> String {
        "0x" + String(byte, radix: 16, digits: 2)
    }

    /// `0x1b2c3d4e`: a checksum.
    package static func checksum(_ number: UInt32, digits: Int = 8) -> String {
        "0x" + String(number, radix: 16, digits: digits)
    }
}

/// Splits bytes into scalars where they are UTF-8 (RFC 3629), and into bytes where they are not.
struct UTF8Pieces: IteratorProtocol {
    enum Piece {
        case scalar(Unicode.Scalar)
        case byte(UInt8)
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Piece? {
        guard position < bytes.count else { return nil }
        let first = bytes[position]
        let length =
            switch first {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        let end = min(position + length, bytes.count)
        // The standard library decides: overlong forms, surrogates and out-of-range values are invalid.
        if let text = String(validating: bytes[position..<end], as: UTF8.self),
            let scalar = text.unicodeScalars.first
        {
            position = end
            return .scalar(scalar)
        }
        position += 1
        return .byte(first)
    }
}
