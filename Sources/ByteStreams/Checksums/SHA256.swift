/// SHA-256 (FIPS 180-4).
///
/// No heap memory is taken, and whole blocks are read where they are: `SHA256.digest(of:)` is as
/// good for a message of a few bytes as for a file.
package struct SHA256: ~Copyable, Sendable {
    private var state = SHA256State()
    /// The bytes of an unfinished block, the first `pendingCount` of them.
    private var pending = InlineArray<64, UInt8>(repeating: 0)
    private var pendingCount = 0
    /// Bytes so far. A message is at most 2^61 - 1 bytes (§1), which no file reaches.
    private var length: UInt64 = 0

    package init() {}

    package static func digest(of message: RawSpan) -> SHA256Digest {
        var hash = SHA256()
        hash.update(message)
        return hash.finalize()
    }

    package mutating func update(_ bytes: RawSpan) {
        bytes.withUnsafeBytes { update($0) }
    }

    private mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        length &+= UInt64(bytes.count)
        var position = 0
        if pendingCount > 0 {
            while pendingCount < 64, position < bytes.count {
                pending[pendingCount] = bytes[position]
                pendingCount += 1
                position += 1
            }
            if pendingCount < 64 { return }
            compressPending()
        }
        let blocks = (bytes.count - position) / 64
        // position + 64 * blocks <= bytes.count.
        state.compress(start + position, blocks: blocks)
        position += 64 * blocks
        while position < bytes.count {
            pending[pendingCount] = bytes[position]
            pendingCount += 1
            position += 1
        }
    }

    /// The digest of everything so far; the value is used up.
    package consuming func finalize() -> SHA256Digest {
        // Padding (§5.1.1): one bit, zeros, the length in bits as 8 bytes, most significant first.
        pending[pendingCount] = 0x80
        pendingCount += 1
        if pendingCount > 56 {
            while pendingCount < 64 {
                pending[pendingCount] = 0
                pendingCount += 1
            }
            compressPending()
        }
        while pendingCount < 56 {
            pending[pendingCount] = 0
            pendingCount += 1
        }
        let bits = length &* 8
        for index in 0..<8 {
            pending[56 + index] = UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * index))
        }
        compressPending()
        return SHA256Digest(words: state.words)
    }

    private mutating func compressPending() {
        // A copy, so that the block is not read through storage that `state` is written in.
        let block = pending
        block.span.bytes.withUnsafeBytes { state.compress($0.baseAddress!, blocks: 1) }
        pendingCount = 0
    }
}
