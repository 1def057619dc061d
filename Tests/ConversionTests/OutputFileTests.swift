import Accounts
import ByteStreams
import JSONRecords
import TestSupport
import Testing

@testable import Pipeline

@Suite struct OutputFileTests {
    private static let block = OutputFile.blockBytes

    /// A line with that many bytes, including its end.
    private func line(_ byte: UInt8, _ count: Int) -> [UInt8] {
        [UInt8](repeating: byte, count: count - 1) + [UInt8(ascii: "\n")]
    }

    @Test func `a file is written in whole blocks and ends up complete`() throws {
        let directory = TemporaryDirectory()
        let path = directory.path.appending("alerts/out")
        var output = OutputFile(.file(path))
        var expected: [UInt8] = []
        // Less than a block, exactly one, one that ends in the middle of a line, a line of three.
        let sizes = [(1000, 0), (Self.block - 1000, 1), (Self.block + 5, 2), (3 * Self.block, 5)]
        for (byte, (count, blocks)) in zip(UInt8(ascii: "a")..., sizes) {
            let line = line(byte, count)
            expected += line
            output.pending.append(line)
            try output.flushIfFull()
            let kept = output.pending.count
            #expect(kept == expected.count - blocks * Self.block)
            let written = Tree(directory.path).files.values.map(\.count)
            #expect(written == (blocks == 0 ? [] : [blocks * Self.block]))
        }
        let published = try output.publish()
        #expect(published?.content.size == UInt64(expected.count))
        let isWhole = TemporaryDirectory.contents(path) == expected
        #expect(isWhole)
    }

    @Test func `without content there is no file, and no directory for it`() throws {
        let directory = TemporaryDirectory()
        var output = OutputFile(.file(directory.path.appending("alerts/out")))
        try output.flushIfFull()
        let published = try output.publish()
        #expect(published == nil)
        #expect(directory.names.isEmpty)
    }
}
