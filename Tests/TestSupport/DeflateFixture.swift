internal import CZlib

/// Raw DEFLATE data (RFC 1951) from zlib's encoder, with block boundaries where a test wants them.
package struct DeflateShape: Sendable {
    /// How a piece of the data ends.
    package enum Border: Int32, CaseIterable, Sendable {
        case none = 0
        /// An empty block with fixed codes.
        case partial = 1
        /// An empty stored block, which ends at a byte.
        case sync = 2
        case full = 3
        /// Only the block ends, anywhere in a byte.
        case block = 5
    }

    package var level: Int32 = 6
    /// zlib's strategies: 0 default, 1 filtered, 2 Huffman codes only, 3 runs of a byte, 4 fixed codes.
    package var strategy: Int32 = 0
    /// 1 to 9, which determines the length of blocks.
    package var memory: Int32 = 8
    /// 9 to 15, which determines how far back references may reach.
    package var windowBits: Int32 = 15

    package init() {}

    package func deflated(_ pieces: [(data: [UInt8], border: Border)]) -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        let result = deflateInit2_(
            &stream, level, Z_DEFLATED, -windowBits, memory, strategy, ZLIB_VERSION, size)
        precondition(result == Z_OK)
        defer { deflateEnd(&stream) }
        var output: [UInt8] = []
        for (data, border) in pieces + [([], nil)] as [([UInt8], Border?)] {
            var room = [UInt8](repeating: 0, count: data.count * 2 + 1024)
            data.withUnsafeBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                repeat {
                    room.withUnsafeMutableBufferPointer { room in
                        stream.next_out = room.baseAddress
                        stream.avail_out = UInt32(room.count)
                        _ = deflate(&stream, border?.rawValue ?? Z_FINISH)
                    }
                    output += room.dropLast(Int(stream.avail_out))
                } while stream.avail_out == 0
            }
        }
        return output
    }
}

/// Raw DEFLATE data, bit by bit.
package struct DeflateWriter {
    private var whole: [UInt8] = []
    /// Fewer than eight bits after them.
    private var rest = 0
    private var restBits = 0

    package init() {}

    package var bytes: [UInt8] { restBits == 0 ? whole : whole + [UInt8(rest)] }

    /// Appends a number, its lowest bit first; at most 48 bits.
    package mutating func append(_ value: Int, bits: Int) {
        rest |= value << restBits
        restBits += bits
        while restBits >= 8 {
            whole.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
            restBits -= 8
        }
    }

    /// Appends a Huffman code, its highest bit first (RFC 1951 §3.1.1).
    package mutating func append(code: Int, bits: Int) {
        var reversed = 0
        for bit in 0..<bits { reversed = reversed << 1 | code >> bit & 1 }
        append(reversed, bits: bits)
    }

    /// Starts a block of type 0 (stored) to 3 (invalid).
    package mutating func begin(kind: Int, isLast: Bool) {
        append(isLast ? 1 : 0, bits: 1)
        append(kind, bits: 2)
    }

    /// Appends the bytes of a stored block, at most 65535, from the next byte boundary (RFC 1951 §3.2.4).
    package mutating func appendStored(_ data: [UInt8]) {
        if restBits > 0 { append(0, bits: 8 - restBits) }
        append(data.count, bits: 16)
        append(data.count ^ 0xFFFF, bits: 16)
        whole += data
    }

    /// Appends a literal or length symbol in the fixed code (RFC 1951 §3.2.6).
    package mutating func appendFixed(_ symbol: Int) {
        switch symbol {
        case 0..<144: append(code: 0x30 + symbol, bits: 8)
        case 144..<256: append(code: 0x190 + symbol - 144, bits: 9)
        case 256..<280: append(code: symbol - 256, bits: 7)
        default: append(code: 0xC0 + symbol - 280, bits: 8)
        }
    }

    /// A whole block with fixed codes.
    package mutating func appendFixedBlock(_ data: [UInt8], isLast: Bool) {
        begin(kind: 1, isLast: isLast)
        for byte in data { appendFixed(Int(byte)) }
        appendFixed(256)
    }

    /// The header of a block with its own codes (RFC 1951 §3.2.7).
    ///
    /// - Parameters:
    ///   - literals: code lengths for literals and lengths, at least 257, each 0 to 15.
    ///   - distances: code lengths for distances, at least one.
    package mutating func beginDynamic(literals: [Int], distances: [Int], isLast: Bool) {
        begin(kind: 2, isLast: isLast)
        append(literals.count - 257, bits: 5)
        append(distances.count - 1, bits: 5)
        append(15, bits: 4)
        // All lengths have codes of four bits; there are no runs.
        for length in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] {
            append(length < 16 ? 4 : 0, bits: 3)
        }
        for length in literals + distances { append(code: length, bits: 4) }
    }
}

extension GzipFixture {
    /// A member of data that was deflated elsewhere.
    package static func member(deflated: [UInt8], of data: [UInt8]) -> [UInt8] {
        let checksum = UInt32(truncatingIfNeeded: crc32(0, data, UInt32(data.count)))
        return header() + deflated + littleEndian(checksum)
            + littleEndian(UInt32(truncatingIfNeeded: data.count))
    }
}
