import ByteStreams
import TestSupport
import Testing

@Suite struct ReadAheadSourceTests {
    /// Everything that a source reports at its end.
    struct Outcome: Equatable {
        var drained: Drained
        var isGzip: Bool
        var bytesHandedOut: UInt64
        var storedBytes: UInt64
        var sawPadding: Bool
    }

    /// - Parameter read: the read before which a thread starts.
    static func outcome(
        _ stored: [UInt8], aheadFrom read: Int?, readSizes: [Int] = [], damage: StreamDamage? = nil,
        blockBytes: Int = 4096, chunk: Int = 1000, decoder: GzipDecoder = .preferred
    ) -> Outcome {
        let base = ContainerSource(
            MemorySource(stored, readSizes: readSizes, damage: damage), decoder: decoder)
        let reads = Guarded(0)
        let isCoreFree = { @Sendable in
            reads.withLock { count in
                count += 1
                return count > read ?? 0
            }
        }
        var reading = ReadAheadSource(
            base, isCoreFree: read == nil ? nil : isCoreFree, blockBytes: blockBytes)
        let drained = Drained(&reading, chunk: chunk)
        return Outcome(
            drained: drained, isGzip: reading.source.container == .gzip,
            bytesHandedOut: reading.bytesHandedOut, storedBytes: reading.storedBytes,
            sawPadding: reading.source.sawPadding)
    }

    static let text = GzipFixture.lines(400)
    static let member = GzipFixture.member(text)

    /// Valid data, and every kind of damage that a source can report.
    static let inputs: [[UInt8]] = [
        [], text, member, member + member, member + [0, 0, 0], member + [1, 2],
        Array(member.dropLast(9)), Array(member.dropLast(3)), [0x1F], Array(member.prefix(7)),
        GzipFixture.member(text, crcError: 1), GzipFixture.member(text, lengthError: 1),
        member + GzipFixture.member(text, crcError: 1),
        member.enumerated().map { $0 == member.count / 2 ? $1 ^ 0x55 : $1 },
    ]

    @Test(arguments: inputs.indices, GzipDecoder.all)
    func `reading ahead changes nothing`(index: Int, decoder: GzipDecoder) {
        let stored = Self.inputs[index]
        for readSizes in [[], [1], [100, 7]] {
            for (blockBytes, chunk) in [(1 << 16, 1 << 16), (4096, 1000), (64, 4096), (7, 3)] {
                let direct = Self.outcome(
                    stored, aheadFrom: nil, readSizes: readSizes, chunk: chunk, decoder: .libz)
                for first in blockBytes == 4096 ? [0, 1, 5, 10_000] : [0] {
                    let ahead = Self.outcome(
                        stored, aheadFrom: first, readSizes: readSizes, blockBytes: blockBytes,
                        chunk: chunk, decoder: decoder)
                    #expect(
                        direct == ahead,
                        "from read \(first), blocks of \(blockBytes), reads of \(readSizes)")
                }
            }
        }
    }

    @Test func `an error of the base comes after everything read before it`() {
        let failure = StreamDamage(.inputRead, at: 5, .errno(5))
        for stored in [Self.text, Array(Self.member.dropLast(20))] {
            let direct = Self.outcome(stored, aheadFrom: nil, damage: failure)
            let ahead = Self.outcome(stored, aheadFrom: 0, damage: failure)
            #expect(direct.drained.damage == failure)
            #expect(direct == ahead)
        }
    }

    @Test func `stopping early waits only for the current block`() {
        for readBefore in 0...40 {
            var source = ReadAheadSource(
                ContainerSource(MemorySource(Self.member)), isCoreFree: { true }, blockBytes: 64)
            var bytes = [UInt8](repeating: 0, count: 50)
            for _ in 0..<readBefore {
                var span = bytes.mutableSpan
                var raw = span.mutableBytes
                #expect((try? source.read(into: &raw)) ?? 0 > 0)
            }
            source.stop()
            let isGzip = source.source.container == .gzip
            #expect(isGzip)
            let rest = Drained(&source)
            #expect(rest == Drained(bytes: []))
        }
    }

    @Test func `a source may be destroyed while its thread is working`() {
        for readBefore in 0...4 {
            var source = ReadAheadSource(
                ContainerSource(MemorySource(Self.member)), isCoreFree: { true }, blockBytes: 16)
            var bytes = [UInt8](repeating: 0, count: 16)
            for _ in 0..<readBefore {
                var span = bytes.mutableSpan
                var raw = span.mutableBytes
                #expect((try? source.read(into: &raw)) == 16)
            }
        }
    }
}
