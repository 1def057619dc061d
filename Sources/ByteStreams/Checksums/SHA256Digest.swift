/// The 32 bytes of a SHA-256 digest, as eight words, most significant first.
package struct SHA256Digest: Hashable, Sendable {
    package let words: SIMD8<UInt32>

    package static let byteCount = 32

    /// - Parameter index: 0 to 31.
    package subscript(index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: words[index >> 2] &>> UInt32(24 - 8 * (index & 3)))
    }

    package var bytes: [UInt8] { (0..<Self.byteCount).map { self[$0] } }

    /// 64 hexadecimal digits in lower case.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
