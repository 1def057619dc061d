package import JSONRecords

/// A JSON value without white space between its tokens, and so on one line.
package enum CompactJSON {
    /// - Parameter text: a walked value.
    package static func append(_ text: JSONText, to buffer: inout ByteBuffer) {
        var runStart = 0
        var position = 0
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: "\"") {
                position = text.end(ofStringAt: position)
            } else if JSONText.isSpace(byte) {
                buffer.append(text[runStart..<position])
                position += 1
                while position < text.count, JSONText.isSpace(text[position]) { position += 1 }
                runStart = position
            } else {
                position += 1
            }
        }
        buffer.append(text[runStart..<text.count])
    }

    /// As above, as the content of a JSON string: quotes and backslashes are escaped.
    static func appendEscaped(_ text: JSONText, to buffer: inout ByteBuffer) {
        var runStart = 0
        var position = 0
        var stringEnd = 0
        while position < text.count {
            let byte = text[position]
            if position >= stringEnd, JSONText.isSpace(byte) {
                buffer.append(text[runStart..<position])
                runStart = position + 1
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                if position >= stringEnd { stringEnd = text.end(ofStringAt: position) }
                buffer.append(text[runStart..<position])
                buffer.append("\\")
                runStart = position
            }
            position += 1
        }
        buffer.append(text[runStart..<text.count])
    }
}
