import CZlib
import TestSupport

@testable import ByteStreams
@testable import JSONRecords

/// Every path that this processor's instructions open gives what the path of a processor without them
/// gives: checksums, digests, and the masks by which text is scanned.
enum ProcessorTarget {
    static func run(_ given: [UInt8]) {
        guard let input = FuzzInput(given) else { return }
        // Where a message is cut, and where its first block starts in memory.
        let border = min(input.choice, input.bytes.count)
        compareChecksums(of: input.bytes.span.bytes, cutAt: border)
        compareDigests(of: input.bytes.span.bytes.extracting(border...))
        compareMasks(of: input.bytes, above: UInt8(input.choice))
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
}
