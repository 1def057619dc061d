import JSONRecords

/// A record's text in a line of a format other than JSON (SPEC 6.2, 6.3): it reads back as the text that
/// Mimecast wrote, and no reader sees a line end in it.
///
/// Works on slices: text that needs no change is copied verbatim, and no `String` is created.
enum LineText {
    /// The context of the text, which decides what must be escaped.
    enum Place {
        /// Between the bars of a CEF header.
        case header
        /// In the value of a CEF extension.
        case `extension`
        /// Between quotes.
        case quotes
    }

    /// - Parameter content: the slice between the quotes of a walked JSON string, or any other scalar.
    static func append(_ content: JSONText, in place: Place, to buffer: inout ByteBuffer) {
        var runStart = 0
        var index = 0
        while index < content.count {
            let byte = content[index]
            guard needsLook(byte) else {
                index &+= 1
                continue
            }
            let start = index
            let scalar = scalar(content, at: &index)
            if byte != UInt8(ascii: "\\"), isPlain(scalar, in: place) { continue }
            buffer.append(content[runStart..<start])
            append(scalar, in: place, to: &buffer)
            runStart = index
        }
        buffer.append(content[runStart..<content.count])
    }

    /// A key of a record as part of a flattened key. CEF readers drop a line whose key contains anything
    /// but letters, digits and `_`, so everything else becomes `_`.
    static func appendKey(_ content: JSONText, to buffer: inout ByteBuffer) {
        var index = 0
        while index < content.count {
            let scalar = scalar(content, at: &index)
            buffer.append(isKeyCharacter(scalar) ? UInt8(scalar.value) : UInt8(ascii: "_"))
        }
    }

    // MARK: Scalars

    /// The bytes of a JSON string that start something other than a character to copy. In JSON, control
    /// characters below U+0020 only occur as escapes.
    private static func needsLook(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "="), UInt8(ascii: "|"), 0x7F, 0xC2, 0xE2: true
        default: false
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar, in place: Place) -> Bool {
        switch scalar {
        case "\\": false
        case "\"": place != .quotes
        case "|": place != .header
        case "=": place != .extension
        default: !isControl(scalar)
        }
    }

    /// Characters that a reader may take for a line end, or a terminal for a command.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func append(
        _ scalar: Unicode.Scalar, in place: Place, to buffer: inout ByteBuffer
    ) {
        switch scalar {
        case "\n" where place == .extension: buffer.append("\\n")
        case "\r" where place == .extension: buffer.append("\\r")
        case _ where isControl(scalar):
            // A strict reader drops the whole line for an unknown escape, so the backslash of a JSON
            // escape is itself escaped, and the escape reads back as text.
            buffer.append(UInt8(ascii: "\\"))
            JSONStrings.appendEscape(UInt16(scalar.value), to: &buffer)
        default:
            if !isPlain(scalar, in: place) { buffer.append(UInt8(ascii: "\\")) }
            for byte in scalar.utf8 { buffer.append(byte) }
        }
    }

    /// The character at `index`, written literally or as an escape; `index` moves past it.
    private static func scalar(_ content: JSONText, at index: inout Int) -> Unicode.Scalar {
        let first = content[index]
        if first == UInt8(ascii: "\\") { return JSONStrings.escapedScalar(content, at: &index) }
        let length =
            switch first {
            case ..<0x80: 1
            case ..<0xE0: 2
            case ..<0xF0: 3
            default: 4
            }
        var number = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<max(length, 1) {
            number = number << 6 | UInt32(content[index + offset] & 0x3F)
        }
        index += length
        return Unicode.Scalar(number) ?? "\u{FFFD}"  // the reader accepts only UTF-8
    }

    private static func isKeyCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: false
        }
    }
}
