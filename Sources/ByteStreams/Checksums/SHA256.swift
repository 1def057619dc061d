/// SHA-256 (FIPS 180-4).
///
/// No heap memory is taken, and whole blocks are read where they are: `SHA256.digest(of:)` is as
/// good for a message of a few bytes as for a file.
///
/// This file is one of those that hold unsafe code. Its invariant: bytes are loaded at offsets of
/// their span only.
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

    package static func digest(of message: [UInt8]) -> SHA256Digest {
        message.withBytes { digest(of: $0) }
    }

    package mutating func update(_ bytes: RawSpan) {
        length &+= UInt64(bytes.byteCount)
        var position = 0
        if pendingCount > 0 {
            let count = min(64 - pendingCount, bytes.byteCount)
            keep(bytes.extracting(..<count))
            position = count
            if pendingCount < 64 { return }
            compressPending()
        }
        let end = bytes.byteCount - (bytes.byteCount - position) % 64
        state.compress(bytes.extracting(position..<end))
        keep(bytes.extracting(end...))
    }

    /// Puts bytes into the unfinished block, which has room for them.
    private mutating func keep(_ bytes: RawSpan) {
        for offset in bytes.byteOffsets {
            pending[pendingCount] = unsafe bytes.unsafeLoad(
                fromUncheckedByteOffset: offset, as: UInt8.self)
            pendingCount += 1
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
        state.compress(unsafe block.span.bytes)
        pendingCount = 0
    }
}
