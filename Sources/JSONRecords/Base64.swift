/// Bytes that are no text, as text (RFC 4648 §4).
package enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    package static func append(_ bytes: [UInt8], to buffer: inout ByteBuffer) {
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
