import ByteStreams
import TestSupport
import Testing

@Suite struct GunzipTests {
    static let data = GzipFixture.lines(400)

    static func drain(
        _ stored: [UInt8], _ decoder: GzipDecoder, readSizes: [Int] = [], chunk: Int = 4096,
        bufferSize: Int = 65536
    )
        -> Drained
    {
        var source = ContainerSource(
            gzip: MemorySource(stored, readSizes: readSizes), decoder: decoder,
            bufferSize: bufferSize)
        return Drained(&source, chunk: chunk)
    }

    @Test(arguments: GzipDecoder.all)
    func `a member gives its data`(decoder: GzipDecoder) {
        #expect(Self.drain(GzipFixture.member(Self.data), decoder) == Drained(bytes: Self.data))
    }

    @Test(arguments: GzipDecoder.all)
    func `stored and maximally compressed data read the same`(decoder: GzipDecoder) {
        for level: Int32 in [0, 1, 9] {
            let stored = GzipFixture.member(Self.data, level: level)
            #expect(Self.drain(stored, decoder) == Drained(bytes: Self.data))
        }
    }

    @Test(arguments: GzipDecoder.all)
    func `an empty member gives nothing and no damage`(decoder: GzipDecoder) {
        var source = ContainerSource(gzip: MemorySource(GzipFixture.member([])), decoder: decoder)
        #expect(Drained(&source) == Drained(bytes: []))
        #expect(source.memberCount == 1)
    }

    @Test(arguments: GzipDecoder.all)
    func `members follow each other without a boundary in the data`(decoder: GzipDecoder) {
        let first = Array(Self.data[..<30])
        let second = Array(Self.data[30...])
        var source = ContainerSource(
            gzip: MemorySource(
                GzipFixture.member(first) + GzipFixture.member([]) + GzipFixture.member(second)),
            decoder: decoder)
        #expect(Drained(&source) == Drained(bytes: Self.data))
        #expect(source.memberCount == 3)
        #expect(source.bytesHandedOut == UInt64(Self.data.count))
        #expect(source.sawPadding == false)
    }

    @Test(arguments: GzipDecoder.all, [1, 2, 3, 7, 64])
    func `reads of any size give the same bytes`(decoder: GzipDecoder, size: Int) {
        let stored =
            GzipFixture.member(Array(Self.data[..<999]))
            + GzipFixture.member(Array(Self.data[999...]))
        let expected = Drained(bytes: Self.data)
        #expect(Self.drain(stored, decoder, readSizes: [size]) == expected)
        #expect(Self.drain(stored, decoder, chunk: size) == expected)
        #expect(
            Self.drain(stored, decoder, readSizes: [size, 1], chunk: size, bufferSize: 2)
                == expected)
    }

    @Test(arguments: GzipDecoder.all)
    func `the stream may arrive in two parts, split at any byte`(decoder: GzipDecoder) {
        let header = GzipFixture.header(
            extra: [1, 2, 3], name: Array("a".utf8), comment: [0xFF], checksum: .right)
        let stored =
            GzipFixture.member(Array("one\n".utf8), header: header)
            + GzipFixture.member(Array("two\n".utf8), header: header) + [0, 0]
        for border in 1..<stored.count {
            let drained = Self.drain(stored, decoder, readSizes: [border, stored.count])
            #expect(drained == Drained(bytes: Array("one\ntwo\n".utf8)), "border at \(border)")
        }
    }

    @Test(arguments: GzipDecoder.all)
    func `the data may be split into members at any byte`(decoder: GzipDecoder) {
        let data = Array(Self.data[..<200])
        for border in 0...data.count {
            let stored =
                GzipFixture.member(Array(data[..<border]))
                + GzipFixture.member(Array(data[border...]))
            #expect(Self.drain(stored, decoder) == Drained(bytes: data))
        }
    }

    @Test(arguments: GzipDecoder.all)
    func `a hundred thousand empty members are read, one after another`(decoder: GzipDecoder) {
        let empty = GzipFixture.member([])
        var stored: [UInt8] = []
        stored.reserveCapacity(empty.count * 100_000 + 64)
        for _ in 0..<100_000 { stored += empty }
        stored += GzipFixture.member([0x41])
        var source = ContainerSource(gzip: MemorySource(stored), decoder: decoder)
        #expect(Drained(&source) == Drained(bytes: [0x41]))
        #expect(source.memberCount == 100_001)
    }

    @Test(arguments: GzipDecoder.all)
    func `zero padding after the last member is remembered and is not damage`(decoder: GzipDecoder)
    {
        for zeros in [1, 2, 512, 100_000] {
            var source = ContainerSource(
                gzip: MemorySource(
                    GzipFixture.member(Self.data) + [UInt8](repeating: 0, count: zeros)),
                decoder: decoder)
            #expect(Drained(&source) == Drained(bytes: Self.data))
            #expect(source.sawPadding == true)
        }
    }

    @Test(arguments: GzipDecoder.all)
    func `a member after padding is read`(decoder: GzipDecoder) {
        let stored = GzipFixture.member([1]) + [0, 0, 0] + GzipFixture.member([2])
        for size in [1, 2, 3, 100] {
            #expect(Self.drain(stored, decoder, readSizes: [size]) == Drained(bytes: [1, 2]))
        }
    }

    @Test(arguments: GzipDecoder.all)
    func `highly compressed data passes through a small destination`(decoder: GzipDecoder) {
        let zeros = [UInt8](repeating: 0, count: 3_000_000)
        #expect(
            Self.drain(GzipFixture.member(zeros, level: 9), decoder, chunk: 1000).bytes.count
                == zeros.count)
    }

    @Test(arguments: GzipDecoder.all)
    func `an empty destination reads nothing and ends nothing`(decoder: GzipDecoder) throws {
        var source = ContainerSource(gzip: MemorySource(GzipFixture.member([7])), decoder: decoder)
        var none: [UInt8] = []
        var span = none.mutableSpan
        var raw = span.mutableBytes
        #expect(try source.read(into: &raw) == 0)
        #expect(Drained(&source) == Drained(bytes: [7]))
    }

    @Test(arguments: GzipDecoder.all)
    func `damage to the base comes after the bytes before it`(decoder: GzipDecoder) {
        let stored = GzipFixture.member(Self.data)
        let failure = StreamDamage(.inputRead, at: 100, .errno(5))
        var source = ContainerSource(
            gzip: MemorySource(Array(stored[..<100]), damage: failure), decoder: decoder)
        let drained = Drained(&source)
        #expect(drained.damage == failure)
        #expect(Self.data.starts(with: drained.bytes))
    }
}
