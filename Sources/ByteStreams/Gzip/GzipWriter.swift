/// Writes one gzip member (RFC 1952) to a sink. The same bytes at the same level give the same file,
/// however they are split into writes: the header has no name and no time, and the encoder is always fed
/// blocks of the same size (zlib's output may depend on the split).
package struct GzipWriter: ~Copyable, Sendable {
    private static let blockSize = 64 * 1024

    private var deflater: Deflater
    private var block: [UInt8] = []
    private var checksum = CRC32()
    private var length: UInt32 = 0
    private var wroteHeader = false
    private let level: Int

    /// - Parameters:
    ///   - destination: where the sink writes to, for errors.
    ///   - level: 0 (stored) to 9 (smallest); other values are clamped.
    /// - Throws: `write` if there is not enough memory.
    package init(to destination: WriteError.Destination, level: Int = 6) throws(WriteError) {
        self.level = min(max(level, 0), 9)
        do throws(SystemError) {
            deflater = try Deflater(level: self.level)
        } catch {
            throw WriteError(.write, destination, errno: error.errno)
        }
        block.reserveCapacity(Self.blockSize)
    }

    package mutating func write(_ bytes: RawSpan, to sink: inout some ByteSink & ~Copyable)
        throws(WriteError)
    {
        checksum.update(bytes)
        length &+= UInt32(truncatingIfNeeded: bytes.byteCount)
        var position = 0
        while position < bytes.byteCount {
            let count = min(bytes.byteCount - position, Self.blockSize - block.count)
            block.append(contentsOf: bytes.extracting(position..<position + count))
            position += count
            if block.count == Self.blockSize { try encodeBlock(isLast: false, to: &sink) }
        }
    }

    /// Writes the remaining data, the checksum and the length.
    package consuming func finish(to sink: inout some ByteSink & ~Copyable) throws(WriteError) {
        try encodeBlock(isLast: true, to: &sink)
        var trailer: [UInt8] = []
        for field in [checksum.value, length] {
            for shift in [UInt32(0), 8, 16, 24] {
                trailer.append(UInt8(truncatingIfNeeded: field >> shift))
            }
        }
        try sink.write(trailer)
    }

    private mutating func encodeBlock(isLast: Bool, to sink: inout some ByteSink & ~Copyable)
        throws(WriteError)
    {
        if !wroteHeader {
            wroteHeader = true
            // XFL as zlib writes it (RFC 1952 §2.3.1: 2 slowest, 4 fastest); OS 255 is unknown.
            let extraFlags: UInt8 = level == 9 ? 2 : level == 1 ? 4 : 0
            let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, extraFlags, 255]
            try sink.write(header)
        }
        try deflater.encode(block, isLast: isLast) { piece throws(WriteError) in
            try sink.write(piece)
        }
        block.removeAll(keepingCapacity: true)
    }
}
