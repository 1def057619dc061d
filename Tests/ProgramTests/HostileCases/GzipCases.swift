import Accounts
import ByteStreams
import TestSupport

/// Gzip files that are truncated, corrupted, concatenated, disguised or bombs.
enum GzipCases {
    private typealias Fixture = GzipFixture

    private static let whole = Fixture.member(Hostile.hundred)
    /// Without compression, so that it is known which byte of which record is flipped.
    private static let stored = Fixture.member(Hostile.hundred, level: 0)
    private static let two = Hostile.lines([Hostile.good(1), Hostile.good(2)])
    private static let more = Hostile.lines([Hostile.good(3), Hostile.good(4)])
    private static let unproven: Set<DamageReason> = [.gzipData, .gzipCRC, .gzipLength]

    static let all: [HostileCase] = damaged + good

    /// A file from which nothing can be read.
    private static func refused(
        _ number: Int, _ name: String, _ damage: DamageReason, kept: String,
        _ content: @escaping @Sendable () -> [UInt8]
    ) -> HostileCase {
        HostileCase(
            number, name, in: "in.json.gz", content, exit: 1, seen: 0, converted: 0,
            damage: [damage], kept: kept)
    }

    private static func all(
        _ number: Int, _ name: String, _ damage: DamageReason, kept: String,
        _ content: @escaping @Sendable () -> [UInt8]
    ) -> HostileCase {
        HostileCase(
            number, name, in: "in.json.gz", content, exit: 1, seen: 100, converted: 100,
            damage: [damage], kept: kept)
    }

    private static let damaged: [HostileCase] = [
        HostileCase(
            58, "a gzip file cut in the middle", in: "in.json.gz",
            { Array(whole[..<(whole.count / 2)]) }, exit: 1, seen: nil, converted: nil,
            rejected: nil, damage: [.gzipTruncated],
            kept: "The records before the cut, in unproven/; the one that was cut, in rejects/."),
        all(
            59, "a gzip file without its trailer", .gzipTruncated,
            kept: "All records, in unproven/: no checksum says that they are right.",
            { Array(whole.dropLast(8)) }),
        HostileCase(
            60, "a bit flipped in the middle of compressed data", in: "in.json.gz",
            {
                var bytes = whole
                bytes[bytes.count / 2] ^= 0x10
                return bytes
            }, exit: 1, seen: nil, converted: nil, rejected: nil, damage: unproven,
            kept: "What could be read, in unproven/: any record may be changed."),
        all(
            60, "a bit flipped inside a value, so that every record is still sound", .gzipCRC,
            kept: "All records, in unproven/: one of them is not what was exported.",
            {
                var bytes = stored
                let place = bytes.firstRange(of: Array("good 50".utf8))?.lowerBound
                bytes[place ?? 0] ^= 1
                return bytes
            }),
        all(
            61, "a checksum that does not hold", .gzipCRC, kept: "All records, in unproven/.",
            { Fixture.member(Hostile.hundred, crcError: 0x100) }),
        all(
            62, "a length that does not hold", .gzipLength, kept: "All records, in unproven/.",
            { Fixture.member(Hostile.hundred, lengthError: 1) }),
        all(
            64, "text behind the last member", .gzipTrailingGarbage,
            kept: "All records, in alerts/: their checksum holds.",
            { whole + Array("garbage here".utf8) }),
        all(
            65, "the beginning of a member behind the last one, then junk", .gzipHeader,
            kept: "All records, in alerts/: their checksum holds.",
            { whole + [0x1F, 0x8B, 0x08] + Array("\u{7F}junk".utf8) }),
        HostileCase(
            68, "a second member whose checksum does not hold", in: "in.json.gz",
            { Fixture.member(two) + Fixture.member(more, crcError: 1) }, exit: 1, seen: 4,
            converted: 4, damage: [.gzipCRC],
            kept: "All records, in unproven/, those of the first member too."),
        refused(
            70, "a header checksum that does not hold", .gzipHeader, kept: "Nothing can be read.",
            { Fixture.member(Hostile.hundred, header: Fixture.header(checksum: .wrong)) }),
        refused(
            72, "a reserved flag in the header", .gzipHeader, kept: "Nothing can be read.",
            { Fixture.member(Hostile.hundred, header: Fixture.header(flags: 0x20)) }),
        refused(
            74, "a name in the header that never ends, 1 MiB", .gzipTruncated,
            kept: "Nothing can be read; the name is not kept in memory.",
            { Fixture.header(flags: 0x08) + [UInt8](repeating: 0x41, count: 1 << 20) }),
        refused(
            77, "a zlib stream named .gz", .inputNotJSON,
            kept: "Nothing: the file is told by its format's name.",
            { [0x78, 0x9C] + Fixture.deflated(two) }),
        refused(
            78, "gzip inside gzip", .inputNotJSON,
            kept: "Nothing: the file is told by its format's name.",
            { Fixture.member(Fixture.member(two)) }),
        refused(
            79, "an empty file named .gz", .gzipTruncated, kept: "Nothing is there.", { [] }),
        HostileCase(
            80, "4 MiB of zero bytes in 4 KiB, one endless line", in: "in.json.gz",
            { Fixture.member([UInt8](repeating: 0, count: 4 << 20), level: 9) }, exit: 1, seen: 1,
            converted: 0, rejected: [.jsonSyntax: 1],
            kept: "The line's place and its first 64 KiB, in rejects/."),
        HostileCase(
            80, "a record of 2 MiB in 2 KiB, over a limit of 1 MiB", in: "in.json.gz",
            {
                let long = Hostile.record(Hostile.repeated("A", 2 << 20))
                return Fixture.member(
                    Array((Hostile.good(1) + "\n" + long + "\n" + Hostile.good(2) + "\n").utf8),
                    level: 9)
            }, options: ["--max-record-bytes", "1048576"], exit: 1, seen: 3, converted: 2,
            rejected: [.limitRecordBytes: 1],
            kept: "The records around it."),
    ]

    private static let good: [HostileCase] = [
        HostileCase(
            63, "512 zero bytes behind the last member", in: "in.json.gz",
            { whole + [UInt8](repeating: 0, count: 512) }, exit: 0, seen: 100, converted: 100,
            warnings: [.gzipPadding: 1], kept: "All records: tapes pad like this."),
        HostileCase(
            66, "two members", in: "in.json.gz", { Fixture.member(two) + Fixture.member(more) },
            exit: 0, seen: 4, converted: 4, kept: "The records of both."),
        HostileCase(
            67, "two members, a record in both", in: "in.json.gz",
            {
                Fixture.member(Array(Hostile.hundred[..<30]))
                    + Fixture.member(Array(Hostile.hundred[30...]))
            }, exit: 0, seen: 100, converted: 100, kept: "All records."),
        HostileCase(
            69, "10,000 empty members", in: "in.json.gz",
            {
                let empty = Fixture.member([])
                var bytes: [UInt8] = []
                for _ in 0..<5_000 { bytes += empty }
                bytes += Fixture.member(Array(Hostile.good(1).utf8))
                for _ in 0..<5_000 { bytes += empty }
                return bytes
            }, exit: 0, seen: 1, converted: 1, kept: "The record among them."),
        HostileCase(
            71, "a header checksum that holds", in: "in.json.gz",
            { Fixture.member(Hostile.hundred, header: Fixture.header(checksum: .right)) }, exit: 0,
            seen: 100, converted: 100, kept: "All records."),
        HostileCase(
            73, "a path in the header, ../../../tmp/evil", in: "in.json.gz",
            {
                Fixture.member(
                    Hostile.hundred, header: Fixture.header(name: Array("../../../tmp/evil".utf8)))
            }, exit: 0, seen: 100, converted: 100,
            kept: "All records; the name is neither used nor shown."),
        HostileCase(
            75, "NDJSON named .gz", in: "in.json.gz", { two }, exit: 0, seen: 2, converted: 2,
            warnings: [.nameMismatch: 1], kept: "All records: the content decides."),
        HostileCase(
            76, "gzip named .ndjson", { Fixture.member(two) }, exit: 0, seen: 2, converted: 2,
            warnings: [.nameMismatch: 1], kept: "All records: the content decides."),
        HostileCase(
            81, "2,000 equal records that shrink to a hundredth", in: "in.json.gz",
            { Fixture.member(Hostile.lines([String](repeating: Hostile.good(1), count: 2_000))) },
            exit: 0, seen: 2_000, converted: 2_000,
            kept: "All records: a high ratio alone is no fault."),
    ]
}
