/// SHA-256 (FIPS 180-4).
///
/// Allocates no heap memory and reads whole blocks in place: `SHA256.digest(of:)` suits a message of a
/// few bytes as well as a file.
///
/// This file contains unsafe code. Its invariant: bytes are only loaded at offsets within their span.
package struct SHA256: ~Copyable, Sendable {
    private var state = SHA256State()
    /// The bytes of an unfinished block, the first `pendingCount` of them.
    private var pending = InlineArray<64, UInt8>(repeating: 0)
    private var pendingCount = 0
    /// Bytes so far. A message is at most 2^61 - 1 bytes (§1), which no file reaches.
    private var length: UInt64 = 0

    package init() {}

    /// The digest of a message that is available at once: its end and the padding (§5.1.1) fill one or
    /// two blocks, which are built word by word.
    package static func digest(of message: RawSpan) -> SHA256Digest {
        var state = SHA256State()
        let wholeBlocks = message.byteCount / 64 * 64
        state.compress(message.extracting(..<wholeBlocks))
        let rest = message.extracting(wholeBlocks...)
        var words = InlineArray<16, UInt64>(repeating: 0)
        for index in 0..<rest.byteCount / 8 {
            words[index] = unsafe rest.unsafeLoadUnaligned(
                fromByteOffset: 8 * index, as: UInt64.self)
        }
        for offset in (rest.byteCount / 8 * 8)..<rest.byteCount {
            let byte = unsafe rest.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            words[offset / 8] |= place(byte, at: offset)
        }
        words[rest.byteCount / 8] |= place(0x80, at: rest.byteCount)
        let wordCount = rest.byteCount < 56 ? 8 : 16
        words[wordCount - 1] = (UInt64(message.byteCount) * 8).bigEndian
        state.compress(unsafe words.span.bytes.extracting(..<(8 * wordCount)))
        return SHA256Digest(words: state.words)
    }

    /// A word whose byte at memory offset `offset` modulo 8 is `byte`, and whose other bytes are zero.
    private static func place(_ byte: UInt8, at offset: Int) -> UInt64 {
        (UInt64(byte) << UInt64(offset % 8 * 8)).littleEndian
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

    /// Adds bytes to the unfinished block, which must have room for them.
    private mutating func keep(_ bytes: RawSpan) {
        for offset in bytes.byteOffsets {
            pending[pendingCount] = unsafe bytes.unsafeLoad(
                fromUncheckedByteOffset: offset, as: UInt8.self)
            pendingCount += 1
        }
    }

    /// The digest of everything so far.
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
        // A copy, because reading the block in place would overlap with the write to `state`.
        let block = pending
        state.compress(unsafe block.span.bytes)
        pendingCount = 0
    }
}
