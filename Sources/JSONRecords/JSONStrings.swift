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
        buffer.append(UInt8(ascii: "\""))
        appendContent(bytes, to: &buffer)
        buffer.append(UInt8(ascii: "\""))
    }

    /// As ``append(_:to:)``, without the quotes. Bytes that are not UTF-8 become U+FFFD.
    package static func appendContent(_ bytes: some Sequence<UInt8>, to buffer: inout ByteBuffer) {
        let bytes = Array(bytes)
        var index = 0
        while index < bytes.count {
            let start = index
            if bytes[index] < 0x80 {
                while index < bytes.count, isPlain(bytes[index]) { index += 1 }
                buffer.append(bytes[start..<index])
                guard index < bytes.count, bytes[index] < 0x80 else { continue }
                appendEscape(ofASCII: bytes[index], to: &buffer)
                index += 1
            } else {
                // An invalid UTF-8 sequence ends at the next ASCII character at the latest.
                while index < bytes.count, bytes[index] >= 0x80 { index += 1 }
                appendNonASCII(bytes[start..<index], to: &buffer)
            }
        }
    }

    /// ASCII that needs no escape in a string.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func appendEscape(ofASCII byte: UInt8, to buffer: inout ByteBuffer) {
        switch byte {
        case UInt8(ascii: "\""): buffer.append("\\\"")
        case UInt8(ascii: "\\"): buffer.append("\\\\")
        case UInt8(ascii: "\n"): buffer.append("\\n")
        case UInt8(ascii: "\r"): buffer.append("\\r")
        case UInt8(ascii: "\t"): buffer.append("\\t")
        default: appendEscape(UInt16(byte), to: &buffer)
        }
    }

    private static func appendNonASCII(_ bytes: ArraySlice<UInt8>, to buffer: inout ByteBuffer) {
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
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
