import CZlib
import TestSupport

@testable import ByteStreams
@testable import JSONRecords

/// Every path that this processor's instructions open gives what the path of a processor without them
/// gives: checksums, digests, the masks by which text is scanned, and escapes.
enum ProcessorTarget {
    static func run(_ given: [UInt8]) {
        guard let input = FuzzInput(given) else { return }
        // Where a message is cut, and where its first block starts in memory.
        let border = min(input.choice, input.bytes.count)
        compareChecksums(of: input.bytes.span.bytes, cutAt: border)
        compareDigests(of: input.bytes.span.bytes.extracting(border...))
        compareMasks(of: input.bytes, above: UInt8(input.choice))
        compareEscapes(of: input.bytes, from: border)
    }

    private static func compareChecksums(of message: RawSpan, cutAt border: Int) {
        let expected = message.withUnsafeBytes {
            UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count))
        }
        for width in CRC32.Width.allCases where width <= CRC32.width {
            let first = CRC32.checksum(0, message.extracting(..<border), folding: width)
            let whole = CRC32.checksum(first, message.extracting(border...), folding: width)
            require(whole == expected, "\(width): the checksum is \(whole), not \(expected)")
        }
    }

    private static func compareDigests(of message: RawSpan) {
        var state = SHA256State()
        var portable = SHA256State()
        let blocks = message.extracting(..<(message.byteCount / 64 * 64))
        state.compress(blocks)
        portable.compressPortably(blocks)
        require(state.words == portable.words, "the rounds of SHA-256 differ")
    }

    private static func compareMasks(of bytes: [UInt8], above limit: UInt8) {
        for start in stride(from: 0, through: bytes.count - 16, by: 5) {
            var lanes = SIMD16<UInt8>()
            for index in 0..<16 { lanes[index] = bytes[start + index] }
            let signed = SIMD16<Int8>(truncatingIfNeeded: lanes)
            for mask in [signed .< 0, signed .> Int8(truncatingIfNeeded: limit)] {
                let expected = (0..<16).reduce(UInt32(0)) { $0 | (mask[$1] ? 1 << $1 : 0) }
                require(
                    mask.bits == expected && mask.portableBits == expected, "a mask of \(lanes)")
            }
        }
    }

    private static func compareEscapes(of bytes: [UInt8], from start: Int) {
        func escaped(_ escaping: ByteBuffer.Escaping) -> (end: Int, bytes: [UInt8]) {
            var buffer = ByteBuffer()
            let end = JSONText.withText(of: bytes) {
                buffer.appendEscaping($0, from: start, by: escaping)
            }
            return (end, buffer.bytes)
        }
        var content = ByteBuffer()
        JSONStrings.appendContent(bytes, to: &content)
        func unescaped(_ escaping: ByteBuffer.Escaping) -> [UInt8] {
            var chunk = Chunk(capacity: content.count + 64, maximum: content.count + 64)
            chunk.unescape(content.text(0..<content.count), by: escaping)
            return chunk.bytes(0..<chunk.upper)
        }
        let plain = JSONText.withText(of: content.bytes, JSONStrings.unescape)
        for escaping in ByteBuffer.Escaping.supported {
            require(escaped(escaping) == escaped(.portable), "\(escaping): escapes differ")
            require(unescaped(escaping) == plain, "\(escaping): the text without escapes differs")
        }
    }
}
