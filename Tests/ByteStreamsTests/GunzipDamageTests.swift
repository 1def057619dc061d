import ByteStreams
import CZlib
import TestSupport
import Testing

@Suite struct GunzipDamageTests {
    static let data = GunzipTests.data

    /// Expects the same damage and bytes for reads of several sizes.
    func expect(
        _ stored: [UInt8], _ decoder: GzipDecoder, bytes: [UInt8]?, _ damage: StreamDamage,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for size in [1, 2, 5, stored.count + 1] {
            for chunk in [1, 100_000] {
                let drained = GunzipTests.drain(
                    stored, decoder, readSizes: [size], chunk: chunk)
                #expect(drained.damage == damage, sourceLocation: sourceLocation)
                if let bytes { #expect(drained.bytes == bytes, sourceLocation: sourceLocation) }
            }
        }
    }

    @Test(arguments: GzipDecoder.all)
    func `a file cut at any byte gives a prefix and is reported as truncated`(decoder: GzipDecoder)
    {
        let data = Array(Self.data[..<3000])
        let header = GzipFixture.header(
            extra: [9], name: [65, 66], comment: [67], checksum: .right)
        let first = GzipFixture.member(Array(data[..<1500]), header: header)
        let stored = first + GzipFixture.member(Array(data[1500...]), header: header)
        for cut in 0..<stored.count {
            let drained = GunzipTests.drain(Array(stored[..<cut]), decoder)
            #expect(data.starts(with: drained.bytes))
            if cut == first.count {
                #expect(drained == Drained(bytes: Array(data[..<1500])))
            } else {
                let damage = StreamDamage(
                    .gzipTruncated, at: UInt64(cut), .member(cut < first.count ? 1 : 2))
                #expect(drained.damage == damage, "cut at \(cut)")
            }
            if cut >= first.count { #expect(drained.bytes.count >= 1500) }
        }
    }

    @Test(arguments: GzipDecoder.all)
    func `a missing trailer leaves all data, unproven`(decoder: GzipDecoder) {
        let stored = GzipFixture.member(Self.data).dropLast(8)
        expect(
            Array(stored), decoder, bytes: Self.data,
            StreamDamage(.gzipTruncated, at: UInt64(stored.count), .member(1)))
    }

    @Test(arguments: GzipDecoder.all)
    func `a truncated stream gives as much as with zlib`(decoder: GzipDecoder) {
        // The decoder holds back bytes if the destination is full; they must not be lost.
        let stored = Array(GzipFixture.member([UInt8](repeating: 65, count: 10_000)).dropLast(9))
        let oracle = zlibPrefix(stored)
        for chunk in [1, 7, 258, 5000, 10_000, 20_000] {
            #expect(GunzipTests.drain(stored, decoder, chunk: chunk).bytes.count == oracle)
        }
    }

    /// The number of bytes zlib itself produces from a gzip file with unlimited room.
    private func zlibPrefix(_ stored: [UInt8]) -> Int {
        var stream = z_stream()
        var output = [UInt8](repeating: 0, count: 100_000)
        inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { inflateEnd(&stream) }
        return stored.withUnsafeBufferPointer { input in
            output.withUnsafeMutableBufferPointer { room in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(room.count)
                _ = inflate(&stream, Z_NO_FLUSH)
                return room.count - Int(stream.avail_out)
            }
        }
    }

    @Test(arguments: GzipDecoder.all)
    func `a wrong checksum is reported with both values at the trailer`(decoder: GzipDecoder) {
        let stored = GzipFixture.member(Self.data, crcError: 0x8000)
        let computed = UInt32(truncatingIfNeeded: crc32(0, Self.data, UInt32(Self.data.count)))
        expect(
            stored, decoder, bytes: Self.data,
            StreamDamage(
                .gzipCRC, at: UInt64(stored.count - 8),
                .checksum(stored: computed ^ 0x8000, computed: computed, member: 1)))
    }

    @Test(arguments: GzipDecoder.all)
    func `a wrong length is reported with both values at its offset`(decoder: GzipDecoder) {
        let stored = GzipFixture.member(Self.data, lengthError: 1)
        let length = UInt32(Self.data.count)
        expect(
            stored, decoder, bytes: Self.data,
            StreamDamage(
                .gzipLength, at: UInt64(stored.count - 4),
                .length(stored: length ^ 1, computed: length, member: 1)))
    }

    @Test(arguments: GzipDecoder.all)
    func `the second member's checksum is verified, too`(decoder: GzipDecoder) {
        let first = GzipFixture.member(Self.data)
        let second = GzipFixture.member([1, 2, 3], crcError: 1)
        let drained = GunzipTests.drain(first + second, decoder)
        #expect(drained.bytes == Self.data + [1, 2, 3])
        #expect(drained.damage?.reason == .gzipCRC)
        #expect(drained.damage?.offset == UInt64(first.count + second.count - 8))
    }

    @Test(arguments: GzipDecoder.all)
    func `a block of an invalid type is damage to the data`(decoder: GzipDecoder) {
        let header = GzipFixture.header()
        expect(
            header + [0xFF, 0xFF, 0xFF], decoder, bytes: [],
            StreamDamage(.gzipData, at: UInt64(header.count + 1), .member(1)))
    }

    @Test(arguments: GzipDecoder.all)
    func `any flipped bit that matters is detected`(decoder: GzipDecoder) {
        let data = Array(Self.data[..<600])
        let stored = GzipFixture.member(data)
        let found: Set<DamageReason> = [
            .gzipData, .gzipCRC, .gzipLength, .gzipTruncated, .gzipTrailingGarbage,
        ]
        var unnoticed: [Int] = []
        for index in GzipFixture.header().count..<stored.count {
            for bit in 0..<8 {
                var flipped = stored
                flipped[index] ^= 1 << bit
                let drained = GunzipTests.drain(flipped, decoder)
                if let damage = drained.damage {
                    #expect(found.contains(damage.reason))
                } else {
                    #expect(drained.bytes == data)
                    unnoticed.append(index)
                }
            }
        }
        // RFC 1951 §3.2.3: the padding bits in the last byte of the data have no meaning.
        #expect(unnoticed.count < 8 && unnoticed.allSatisfy { $0 == stored.count - 9 })
    }

    @Test(arguments: GzipDecoder.all)
    func `anything after a member that is not a member is garbage`(decoder: GzipDecoder) {
        let member = GzipFixture.member(Self.data)
        let end = UInt64(member.count)
        expect(
            member + Array("garbage here".utf8), decoder, bytes: Self.data,
            StreamDamage(.gzipTrailingGarbage, at: end, .garbage(UInt8(ascii: "g"))))
        expect(
            member + [0x1F, 0x41, 0x42], decoder, bytes: Self.data,
            StreamDamage(.gzipTrailingGarbage, at: end, .garbage(0x1F)))
        expect(
            member + [0, 0, 9], decoder, bytes: Self.data,
            StreamDamage(.gzipTrailingGarbage, at: end + 2, .garbage(9)))
    }

    @Test(arguments: GzipDecoder.all)
    func `the magic number and junk after a member are a member with a bad header`(
        decoder: GzipDecoder
    ) {
        let member = GzipFixture.member(Self.data)
        let end = UInt64(member.count)
        expect(
            member + [0x1F, 0x8B, 8, 0xFF, 1, 2], decoder, bytes: Self.data,
            StreamDamage(.gzipHeader, at: end + 3, .flags(0xFF, member: 2)))
        expect(
            member + [0x1F, 0x8B, 7], decoder, bytes: Self.data,
            StreamDamage(.gzipHeader, at: end + 2, .compressionMethod(7, member: 2)))
        expect(
            member + [0x1F], decoder, bytes: Self.data,
            StreamDamage(.gzipTruncated, at: end + 1, .member(2))
        )
    }

    @Test func `the reasons that leave alerts unproven are those of the specification`() {
        let unproven = DamageReason.allCases.filter(\.leavesAlertsUnproven).map(\.rawValue)
        #expect(
            unproven == [
                "gzip-truncated", "gzip-data", "gzip-crc", "gzip-length", "input-read",
                "input-changed",
            ])
    }
}
