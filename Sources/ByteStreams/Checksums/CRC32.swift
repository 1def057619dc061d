import CZlib

/// The checksum of gzip (RFC 1952 §8), computed piece by piece.
///
/// This file is one of those that hold unsafe code. Its invariant: zlib reads exactly the bytes of
/// the span that it is given, during the call.
package struct CRC32: Hashable, Sendable {
    /// The checksum of everything so far; 0 for nothing.
    package private(set) var value: UInt32 = 0

    package init() {}

    package mutating func update(_ bytes: RawSpan) {
        value =
            bytes.byteCount < CRC32Folding.leastBytes
            ? Self.byTable(value, bytes) : CRC32Folding.checksum(value, of: bytes)
    }

    mutating func update(_ bytes: Span<UInt8>) {
        update(unsafe bytes.bytes)
    }

    package static func of(_ bytes: RawSpan) -> UInt32 {
        var checksum = CRC32()
        checksum.update(bytes)
        return checksum.value
    }

    /// As zlib computes it.
    /// - Parameter checksum: of what stands before `bytes`; 0 for nothing.
    static func byTable(_ checksum: UInt32, _ bytes: RawSpan) -> UInt32 {
        unsafe bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress, buffer.count > 0 else { return checksum }
            return unsafe UInt32(
                truncatingIfNeeded: crc32_z(
                    UInt(checksum), start.assumingMemoryBound(to: UInt8.self), buffer.count))
        }
    }
}
