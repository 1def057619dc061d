import ByteStreams
import CZlib
import Glibc
import TestSupport

/// Compares our gunzip with zlib's own: the same verdict and the same bytes, however it is read. Also
/// compares all decoders with each other: the same damage at the same offset, too.
///
/// An input without gzip's magic number describes how to make a member: see `made`.
enum GunzipTarget {
    /// The maximum number of decompressed bytes compared, because bombs would only cost time.
    private static let limit = 1 << 20

    static func run(_ given: [UInt8]) {
        guard let input = FuzzInput(given) else { return }
        let stored = input.bytes.starts(with: GzipFixture.magic) ? input.bytes : made(input.bytes)
        guard let stored, let expected = expected(stored) else { return }
        // Much data byte by byte would only cost time.
        let isSmall = max(stored.count, expected.bytes.count) <= 1000
        let sizes = isSmall ? [[], [1], [2, 7], [64, 1, 300]][input.choice & 3] : []
        let buffer = (isSmall ? [2, 16, 1000, 1 << 17] : [300, 1000, 5000, 1 << 17])[
            input.choice >> 2 & 3]
        let chunk = (isSmall ? [1, 3, 100, 1 << 16] : [500, 4000, 40_000, 1 << 16])[
            input.choice >> 4 & 3]
        var first: StreamDamage?? = nil
        for decoder in GzipDecoder.all {
            var source = ContainerSource(
                MemorySource(stored, readSizes: sizes), decoder: decoder, bufferSize: buffer)
            let drained = Drained(&source, chunk: chunk)
            require(
                isSame(drained.bytes, expected.bytes), "\(decoder): other bytes than zlib gives")
            require(
                (drained.damage == nil) == expected.isGood,
                "\(decoder): another verdict: \(drained.damage as Any)")
            if let first {
                require(
                    drained.damage == first,
                    "\(decoder): \(drained.damage as Any), not \(first as Any)")
            } else {
                first = .some(drained.damage)
            }
        }
    }

    /// A byte-by-byte `==` takes longer here than everything else.
    private static func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one.count == other.count && memcmp(one, other, one.count) == 0
    }

    /// A member described by the bytes, so that most of it stays valid under mutation.
    ///
    /// The first byte says what follows: a member's raw data, or a shape, pieces of data with the block
    /// boundaries between them, and bits of the result to flip.
    private static func made(_ bytes: [UInt8]) -> [UInt8]? {
        var rest = bytes[...]
        func next() -> Int { rest.popFirst().map(Int.init) ?? 0 }
        if next() & 1 == 0 { return GzipFixture.header() + rest }
        var shape = DeflateShape()
        let choice = next() | next() << 8
        shape.level = Int32(choice % 10)
        shape.strategy = Int32(choice / 10 % 5)
        shape.memory = Int32(choice / 50 % 9) + 1
        shape.windowBits = Int32(choice / 450 % 7) + 9
        var flips: [(place: Int, bit: Int)] = []
        for _ in 0..<next() % 4 { flips.append((next() | next() << 8, next() & 7)) }
        var pieces: [(data: [UInt8], border: DeflateShape.Border)] = []
        var total = 0
        while !rest.isEmpty, total < 40_000 {
            let kind = next()
            let count = min(next(), rest.count)
            let part = Array(rest.prefix(count))
            rest = rest.dropFirst(count)
            let repeats = min([1, 1, 2, 50, 1000][(kind >> 3) % 5], 20_000 / max(count, 1))
            var data: [UInt8] = []
            for number in 0..<repeats {
                // Near-identical repeats: long matches with literals between them.
                data += part
                if kind & 0x80 != 0 { data.append(UInt8(truncatingIfNeeded: number &* 151)) }
            }
            total += data.count
            let borders = DeflateShape.Border.allCases
            pieces.append((data, borders[(kind & 7) % borders.count]))
        }
        guard total < limit else { return nil }
        var stored = GzipFixture.member(
            deflated: shape.deflated(pieces), of: pieces.flatMap(\.data))
        for flip in flips {
            stored[10 + flip.place % (stored.count - 10)] ^= 1 << flip.bit
        }
        return stored
    }

    /// zlib's output for the members of `stored`; nil if that is too much.
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
