import ByteStreams
import TestSupport
import Testing

@Suite struct GunzipSourceTests {
    static let data = GzipFixture.lines(400)

    static func drain(
        _ stored: [UInt8], readSizes: [Int] = [], chunk: Int = 4096, bufferSize: Int = 65536
    )
        -> Drained
    {
        var source = GunzipSource(
            MemorySource(stored, readSizes: readSizes), bufferSize: bufferSize)
        return Drained(&source, chunk: chunk)
    }

    @Test func `a member gives its data`() {
        #expect(Self.drain(GzipFixture.member(Self.data)) == Drained(bytes: Self.data))
    }

    @Test func `stored and best compressed data read the same`() {
        for level: Int32 in [0, 1, 9] {
            let stored = GzipFixture.member(Self.data, level: level)
            #expect(Self.drain(stored) == Drained(bytes: Self.data))
        }
    }

    @Test func `an empty member gives nothing and no damage`() {
        var source = GunzipSource(MemorySource(GzipFixture.member([])))
        #expect(Drained(&source) == Drained(bytes: []))
        #expect(source.memberCount == 1)
    }

    @Test func `members follow each other without a border in the data`() {
        let first = Array(Self.data[..<30])
        let second = Array(Self.data[30...])
        var source = GunzipSource(
            MemorySource(
                GzipFixture.member(first) + GzipFixture.member([]) + GzipFixture.member(second)))
        #expect(Drained(&source) == Drained(bytes: Self.data))
        #expect(source.memberCount == 3)
        #expect(source.decompressedBytes == UInt64(Self.data.count))
        #expect(source.sawPadding == false)
    }

    @Test(arguments: [1, 2, 3, 7, 64])
    func `reads of any size give the same bytes`(size: Int) {
        let stored =
            GzipFixture.member(Array(Self.data[..<999]))
            + GzipFixture.member(Array(Self.data[999...]))
        let expected = Drained(bytes: Self.data)
        #expect(Self.drain(stored, readSizes: [size]) == expected)
        #expect(Self.drain(stored, chunk: size) == expected)
        #expect(Self.drain(stored, readSizes: [size, 1], chunk: size, bufferSize: 2) == expected)
    }

    @Test func `the stream may be handed over in two parts at every byte`() {
        let header = GzipFixture.header(
            extra: [1, 2, 3], name: Array("a".utf8), comment: [0xFF], checksum: .right)
        let stored =
            GzipFixture.member(Array("one\n".utf8), header: header)
            + GzipFixture.member(Array("two\n".utf8), header: header) + [0, 0]
        for border in 1..<stored.count {
            let drained = Self.drain(stored, readSizes: [border, stored.count])
            #expect(drained == Drained(bytes: Array("one\ntwo\n".utf8)), "border at \(border)")
        }
    }

    @Test func `members may be split at every byte of the data`() {
        let data = Array(Self.data[..<200])
        for border in 0...data.count {
            let stored =
                GzipFixture.member(Array(data[..<border]))
                + GzipFixture.member(Array(data[border...]))
            #expect(Self.drain(stored) == Drained(bytes: data))
        }
    }

    @Test func `a hundred thousand empty members are read, one after the other`() {
        let empty = GzipFixture.member([])
        var stored: [UInt8] = []
        stored.reserveCapacity(empty.count * 100_000 + 64)
        for _ in 0..<100_000 { stored += empty }
        stored += GzipFixture.member([0x41])
        var source = GunzipSource(MemorySource(stored))
        #expect(Drained(&source) == Drained(bytes: [0x41]))
        #expect(source.memberCount == 100_001)
    }

    @Test func `zero padding after the last member is remembered and no damage`() {
        for zeros in [1, 2, 512, 100_000] {
            var source = GunzipSource(
                MemorySource(GzipFixture.member(Self.data) + [UInt8](repeating: 0, count: zeros)))
            #expect(Drained(&source) == Drained(bytes: Self.data))
            #expect(source.sawPadding == true)
        }
    }

    @Test func `a member after padding is read`() {
        let stored = GzipFixture.member([1]) + [0, 0, 0] + GzipFixture.member([2])
        for size in [1, 2, 3, 100] {
            #expect(Self.drain(stored, readSizes: [size]) == Drained(bytes: [1, 2]))
        }
    }

    @Test func `highly compressed data passes through a small destination`() {
        let zeros = [UInt8](repeating: 0, count: 3_000_000)
        #expect(
            Self.drain(GzipFixture.member(zeros, level: 9), chunk: 1000).bytes.count == zeros.count)
    }

    @Test func `an empty destination reads nothing and ends nothing`() throws {
        var source = GunzipSource(MemorySource(GzipFixture.member([7])))
        var none: [UInt8] = []
        var span = none.mutableSpan
        var raw = span.mutableBytes
        #expect(try source.read(into: &raw) == 0)
        #expect(Drained(&source) == Drained(bytes: [7]))
    }

    @Test func `damage of the base comes after the bytes before it`() {
        let stored = GzipFixture.member(Self.data)
        let failure = StreamDamage(.inputRead, at: 100, .errno(5))
        var source = GunzipSource(MemorySource(Array(stored[..<100]), damage: failure))
        let drained = Drained(&source)
        #expect(drained.damage == failure)
        #expect(Self.data.starts(with: drained.bytes))
    }
}
