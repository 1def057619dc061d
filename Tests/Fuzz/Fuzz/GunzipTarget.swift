import ByteStreams
import CZlib
import TestSupport

/// Our gunzip against zlib's own: the same verdict, and the same bytes, however it is read.
enum GunzipTarget {
    /// More decompressed bytes than this are not compared: bombs would only cost time.
    private static let limit = 1 << 20

    static func run(_ given: [UInt8]) {
        guard let input = FuzzInput(given), input.bytes.starts(with: GzipFixture.magic) else {
            return
        }
        guard let expected = expected(input.bytes) else { return }
        let sizes = [[], [1], [2, 7], [64, 1, 300]][input.choice & 3]
        let buffer = [2, 16, 1000, 1 << 17][input.choice >> 2 & 3]
        let chunk = [1, 3, 100, 1 << 16][input.choice >> 4 & 3]
        var source = DetectingSource(
            MemorySource(input.bytes, readSizes: sizes), bufferSize: buffer)
        let drained = Drained(&source, chunk: chunk)
        require(drained.bytes == expected.bytes, "other bytes than zlib gives")
        require(
            (drained.damage == nil) == expected.isGood, "another verdict: \(drained.damage as Any)")
    }

    /// What zlib makes of the members of `stored`; nil when that is too much.
    private static func expected(_ stored: [UInt8]) -> (bytes: [UInt8], isGood: Bool)? {
        var output: [UInt8] = []
        var rest = stored[...]
        while rest.starts(with: GzipFixture.magic) {
            guard let member = Self.member(Array(rest)) else { return nil }
            output += member.bytes
            if output.count > limit { return nil }
            if !member.isGood { return (output, false) }
            rest = rest.dropFirst(member.length).drop { $0 == 0 }
        }
        return (output, rest.isEmpty)
    }

    private struct Member {
        var bytes: [UInt8] = []
        var length = 0
        var isGood = false
    }

    /// zlib with its gzip wrapper checks the header, its checksum, the data, and the trailer.
    private static func member(_ stored: [UInt8]) -> Member? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(&stream, 16 + MAX_WBITS, ZLIB_VERSION, size) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var member = Member()
        var room = [UInt8](repeating: 0, count: 1 << 16)
        return stored.withUnsafeBufferPointer { stored in
            stream.next_in = stored.baseAddress
            stream.avail_in = UInt32(stored.count)
            while true {
                let result = room.withUnsafeMutableBufferPointer { room in
                    stream.next_out = room.baseAddress
                    stream.avail_out = UInt32(room.count)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                member.bytes += room[..<(room.count - Int(stream.avail_out))]
                if member.bytes.count > limit { return nil }
                switch result {
                case Z_OK where stream.avail_in > 0 || stream.avail_out == 0: continue
                case Z_STREAM_END:
                    member.isGood = true
                    member.length = stored.count - Int(stream.avail_in)
                    return member
                default: return member
                }
            }
        }
    }
}
