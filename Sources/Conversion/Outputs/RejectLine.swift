internal import ByteStreams
package import JSONRecords

/// Writes one rejected piece as a line of a quarantine file (SPEC 4.5).
package enum RejectLine {
    /// - Parameters:
    ///   - note: where the piece stands and why it was rejected.
    ///   - length: the piece's bytes in the decompressed input.
    ///   - raw: those bytes, or the first of them when the piece is too long to be kept whole.
    package static func append(
        _ note: RejectNote, length: UInt64, raw: [UInt8], to buffer: inout ByteBuffer
    ) {
        buffer.append("{\"file\":")
        JSONStrings.append(note.file.bytes, to: &buffer)
        buffer.append(",\"record\":")
        buffer.append(decimal: note.record)
        buffer.append(",\"line\":")
        buffer.append(decimal: note.place.line)
        buffer.append(",\"offset\":")
        buffer.append(decimal: note.place.offset)
        buffer.append(",\"length\":")
        buffer.append(decimal: length)
        buffer.append(",\"reason\":\"")
        buffer.append(utf8: note.reason.rawValue)
        buffer.append("\",\"detail\":")
        JSONStrings.append(Sentences.detail(note).utf8, to: &buffer)
        if let field = note.field {
            buffer.append(",\"field\":")
            JSONStrings.append(field.utf8, to: &buffer)
        }
        if isUTF8(raw) {
            buffer.append(",\"raw\":")
            JSONStrings.append(raw, to: &buffer)
        } else {
            buffer.append(",\"raw_base64\":\"")
            appendBase64(raw, to: &buffer)
            buffer.append(UInt8(ascii: "\""))
        }
        buffer.append("}\n")
    }

    static func isUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    /// RFC 4648 §4.
    static func appendBase64(_ bytes: [UInt8], to buffer: inout ByteBuffer) {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var index = 0
        while index < bytes.count {
            let count = min(3, bytes.count - index)
            var word = UInt32(bytes[index]) << 16
            if count > 1 { word |= UInt32(bytes[index + 1]) << 8 }
            if count > 2 { word |= UInt32(bytes[index + 2]) }
            for digit in 0..<4 {
                let value = Int(word >> UInt32(18 - digit * 6)) & 63
                buffer.append(digit <= count ? alphabet[value] : UInt8(ascii: "="))
            }
            index += count
        }
    }
}
