#if ISAL
    import TestSupport
    import Testing

    @testable import ByteStreams

    @Suite struct DeflateHeaderTests {
        /// libz's verdict on the header of the first block in `bytes`; stored blocks are not for ISA-L.
        static func libz(_ bytes: [UInt8]) -> DeflateHeader {
            var libz = ZlibInflater()
            var room: [UInt8] = [0]
            var span = room.mutableSpan
            var raw = span.mutableBytes
            guard libz.begin() else { return .other }
            let step = libz.step(from: bytes.span, into: &raw, at: 0, stopsAtBlocks: true)
            if step.state == .broken { return .other }
            guard libz.stop.isAtHeaderEnd else { return .incomplete }
            if bytes[0] & 6 == 0 { return .other }
            return .coded(isLast: libz.stop.isInLastBlock, byteCount: step.consumed)
        }

        static func expectSame(
            _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
        ) {
            let expected = libz(bytes)
            let found = DeflateHeader(DeflateBits(), bytes.span)
            // An incomplete header may already be invalid: neither libz nor we need have read that far.
            let isKnown = found != .incomplete && expected != .incomplete
            #expect(
                found == expected || !(isKnown || found.isCoded || expected.isCoded), "\(bytes)",
                sourceLocation: sourceLocation)
            // The same, starting at another bit.
            for count in 1..<8 {
                var writer = DeflateWriter()
                writer.append(0, bits: 8 - count)
                for byte in bytes { writer.append(Int(byte), bits: 8) }
                let first = DeflateBits(value: writer.bytes[0] >> (8 - count), count: count)
                let shifted = DeflateHeader(first, writer.bytes.span.extracting(1...))
                #expect(
                    shifted.isCoded == found.isCoded, "\(bytes), \(count)",
                    sourceLocation: sourceLocation)
            }
        }

        @Test(arguments: 1...8 as ClosedRange<UInt64>)
        func `headers are judged as libz does`(seed: UInt64) {
            var random = SeededRandom(seed)
            for _ in 0..<25 {
                var shape = DeflateShape()
                shape.strategy = .random(in: 0...4, using: &random)
                let data = GzipDecoderTests.data(&random, most: 400)
                let bytes = shape.deflated([(data: data, border: .none)])
                Self.expectSame(bytes)
                for _ in 0..<6 {
                    var flipped = Array(bytes.prefix(80))
                    let index = Int.random(in: 0..<flipped.count, using: &random)
                    flipped[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                    Self.expectSame(flipped)
                }
                Self.expectSame(Array(bytes.prefix(.random(in: 0...80, using: &random))))
            }
        }

        @Test(arguments: 1...8 as ClosedRange<UInt64>)
        func `codes of any lengths are judged as libz does`(seed: UInt64) {
            var random = SeededRandom(seed)
            var coded = 0
            for _ in 0..<150 {
                // Mostly complete codes, with one length changed.
                var literals = [Int](repeating: 0, count: .random(in: 257...288, using: &random))
                var distances = [Int](repeating: 0, count: .random(in: 1...32, using: &random))
                Self.fill(&literals, &random)
                Self.fill(&distances, &random)
                if Bool.random(using: &random) { literals[256] = max(literals[256], 1) }
                var writer = DeflateWriter()
                writer.beginDynamic(
                    literals: literals, distances: distances, isLast: .random(using: &random))
                Self.expectSame(writer.bytes)
                if Self.libz(writer.bytes).isCoded { coded += 1 }
            }
            #expect(coded > 0)
        }

        /// Generates code lengths that are complete in most cases.
        static func fill(_ lengths: inout [Int], _ random: inout SeededRandom) {
            var codes = [0]
            for _ in 0..<Int.random(in: 0...min(40, lengths.count - 1), using: &random) {
                let index = codes.indices.filter { codes[$0] < 15 }.randomElement(using: &random)!
                codes[index] += 1
                codes.append(codes[index])
            }
            for (symbol, code) in zip(lengths.indices.shuffled(using: &random), codes) {
                lengths[symbol] = code
            }
            if Int.random(in: 0..<3, using: &random) == 0 {
                let symbol = lengths.indices.randomElement(using: &random)!
                lengths[symbol] = .random(in: 0...15, using: &random)
            }
        }
    }

    extension DeflateHeader {
        fileprivate var isCoded: Bool {
            if case .coded = self { true } else { false }
        }
    }
#endif
