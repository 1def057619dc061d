import TestSupport
import Testing

@testable import ByteStreams

/// Compares every decoder with libz alone: the same bytes, the same damage at the same offset.
@Suite struct GzipDecoderTests {
    static let others = GzipDecoder.all.filter { $0 != .libz }

    static func expectSame(
        _ stored: [UInt8], readSizes: [Int] = [], chunk: Int = 100_000, bufferSize: Int = 65536,
        _ comment: @autoclosure () -> Comment = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let expected = GunzipTests.drain(
            stored, .libz, readSizes: readSizes, chunk: chunk, bufferSize: bufferSize)
        for decoder in others {
            let found = GunzipTests.drain(
                stored, decoder, readSizes: readSizes, chunk: chunk, bufferSize: bufferSize)
            #expect(found.damage == expected.damage, comment(), sourceLocation: sourceLocation)
            // Not the arrays themselves, because printing a difference would take minutes.
            let isSame = found.bytes == expected.bytes
            #expect(isSame, comment(), sourceLocation: sourceLocation)
        }
    }

    /// Log-like data, with repetitive and random stretches.
    static func data(_ random: inout SeededRandom, most: Int) -> [UInt8] {
        var data: [UInt8] = []
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let count = Int.random(in: 0...most, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: data += (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            case 1: data += [UInt8](repeating: .random(in: 0...255, using: &random), count: count)
            case 2: data += (0..<count).map { _ in UInt8.random(in: 60...67, using: &random) }
            default: data += GzipFixture.lines(count / 40, seed: random.next())
            }
        }
        return data
    }

    /// A member with blocks of every kind and size.
    static func member(_ random: inout SeededRandom, most: Int) -> [UInt8] {
        var shape = DeflateShape()
        shape.level = .random(in: 0...9, using: &random)
        shape.strategy = .random(in: 0...4, using: &random)
        shape.memory = .random(in: 1...9, using: &random)
        shape.windowBits = .random(in: 9...15, using: &random)
        let pieces = (0..<Int.random(in: 1...5, using: &random)).map { _ in
            (
                data: data(&random, most: most),
                border: DeflateShape.Border.allCases.randomElement(using: &random)!
            )
        }
        return GzipFixture.member(deflated: shape.deflated(pieces), of: pieces.flatMap(\.data))
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `valid data of any shape decodes the same`(seed: UInt64) {
        var random = SeededRandom(seed)
        let stored = Self.member(&random, most: 15_000) + Self.member(&random, most: 500)
        #expect(GunzipTests.drain(stored, .libz, chunk: 1 << 20).damage == nil)
        for chunk in [1 << 20, 1000] { Self.expectSame(stored, chunk: chunk, "\(chunk)") }
        Self.expectSame(stored, readSizes: [1, 500, 3])
        Self.expectSame(stored, readSizes: [7], chunk: 1000, bufferSize: 64)
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `a flipped bit gives the same bytes and the same damage`(seed: UInt64) {
        var random = SeededRandom(seed)
        let stored = Self.member(&random, most: 600)
        for _ in 0..<60 {
            var flipped = stored
            let index = Int.random(in: 10..<stored.count, using: &random)
            flipped[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            Self.expectSame(flipped, "bit of byte \(index)")
        }
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `a truncated file gives the same bytes, wherever it is cut`(seed: UInt64) {
        var random = SeededRandom(seed)
        let stored = Self.member(&random, most: 600)
        for cut in stride(from: 0, to: stored.count, by: max(1, stored.count / 120)) {
            Self.expectSame(Array(stored[..<cut]), chunk: cut % 3 == 0 ? 1 : 5000, "cut at \(cut)")
        }
    }

    @Test func `an error of the base comes after the same bytes`() {
        let stored = GzipFixture.member(Array(GunzipTests.data[..<2000]))
        let failure = StreamDamage(.inputRead, at: 5, .errno(5))
        for cut in 0..<stored.count {
            let found = GzipDecoder.all.map { decoder in
                var source = ContainerSource(
                    gzip: MemorySource(Array(stored[..<cut]), damage: failure), decoder: decoder)
                return Drained(&source)
            }
            #expect(found.allSatisfy { $0 == found[0] && $0.damage == failure }, "cut at \(cut)")
        }
    }

    // MARK: Data that no encoder makes

    /// Literals `a` and `b` and the end of a block, with codes of the given lengths.
    static func lengths(a: Int, b: Int, end: Int) -> [Int] {
        var lengths = [Int](repeating: 0, count: 257)
        lengths[Int(UInt8(ascii: "a"))] = a
        lengths[Int(UInt8(ascii: "b"))] = b
        lengths[256] = end
        return lengths
    }

    /// Blocks after a valid one, each with libz's verdict.
    static let oddBlocks:
        [(name: String, isSound: Bool, write: @Sendable (inout DeflateWriter) -> Void)] = [
            (
                "a code with an unused part", false,
                { writer in
                    writer.beginDynamic(
                        literals: lengths(a: 2, b: 2, end: 2), distances: [0], isLast: true)
                    writer.append(code: 0, bits: 2)
                    writer.append(code: 2, bits: 2)
                }
            ),
            (
                "more codes than there is room for", false,
                { writer in
                    writer.beginDynamic(
                        literals: lengths(a: 1, b: 1, end: 1), distances: [0], isLast: true)
                    writer.append(code: 1, bits: 1)
                }
            ),
            (
                "no code for the end", false,
                { writer in
                    writer.beginDynamic(
                        literals: lengths(a: 1, b: 1, end: 0), distances: [0], isLast: true)
                    writer.append(0, bits: 8)
                }
            ),
            (
                "nothing but the end, which has half of a code", true,
                { writer in
                    writer.beginDynamic(
                        literals: lengths(a: 0, b: 0, end: 1), distances: [0], isLast: true)
                    writer.append(code: 0, bits: 1)
                }
            ),
            (
                "the other half of that code", false,
                { writer in
                    writer.beginDynamic(
                        literals: lengths(a: 0, b: 0, end: 1), distances: [0], isLast: true)
                    writer.append(code: 1, bits: 1)
                }
            ),
            (
                "one distance, which has half of a code", true,
                { writer in
                    writer.beginDynamic(
                        literals: lengths(a: 2, b: 2, end: 2) + [2], distances: [1], isLast: true)
                    writer.append(code: 0, bits: 2)
                    writer.append(code: 3, bits: 2)
                    writer.append(code: 0, bits: 1)
                    writer.append(code: 2, bits: 2)
                }
            ),
            (
                "the other half of that distance's code", false,
                { writer in
                    writer.beginDynamic(
                        literals: lengths(a: 2, b: 2, end: 2) + [2], distances: [1], isLast: true)
                    writer.append(code: 0, bits: 2)
                    writer.append(code: 3, bits: 2)
                    writer.append(code: 1, bits: 1)
                    writer.append(code: 2, bits: 2)
                }
            ),
            (
                "a length, and no distances", false,
                { writer in
                    writer.beginDynamic(
                        literals: lengths(a: 2, b: 2, end: 2) + [2], distances: [0], isLast: true)
                    writer.append(code: 0, bits: 2)
                    writer.append(code: 3, bits: 2)
                    writer.append(0, bits: 20)
                }
            ),
            (
                "distances whose code has an unused part", false,
                { writer in
                    writer.beginDynamic(
                        literals: lengths(a: 2, b: 2, end: 2) + [2], distances: [2, 2, 2],
                        isLast: true)
                    writer.append(code: 2, bits: 2)
                }
            ),
            (
                "codes of fifteen bits", true,
                { writer in
                    var literals = [Int](repeating: 0, count: 257)
                    for symbol in 0..<14 { literals[symbol] = symbol + 1 }
                    literals[14] = 15
                    literals[256] = 15
                    writer.beginDynamic(literals: literals, distances: [0], isLast: true)
                    for symbol in 0..<14 {
                        writer.append(code: (1 << (symbol + 1)) - 2, bits: symbol + 1)
                    }
                    writer.append(code: 0x7FFE, bits: 15)
                    writer.append(code: 0x7FFF, bits: 15)
                }
            ),
            (
                "more kinds of distances than there are", false,
                { writer in
                    writer.beginDynamic(
                        literals: lengths(a: 2, b: 2, end: 1),
                        distances: [Int](repeating: 5, count: 32), isLast: true)
                    writer.append(code: 0, bits: 1)
                }
            ),
            (
                "more kinds of lengths than there are", false,
                { writer in
                    var literals = lengths(a: 2, b: 2, end: 2)
                    literals += [Int](repeating: 0, count: 29) + [2]
                    writer.beginDynamic(literals: literals, distances: [0], isLast: true)
                    writer.append(code: 2, bits: 2)
                }
            ),
            (
                "a length that does not exist", false,
                { writer in
                    writer.begin(kind: 1, isLast: true)
                    writer.appendFixed(286)
                    writer.append(0, bits: 40)
                }
            ),
            (
                "a distance that does not exist", false,
                { writer in
                    writer.begin(kind: 1, isLast: true)
                    writer.appendFixed(257)
                    writer.append(code: 30, bits: 5)
                    writer.append(0, bits: 40)
                }
            ),
            (
                "a distance behind the beginning", false,
                { writer in
                    writer.begin(kind: 1, isLast: true)
                    writer.appendFixed(Int(UInt8(ascii: "x")))
                    writer.appendFixed(285)
                    writer.append(code: 29, bits: 5)
                    writer.append(0x1FFF, bits: 13)
                    writer.append(0, bits: 48)
                }
            ),
            (
                "a block of a kind that does not exist", false,
                { writer in
                    writer.begin(kind: 3, isLast: true)
                    writer.append(0, bits: 48)
                }
            ),
            (
                "a stored block of two lengths", false,
                { writer in
                    writer.begin(kind: 0, isLast: true)
                    writer.append(0, bits: 48)
                }
            ),
        ]

    @Test(arguments: oddBlocks.indices)
    func `blocks that no encoder makes are judged as libz does`(index: Int) {
        let (name, isSound, write) = Self.oddBlocks[index]
        // The block starts at a different bit of a byte each time.
        for count in 0..<9 {
            var writer = DeflateWriter()
            writer.appendFixedBlock(
                [UInt8](repeating: 200, count: count) + [1, 2, 3], isLast: false)
            write(&writer)
            let expected = GunzipTests.drain(GzipFixture.header() + writer.bytes, .libz)
            #expect((expected.damage?.reason == .gzipTruncated) == isSound, "\(name)")
            let stored = GzipFixture.member(deflated: writer.bytes, of: expected.bytes)
            for size in [1, 2, 1000] {
                Self.expectSame(stored, readSizes: [size], "\(name), \(size)")
            }
            Self.expectSame(stored, chunk: 1, "\(name)")
        }
    }

    @Test func `a block too large to keep is decoded, and so are the blocks after it`() {
        let data = GzipFixture.lines(22_000)
        var writer = DeflateWriter()
        writer.appendFixedBlock(Array(data[..<50]), isLast: false)
        writer.appendFixedBlock(data, isLast: false)
        writer.appendFixedBlock([7], isLast: true)
        #expect(writer.bytes.count > 9 << 17)
        let whole = Array(data[..<50]) + data + [7]
        let stored = GzipFixture.member(deflated: writer.bytes, of: whole)
        for decoder in GzipDecoder.all {
            let isSame = GunzipTests.drain(stored, decoder, chunk: 100_000) == Drained(bytes: whole)
            #expect(isSame)
        }
        Self.expectSame(Array(stored.dropLast(20)))
        var flipped = stored
        flipped[17 << 16] ^= 0xFF
        Self.expectSame(flipped)
    }

    // MARK: Choice of decoder

    static func accelerated(_ stored: [UInt8], _ decoder: GzipDecoder) -> Int {
        var source = ContainerSource(gzip: MemorySource(stored), decoder: decoder)
        _ = Drained(&source, chunk: 1 << 18)
        return source.acceleratedBytes
    }

    @Test(arguments: others)
    func `ISA-L decodes nearly all of a large file, even one with many flush points`(
        decoder: GzipDecoder
    ) {
        let pieces = (0..<40).map {
            (data: GzipFixture.lines(3000, seed: $0), border: DeflateShape.Border.sync)
        }
        let data = pieces.flatMap(\.data)
        for deflated in [GzipFixture.deflated(data), DeflateShape().deflated(pieces)] {
            let stored = GzipFixture.member(deflated: deflated, of: data)
            #expect(Self.accelerated(stored, decoder) > data.count / 10 * 9)
        }
    }

    @Test func `small blocks are left to libz`() {
        let data = GzipFixture.lines(20_000)
        let pieces = stride(from: 0, to: data.count, by: 2000).map {
            (data: Array(data[$0..<min($0 + 2000, data.count)]), border: DeflateShape.Border.block)
        }
        for decoder in Self.others.prefix(1) {
            let stored = GzipFixture.member(deflated: DeflateShape().deflated(pieces), of: data)
            #expect(Self.accelerated(stored, decoder) == 0)
            #expect(Self.accelerated(GzipFixture.member(data), decoder) > 0)
        }
    }

    @Test func `each decoder says what it is`() {
        #expect(GzipDecoder.libz.description.hasPrefix("libz 1."))
        for decoder in Self.others { #expect(decoder.description.hasPrefix("ISA-L 2.")) }
        #expect(GzipDecoder.all.contains(.preferred))
    }
}
