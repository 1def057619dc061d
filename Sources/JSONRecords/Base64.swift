/// Base64 (RFC 4648 §4).
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

    /// - Returns: nil for anything that no encoder writes: other characters, a wrong length, or non-zero
    ///   padding bits.
    package static func decode(_ text: [UInt8]) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        var bytes: [UInt8] = []
        var word: UInt32 = 0
        for (index, character) in text.dropLast(padding).enumerated() {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            word = word << 6 | UInt32(value)
            if index % 4 == 3 {
                for shift in [UInt32(16), 8, 0] {
                    bytes.append(UInt8(truncatingIfNeeded: word >> shift))
                }
                word = 0
            }
        }
        switch padding {
        case 1:
            guard word & 0b11 == 0 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: word >> 10))
            bytes.append(UInt8(truncatingIfNeeded: word >> 2))
        case 2:
            guard word & 0b1111 == 0 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: word >> 4))
        default: break
        }
        return bytes
    }
}
