package import ByteStreams
package import JSONRecords

/// Makes text from inputs safe to print. The sender of a mail chooses its subject, its links and the
/// names of its files, and could thereby control a terminal.
package enum TerminalText {
    /// The maximum number of characters of a value shown in a message.
    package static let valueLimit = 80

    /// A value in double quotes: cut to ``valueLimit`` characters, with quotes and backslashes escaped
    /// so that its end is unambiguous.
    package static func quoted(_ bytes: some Sequence<UInt8>) -> String {
        string { appendQuoted(bytes, to: &$0) }
    }

    /// As ``quoted(_:)``.
    package static func appendQuoted(
        _ bytes: some Sequence<UInt8>, to buffer: inout ByteBuffer
    ) {
        buffer.append(UInt8(ascii: "\""))
        append(bytes, limit: valueLimit, isQuoted: true, to: &buffer)
        buffer.append(UInt8(ascii: "\""))
    }

    /// As ``quoted(_:)``. Nothing is copied before the text is known to need escapes.
    package static func appendQuoted(_ text: String, to buffer: inout ByteBuffer) {
        buffer.append(UInt8(ascii: "\""))
        append(text.utf8Span.span, limit: valueLimit, isQuoted: true, to: &buffer)
        buffer.append(UInt8(ascii: "\""))
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
        string { append(bytes, limit: limit, isQuoted: isQuoted, to: &$0) }
    }

    /// As ``escaped(_:limit:isQuoted:)``.
    package static func append(
        _ bytes: some Sequence<UInt8>, limit: Int = .max, isQuoted: Bool = false,
        to buffer: inout ByteBuffer
    ) {
        let bytes = Array(bytes)
        append(bytes.span, limit: limit, isQuoted: isQuoted, to: &buffer)
    }

    private static func append(
        _ bytes: Span<UInt8>, limit: Int, isQuoted: Bool, to buffer: inout ByteBuffer
    ) {
        if bytes.count <= limit, isPlain(bytes) { return buffer.append(bytes) }
        appendEscaped(bytes, limit: limit, isQuoted: isQuoted, to: &buffer)
    }

    @inline(never)
    private static func appendEscaped(
        _ bytes: Span<UInt8>, limit: Int, isQuoted: Bool, to buffer: inout ByteBuffer
    ) {
        let bytes = bytes.indices.map { bytes[$0] }
        var count = 0
        var previous: UInt8 = 0
        var pieces = UTF8Pieces(bytes)
        while !pieces.isAtEnd {
            if count == limit { return buffer.append("…") }
            count += 1
            if let byte = pieces.nextASCII() {
                let isPair = byte == 0x23 && previous == byte
                append(ascii: byte, isPair: isPair, isQuoted: isQuoted, to: &buffer)
                previous = isPair ? 0 : byte
                continue
            }
            switch pieces.next() {
            case .byte(let byte)?: appendHexadecimal(byte, to: &buffer)
            case .scalar(let scalar)?: append(scalar, to: &buffer)
            case nil: return
            }
            previous = 0
        }
    }

    /// ASCII that is always shown verbatim.
    private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices {
            switch bytes[index] {
            case 0x22, 0x23, 0x5C: return false
            case 0x20..<0x7F: continue
            default: return false
            }
        }
        return true
    }

    /// - Parameter isPair: the second of two number signs: CI servers obey `##[command]`,
    ///   `##vso[command]` and the like anywhere in a line.
    @inline(__always)
    private static func append(
        ascii byte: UInt8, isPair: Bool, isQuoted: Bool, to buffer: inout ByteBuffer
    ) {
        switch byte {
        case 0..<0x20, 0x7F: appendHexadecimal(byte, to: &buffer)
        case 0x23 where isPair: appendHexadecimal(byte, to: &buffer)
        case 0x22 where isQuoted: buffer.append("\\\"")
        case 0x5C where isQuoted: buffer.append("\\\\")
        default: buffer.append(byte)
        }
    }

    /// Appends a non-ASCII scalar.
    private static func append(_ scalar: Unicode.Scalar, to buffer: inout ByteBuffer) {
        if scalar.value <= 0x9F {
            appendHexadecimal(UInt8(truncatingIfNeeded: scalar.value), to: &buffer)
        } else if isPrintable(scalar) {
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                buffer.append(byte)
            }
        } else {
            let digits = String(scalar.value, radix: 16, digits: 4).uppercased()
            buffer.append("\\u{")
            buffer.append(utf8: digits)
            buffer.append("}")
        }
    }

    /// `\x1b`
    private static func appendHexadecimal(_ byte: UInt8, to buffer: inout ByteBuffer) {
        buffer.append("\\x")
        for digit in [byte >> 4, byte & 0xF] {
            buffer.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }

    /// The text that `write` appends, which must be UTF-8.
    package static func string(_ write: (inout ByteBuffer) -> Void) -> String {
        var buffer = ByteBuffer(capacity: 256)
        write(&buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
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

    var isAtEnd: Bool { position == bytes.count }

    /// The next byte if it is ASCII, as nearly all are.
    @inline(__always) mutating func nextASCII() -> UInt8? {
        guard position < bytes.count, bytes[position] < 0x80 else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

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
