import CZlib

/// The checksum of gzip (RFC 1952 §8), computed piece by piece.
package struct CRC32: Hashable, Sendable {
    /// The checksum of everything so far; 0 for nothing.
    package private(set) var value: UInt32 = 0

    package init() {}

    package mutating func update(_ bytes: RawSpan) {
        bytes.withUnsafeBytes { update($0) }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, bytes.count > 0 else { return }
        // zlib reads `count` bytes from `start`, which the buffer covers.
        value = UInt32(
            truncatingIfNeeded: crc32_z(
                UInt(value), start.assumingMemoryBound(to: UInt8.self), bytes.count))
    }

    package static func of(_ bytes: RawSpan) -> UInt32 {
        var checksum = CRC32()
        checksum.update(bytes)
        return checksum.value
    }
}
