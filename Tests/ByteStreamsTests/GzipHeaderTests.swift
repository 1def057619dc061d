import ByteStreams
import TestSupport
import Testing

@Suite struct GzipHeaderTests {
    func drain(_ header: [UInt8], readSizes: [Int] = []) -> Drained {
        GunzipTests.drain(
            GzipFixture.member([1, 2, 3], header: header), .preferred, readSizes: readSizes)
    }

    @Test func `every combination of optional fields is skipped`() {
        for mask in 0..<16 {
            let header = GzipFixture.header(
                flags: 1, extra: mask & 1 != 0 ? [0, 1, 0x1F, 0x8B] : nil,
                name: mask & 2 != 0 ? Array("../../../tmp/evil".utf8) : nil,
                comment: mask & 4 != 0 ? [] : nil, checksum: mask & 8 != 0 ? .right : .none)
            #expect(drain(header) == Drained(bytes: [1, 2, 3]))
            #expect(drain(header, readSizes: [1]) == Drained(bytes: [1, 2, 3]))
        }
    }

    @Test(arguments: [0, 1, 255, 256, 65535])
    func `an extra field of any length is skipped`(length: Int) {
        let header = GzipFixture.header(
            extra: [UInt8](repeating: 0, count: length), name: [65], checksum: .right)
        #expect(drain(header) == Drained(bytes: [1, 2, 3]))
        #expect(drain(header, readSizes: [2]) == Drained(bytes: [1, 2, 3]))
    }

    @Test func `a wrong header checksum is damage at its offset, before any data`() {
        let header = GzipFixture.header(name: [65], checksum: .wrong)
        for sizes in [[], [1]] {
            let drained = drain(header, readSizes: sizes)
            #expect(drained.bytes.isEmpty)
            #expect(drained.damage?.reason == .gzipHeader)
            #expect(drained.damage?.offset == UInt64(header.count - 2))
            guard case .headerChecksum(let stored, let computed, 1) = drained.damage?.detail else {
                Issue.record("no checksums in the detail")
                return
            }
            #expect(stored == computed ^ 0x0100)
        }
    }

    @Test(arguments: [0x20, 0x40, 0x80] as [UInt8])
    func `a reserved flag is damage`(flag: UInt8) {
        #expect(
            drain(GzipFixture.header(flags: flag))
                == Drained(
                    bytes: [], damage: StreamDamage(.gzipHeader, at: 3, .flags(flag, member: 1))))
    }

    @Test func `another compression method is damage`() {
        #expect(
            drain(GzipFixture.header(method: 0))
                == Drained(
                    bytes: [],
                    damage: StreamDamage(.gzipHeader, at: 2, .compressionMethod(0, member: 1))))
    }

    @Test func `data without the magic number is not gzip`() {
        let drained = GunzipTests.drain([0x78, 0x9C, 1, 2], .preferred)
        #expect(drained.damage == StreamDamage(.gzipHeader, at: 0, .magic(0x78, 0, member: 1)))
    }

    @Test func `a name that never ends is truncation, in constant memory`() {
        let stored =
            GzipFixture.magic + [8, 8, 0, 0, 0, 0, 0, 3] + [UInt8](repeating: 65, count: 1 << 20)
        let drained = GunzipTests.drain(stored, .preferred)
        #expect(
            drained.damage == StreamDamage(.gzipTruncated, at: UInt64(stored.count), .member(1)))
    }
}
