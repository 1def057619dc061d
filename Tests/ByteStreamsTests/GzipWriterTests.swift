import ByteStreams
import TestSupport
import Testing

@Suite struct GzipWriterTests {
    static func written(_ data: [UInt8], level: Int = 6, pieces: [Int] = [Int.max]) throws
        -> [UInt8]
    {
        var sink = MemorySink()
        var writer = try GzipWriter(to: .standardOutput, level: level)
        var position = 0
        var turn = 0
        while position < data.count {
            let end = min(data.count - position, pieces[turn % pieces.count]) + position
            try writer.write(data.span.bytes.extracting(position..<end), to: &sink)
            position = end
            turn += 1
        }
        try writer.finish(to: &sink)
        return sink.bytes
    }

    @Test(arguments: [0, 1, 6, 9, 42, -1])
    func `written data reads back as one verified member`(level: Int) throws {
        for data in [[], [65], GzipFixture.lines(5000)] as [[UInt8]] {
            var source = ContainerSource(gzip: MemorySource(try Self.written(data, level: level)))
            #expect(Drained(&source) == Drained(bytes: data))
            #expect(source.memberCount == 1)
        }
    }

    @Test func `the header has no name and no time`() throws {
        #expect(try Self.written([1]).prefix(10) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])
        #expect(try Self.written([1], level: 9)[8] == 2)
        #expect(try Self.written([1], level: 1)[8] == 4)
    }

    @Test func `the file does not depend on how the bytes are split into writes`() throws {
        let data = GzipFixture.lines(6000)
        for level in [0, 1, 6, 9] {
            let whole = try Self.written(data, level: level)
            for pieces in [[1], [7, 65536], [65535], [65536], [100_000, 3]] {
                #expect(try Self.written(data, level: level, pieces: pieces) == whole)
            }
        }
    }
}
