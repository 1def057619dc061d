/// Conversion between JSON strings and the bytes they represent (RFC 8259 §7).
package enum JSONStrings {
    /// Unescapes the slice between a walked string's quotes, as UTF-8. A lone surrogate escape becomes
    /// U+FFFD; nothing else can go wrong in a walked string.
    package static func unescape(_ content: JSONText) -> [UInt8] {
        guard content.contains(UInt8(ascii: "\\")) else { return content.bytes }
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        var index = 0
        while index < content.count {
            let byte = content[index]
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                index += 1
                continue
            }
            result.append(contentsOf: escapedScalar(content, at: &index).utf8)
        }
        return result
    }

    /// Passes the unescaped slice to `body`: the slice itself if it has no escapes.
    package static func withPlainText<Result>(
        of content: JSONText, _ body: (JSONText) -> Result
    ) -> Result {
        guard content.contains(UInt8(ascii: "\\")) else { return body(content) }
        return JSONText.withText(of: unescape(content), body)
    }

    /// Decodes the escape whose backslash is at `index`, and moves `index` past it. A lone surrogate
    /// escape becomes U+FFFD.
    package static func escapedScalar(_ content: JSONText, at index: inout Int) -> Unicode.Scalar {
        let escape = content[index + 1]
        index += 2
        switch escape {
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let (scalar, length) = scalar(content, at: index)
            index += length
            return scalar
        default: return Unicode.Scalar(escape)  // a quote, a backslash or a slash
        }
    }

    /// The string's slice (including quotes) with every lone surrogate escape replaced by `\ufffd`.
    package static func repairingSurrogates(_ text: JSONText) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                index += 1
                continue
            }
            guard text[index + 1] == UInt8(ascii: "u") else {
                result.append(byte)
                result.append(text[index + 1])
                index += 2
                continue
            }
            let (scalar, length) = scalar(text, at: index + 2)
            let unit = hex(text, at: index + 2)
            if scalar == "\u{FFFD}", unit & 0xF800 == 0xD800 {
                result.append(contentsOf: Array("\\ufffd".utf8))
            } else {
                result.append(contentsOf: text[index..<(index + 2 + length)].bytes)
            }
            index += 2 + length
        }
        return result
    }

    /// Appends `bytes`, UTF-8, as a JSON string with its quotes. Control characters are escaped, and so
    /// are characters that some readers take for line ends or terminal commands, or that reorder text on
    /// a screen: see ``isHidden(_:)``.
    package static func append(_ bytes: some Sequence<UInt8>, to buffer: inout ByteBuffer) {
        JSONText.withText(of: Array(bytes)) { append($0, to: &buffer) }
    }

    package static func append(_ text: String, to buffer: inout ByteBuffer) {
        JSONText.withText(of: text) { append($0, to: &buffer) }
    }

    package static func append(_ bytes: JSONText, to buffer: inout ByteBuffer) {
        buffer.append(UInt8(ascii: "\""))
        appendContent(bytes, to: &buffer)
        buffer.append(UInt8(ascii: "\""))
    }

    /// As ``append(_:to:)``, without the quotes. Bytes that are not UTF-8 become U+FFFD.
    package static func appendContent(_ bytes: some Sequence<UInt8>, to buffer: inout ByteBuffer) {
        JSONText.withText(of: Array(bytes)) { appendContent($0, to: &buffer) }
    }

    package static func appendContent(_ bytes: JSONText, to buffer: inout ByteBuffer) {
        appendContent(bytes, from: 0, to: &buffer)
    }

    private static func appendContent(
        _ bytes: JSONText, from start: Int, to buffer: inout ByteBuffer
    ) {
        var index = start
        while true {
            index = buffer.appendEscaping(bytes, from: index)
            guard index < bytes.count else { return }
            if bytes[index] < 0x80 {
                appendEscape(ofControl: bytes[index], to: &buffer)
                index &+= 1
            } else {
                // An invalid UTF-8 sequence ends at the next ASCII character at the latest.
                let start = index
                while index < bytes.count, bytes[index] >= 0x80 { index &+= 1 }
                appendNonASCII(bytes[start..<index], to: &buffer)
            }
        }
    }

    /// As ``append(_:to:)``, but only if the bytes are UTF-8.
    ///
    /// - Returns: false if they are not; then nothing was appended.
    package static func append(ifUTF8 bytes: JSONText, to buffer: inout ByteBuffer) -> Bool {
        let start = buffer.count
        buffer.append(UInt8(ascii: "\""))
        let plain = buffer.appendEscaping(bytes, from: 0)
        if plain < bytes.count {
            guard (try? UTF8Span(validating: bytes[plain..<bytes.count].bytes.span)) != nil else {
                buffer.truncate(to: start)
                return false
            }
            appendContent(bytes, from: plain, to: &buffer)
        }
        buffer.append(UInt8(ascii: "\""))
        return true
    }

    private static func appendEscape(ofControl byte: UInt8, to buffer: inout ByteBuffer) {
        switch byte {
        case UInt8(ascii: "\n"): buffer.append("\\n")
        case UInt8(ascii: "\r"): buffer.append("\\r")
        case UInt8(ascii: "\t"): buffer.append("\\t")
        default: appendEscape(UInt16(byte), to: &buffer)
        }
    }

    private static func appendNonASCII(_ bytes: JSONText, to buffer: inout ByteBuffer) {
        var start = 0
        var index = 0
        while index < bytes.count {
            guard let (scalar, length) = scalar(bytes, at: index) else {
                return appendRepaired(bytes[start..<bytes.count], to: &buffer)
            }
            if isHidden(scalar) {
                buffer.append(bytes[start..<index])
                appendEscape(UInt16(scalar.value), to: &buffer)
                start = index + length
            }
            index &+= length
        }
        buffer.append(bytes[start..<index])
    }

    /// The scalar at `index` and its length in bytes; nil if there is none (RFC 3629 §4).
    private static func scalar(
        _ bytes: JSONText, at index: Int
    ) -> (Unicode.Scalar, length: Int)? {
        let first = bytes[index]
        let length: Int
        var value: UInt32
        let least: UInt32
        switch first {
        case 0xC2...0xDF: (length, value, least) = (2, UInt32(first & 0x1F), 0x80)
        case 0xE0...0xEF: (length, value, least) = (3, UInt32(first & 0x0F), 0x800)
        case 0xF0...0xF4: (length, value, least) = (4, UInt32(first & 0x07), 0x10000)
        default: return nil
        }
        guard index &+ length <= bytes.count else { return nil }
        for place in 1..<length {
            let byte = bytes[index &+ place]
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        // Overlong forms, surrogates and anything past U+10FFFF are invalid.
        guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }

    /// As ``appendNonASCII(_:to:)``, replacing bytes that are not UTF-8.
    @inline(never)
    private static func appendRepaired(_ bytes: JSONText, to buffer: inout ByteBuffer) {
        for scalar in String(decoding: bytes.bytes, as: UTF8.self).unicodeScalars {
            if isHidden(scalar) {
                appendEscape(UInt16(scalar.value), to: &buffer)
            } else {
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                    buffer.append(byte)
                }
            }
        }
    }

    /// Control characters (U+0000 to U+001F, U+007F to U+009F), line and paragraph separators, and the
    /// bidirectional controls (Unicode Standard Annex 9, section 2). All below U+10000.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// `\uXXXX` with lower-case digits.
    package static func appendEscape(_ unit: UInt16, to buffer: inout ByteBuffer) {
        buffer.append("\\u")
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(truncatingIfNeeded: unit >> UInt16(shift)) & 0xF
            buffer.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }

    /// The scalar whose four hex digits are at `index`, where a surrogate pair counts as one, and how
    /// many bytes it took.
    private static func scalar(_ text: JSONText, at index: Int) -> (Unicode.Scalar, length: Int) {
        let unit = hex(text, at: index)
        if let scalar = Unicode.Scalar(unit) { return (scalar, 4) }
        if unit < 0xDC00, index + 10 <= text.count,
            text[index + 4] == UInt8(ascii: "\\"), text[index + 5] == UInt8(ascii: "u")
        {
            let low = hex(text, at: index + 6)
            if low & 0xFC00 == 0xDC00,
                let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
            {
                return (scalar, 10)
            }
        }
        return ("\u{FFFD}", 4)
    }

    private static func hex(_ text: JSONText, at index: Int) -> UInt32 {
        var unit: UInt32 = 0
        for offset in 0..<4 {
            let byte = text[index + offset]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            default: digit = byte - UInt8(ascii: "A") + 10
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }
}
