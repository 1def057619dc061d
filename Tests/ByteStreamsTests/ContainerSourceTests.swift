import ByteStreams
import TestSupport
import Testing

@Suite struct ContainerSourceTests {
    static func drain(
        _ stored: [UInt8], readSizes: [Int] = [], namedGzip: Bool = false, chunk: Int = 512
    )
        -> (isGzip: Bool, drained: Drained)
    {
        var source = ContainerSource(
            MemorySource(stored, readSizes: readSizes), named: namedGzip ? .gzip : .plain)
        let drained = Drained(&source, chunk: chunk)
        return (source.container == .gzip, drained)
    }

    /// Data as each container stores it.
    private static func stored(_ data: [UInt8], in container: Container) -> [UInt8] {
        switch container {
        case .plain: data
        case .gzip: GzipFixture.member(data)
        }
    }

    @Test(arguments: Container.allCases)
    func `every container gives what was stored, whatever the reads`(container: Container) {
        let data = GzipFixture.lines(100)
        for sizes in [[], [1], [2], [3, 1], [7]] {
            for chunk in [1, 7, 512, 100_000] {
                var source = ContainerSource(
                    MemorySource(Self.stored(data, in: container), readSizes: sizes))
                #expect(source.container == container)
                #expect(Drained(&source, chunk: chunk) == Drained(bytes: data))
            }
        }
        let name = Path("a.json" + (container.nameEnding ?? ""))
        #expect(Container.named(name) == container)
    }

    @Test(arguments: Container.allCases)
    func `a container that is cut gives its beginning, and says so`(container: Container) {
        let data = GzipFixture.lines(20)
        let stored = Self.stored(data, in: container)
        for count in 1..<stored.count {
            var source = ContainerSource(MemorySource(Array(stored[..<count])))
            let drained = Drained(&source)
            #expect(data.starts(with: drained.bytes), "\(count)")
            // Nothing tells where plain bytes should end.
            #expect((drained.damage == nil) == (container == .plain), "\(count)")
        }
    }

    @Test func `the content decides the container, never the name`() {
        let text = GzipFixture.lines(100)
        for named in [false, true] {
            for sizes in [[], [1], [2], [3, 1]] {
                for chunk in [1, 7, 100_000] {
                    let plain = Self.drain(text, readSizes: sizes, namedGzip: named, chunk: chunk)
                    #expect(!plain.isGzip)
                    #expect(plain.drained == Drained(bytes: text))
                    let packed = Self.drain(
                        GzipFixture.member(text), readSizes: sizes, namedGzip: named, chunk: chunk)
                    #expect(packed.isGzip)
                    #expect(packed.drained == Drained(bytes: text))
                }
            }
        }
    }

    @Test func `a lone first byte of the magic number is a truncated gzip file`() {
        let lone = Self.drain([0x1F])
        #expect(lone.isGzip)
        #expect(
            lone.drained
                == Drained(bytes: [], damage: StreamDamage(.gzipTruncated, at: 1, .member(1))))
    }

    @Test func `the first byte of the magic number before another byte is plain input`() {
        let plain = Self.drain([0x1F, 0x41])
        #expect(!plain.isGzip)
        #expect(plain.drained == Drained(bytes: [0x1F, 0x41]))
    }

    @Test func `an empty file is damage only if its name says gzip`() {
        #expect(Self.drain([]).drained == Drained(bytes: []))
        let named = Self.drain([], namedGzip: true)
        #expect(named.isGzip)
        #expect(
            named.drained == Drained(bytes: [], damage: StreamDamage(.gzipTruncated, at: 0, .empty))
        )
    }

    @Test func `an error in the first bytes comes after the bytes already read`() {
        let failure = StreamDamage(.inputRead, at: 1, .errno(5))
        for (bytes, expected) in [([], []), ([0x7B], [0x7B]), ([0x1F], [0x1F])]
            as [([UInt8], [UInt8])]
        {
            var source = ContainerSource(MemorySource(bytes, damage: failure))
            #expect(source.container == .plain)
            #expect(Drained(&source) == Drained(bytes: expected, damage: failure))
        }
    }

    @Test func `bytes are counted as stored and as returned`() {
        let text = GzipFixture.lines(1000)
        let stored = GzipFixture.member(text)
        var packed = ContainerSource(MemorySource(stored))
        _ = Drained(&packed)
        #expect(packed.storedBytes == UInt64(stored.count))
        #expect(packed.bytesHandedOut == UInt64(text.count))
        var plain = ContainerSource(MemorySource(text))
        _ = Drained(&plain)
        #expect(plain.storedBytes == UInt64(text.count))
        #expect(plain.bytesHandedOut == UInt64(text.count))
    }
}
