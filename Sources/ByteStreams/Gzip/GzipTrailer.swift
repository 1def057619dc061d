/// The end of one member (RFC 1952 §2.3.1): CRC-32 and length, parsed from chunks of any size.
struct GzipTrailer {
    static let byteCount = 8

    private var value: UInt64 = 0
    private var position = 0

    var isComplete: Bool { position == Self.byteCount }
    /// CRC-32 of the member's data.
    var checksum: UInt32 { UInt32(truncatingIfNeeded: value) }
    /// ISIZE: the length of the member's data, modulo 2^32.
    var length: UInt32 { UInt32(truncatingIfNeeded: value >> 32) }

    /// - Returns: the number of bytes that belong to the trailer.
    mutating func parse(_ bytes: Span<UInt8>) -> Int {
        let count = min(bytes.count, Self.byteCount - position)
        for index in 0..<count {
            value |= UInt64(bytes[index]) << (8 * UInt64(position))
            position += 1
        }
        return count
    }
}
