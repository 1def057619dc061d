import Accounts
import ByteStreams

/// Inputs whose bytes are unusual for NDJSON.
enum EncodingCases {
    private static let five = Hostile.lines((1...5).map(Hostile.good))
    private static let three = (1...3).map(Hostile.good)

    static let all: [HostileCase] = [
        HostileCase(
            42, "a byte-order mark in front", { [0xEF, 0xBB, 0xBF] + five }, exit: 0, seen: 5,
            converted: 5, kept: "All records, the first one too."),
        HostileCase(
            43, "UTF-16 with a byte-order mark",
            { [0xFF, 0xFE] + five.flatMap { [$0, 0] } }, exit: 1, seen: 0, converted: 0,
            damage: [.inputNotJSON], kept: "Nothing: the file is told by its format's name."),
        HostileCase(
            44, "UTF-16, big-endian, without a mark",
            { five.flatMap { [0, $0] } }, exit: 1, seen: 0, converted: 0,
            damage: [.inputNotJSON], kept: "Nothing: the file is told by its format's name."),
        HostileCase(
            45, "line ends CR LF", { Array(three.map { $0 + "\r\n" }.joined().utf8) }, exit: 0,
            seen: 3, converted: 3, kept: "All records; no CR comes out."),
        HostileCase(
            46, "line ends CR", { Array(three.map { $0 + "\r" }.joined().utf8) }, exit: 0, seen: 3,
            converted: 3, kept: "All records: CR is white space between values."),
        HostileCase(
            47, "no line end at the end", { Array(three.joined(separator: "\n").utf8) }, exit: 0,
            seen: 3, converted: 3, kept: "All records."),
        HostileCase(
            48, "a last line cut short", { Array(Hostile.lines(three).dropLast(11)) }, exit: 1,
            seen: 3, converted: 2, rejected: [.jsonTruncated: 1],
            kept: "The records before it; the cut one stands in rejects/."),
        HostileCase(
            49, "an empty file", { [] }, exit: 0, seen: 0, converted: 0,
            warnings: [.emptyInput: 1], kept: "Nothing is there to be lost."),
        HostileCase(
            139, "a page of HTML in front of records",
            { Array("<html>\n<p>Proxy error</p>\n".utf8) + five }, exit: 1, seen: 6, converted: 5,
            rejected: [.jsonSyntax: 1], kept: "All records; the page is one piece in rejects/."),
        HostileCase(
            139, "a line in front of records that begins like a zlib stream",
            { Array("80 records\n".utf8) + five }, exit: 1, seen: 7, converted: 5,
            rejected: [.jsonNotObject: 1, .jsonSyntax: 1], kept: "All records."),
        HostileCase(
            50, "random bytes", { Self.random(128 << 10) }, exit: 1, seen: nil,
            converted: 0, rejected: nil,
            kept: "Every byte stands in rejects/; standard error has a line for each reason."),
        HostileCase(
            50, "random lines between good records",
            {
                let noise = Self.random(8 << 10).split(separator: 0x0A)
                return Hostile.lines([Hostile.good(1)]) + Array(noise.joined(separator: [0x0A]))
                    + [0x0A] + Hostile.lines([Hostile.good(2)])
            }, exit: 1, seen: nil, converted: 2, rejected: nil,
            kept: "The good records on both sides."),
    ]

    /// The same bytes in every run (a linear congruential generator).
    static func random(_ count: Int) -> [UInt8] {
        var state: UInt64 = 50
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
    }
}
