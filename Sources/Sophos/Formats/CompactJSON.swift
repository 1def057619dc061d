package import JSONRecords

/// A JSON value without the white space between its tokens: one value is one line.
package enum CompactJSON {
    /// - Parameter text: a value that a reader walked.
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
}
