import Glibc
import TestSupport
import Testing

@testable import ByteStreams

/// Valid files generated from the grammar: each decoder produces their data, however they are read.
@Suite struct GzipGrammarTests {
    /// `GZIP_GRAMMAR=20000 swift test --filter GzipGrammar` tests more files.
    static let count = getenv("GZIP_GRAMMAR").flatMap { Int(String(cString: $0)) } ?? 160

    /// One file in eight has large blocks, which ISA-L decodes.
    static func file(_ seed: Int) -> GzipGrammar {
        GzipGrammar(seed: UInt64(seed), most: seed % 8 == 0 ? 12_000 : 300)
    }

    @Test(arguments: GzipDecoder.all)
    func `a valid file gives its data, however it is split into reads`(decoder: GzipDecoder) {
        var accelerated = 0
        for seed in 1...Self.count {
            let file = Self.file(seed)
            var random = SeededRandom(UInt64(seed) << 32)
            let sizes = (0..<4).map { _ in Int.random(in: 1...700, using: &random) }
            for (readSizes, chunk, buffer) in [
                ([], 1 << 18, 65536), (sizes, 1 << 18, 65536),
                (sizes, Int.random(in: 1...3000, using: &random), 64 + sizes[0]),
            ] {
                var source = ContainerSource(
                    gzip: MemorySource(file.stored, readSizes: readSizes), decoder: decoder,
                    bufferSize: buffer)
                let drained = Drained(&source, chunk: chunk)
                // Not the arrays themselves: a difference would be printed for minutes.
                let isSame = drained.bytes == file.data
                #expect(isSame && drained.damage == nil, "seed \(seed), reads \(readSizes)")
                #expect(source.memberCount == UInt64(file.memberCount), "seed \(seed)")
                #expect(source.sawPadding == file.endsWithZeros, "seed \(seed)")
                accelerated += source.acceleratedBytes
            }
        }
        #expect((accelerated > 0) == (decoder != .libz))
    }

    @Test(arguments: GzipDecoder.all)
    func `a valid file may be split into two reads at every byte`(decoder: GzipDecoder) {
        for seed in 1...12 {
            let file = GzipGrammar(seed: UInt64(seed), most: 40)
            for border in 1..<file.stored.count {
                let drained = GunzipTests.drain(
                    file.stored, decoder, readSizes: [border, file.stored.count])
                let isSame = drained == Drained(bytes: file.data)
                #expect(isSame, "seed \(seed), border at \(border)")
            }
        }
    }

    @Test func `the files contain every part of the grammar`() {
        var parts: [String: Int] = [:]
        for seed in 1...Self.count { parts.merge(Self.file(seed).parts) { $0 + $1 } }
        for part in [
            "stored", "fixed", "dynamic", "flush", "match", "window", "overlap", "FEXTRA", "FNAME",
            "FCOMMENT", "FHCRC", "FTEXT", "BGZF",
        ] {
            #expect(parts[part, default: 0] > 0, "\(part)")
        }
    }
}
