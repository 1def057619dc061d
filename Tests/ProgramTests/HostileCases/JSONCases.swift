import Accounts

/// NDJSON lines that are wrong, or look wrong, among five good records.
enum JSONCases {
    static let all: [HostileCase] = rejected + accepted

    private static func bytes(_ before: String, _ middle: [UInt8], _ after: String) -> [UInt8] {
        let record = Hostile.record("#").utf8.split(separator: UInt8(ascii: "#"))
        return record[0] + Array(before.utf8) + middle + Array(after.utf8) + record[1]
    }

    private static let rejected: [HostileCase] = [
        .reject(
            1, "an object cut at the end of its line", .jsonSyntax,
            #"{"type":"receipt","subject":"cut"#),
        .reject(2, "text that is not JSON", .jsonSyntax, "hello world"),
        .reject(3, "a comma before the closing brace", .jsonSyntax, #"{"a":1,}"#),
        .reject(4, "single quotes, as JavaScript has them", .jsonSyntax, "{'a':1}"),
        HostileCase(
            5, "a comment after a value", { Hostile.thirdLine(Array(#"{"a":1}//x"#.utf8)) },
            exit: 1, seen: 7, converted: 5, rejected: [.unknownShape: 1, .jsonSyntax: 1],
            kept: "The five records around it; the value and the comment are two rejects."),
        HostileCase(
            6, "junk after a record",
            { Hostile.thirdLine(Array((Hostile.record("before junk") + " junk").utf8)) },
            exit: 1, seen: 7, converted: 6, rejected: [.jsonSyntax: 1],
            kept: "All six records; the junk is a reject of its own."),
        .reject(
            8, "a raw line end inside a string", .jsonSyntax, #"{"subject":"a\#nb"}"#,
            kept: "The five records around it; both lines are one reject."),
        .reject(9, "a raw ESC [2J in a string", .jsonControlCharacter) {
            bytes("a\u{1B}[2J", [], "b")
        },
        .reject(
            10, "a raw NUL in a string", .jsonControlCharacter,
            kept: "The five records around it; the reject is not cut at the NUL.",
            { bytes("a", [0], "b") }),
        .reject(
            12, "a key twice in one record", .jsonDuplicateKey,
            Hostile.record("first", more: #","subject":"second""#)),
        .reject(
            13, "a key twice, once with an escape in it", .jsonDuplicateKey,
            Hostile.record("first", more: #","\u0073ubject":"second""#)),
        .reject(17, #"\u without four hex digits"#, .jsonSyntax, Hostile.record(#"\u12G4"#)),
        .reject(
            18, #"an escape that JSON does not have, \x41"#, .jsonSyntax, Hostile.record(#"\x41"#)),
        .reject(19, "bytes FF FE in a string", .invalidUTF8) { bytes("x", [0xFF, 0xFE], "y") },
        .reject(20, "a slash encoded too long, C0 AF", .invalidUTF8) {
            bytes("x", [0xC0, 0xAF], "y")
        },
        .reject(21, "a surrogate encoded in UTF-8, ED A0 80", .invalidUTF8) {
            bytes("x", [0xED, 0xA0, 0x80], "y")
        },
        .reject(22, "a character above U+10FFFF, F4 90 80 80", .invalidUTF8) {
            bytes("x", [0xF4, 0x90, 0x80, 0x80], "y")
        },
        .reject(23, "NaN as a value", .jsonSyntax, Hostile.record("x", more: #","x":NaN"#)),
        .reject(
            23, "Infinity as a value", .jsonSyntax, Hostile.record("x", more: #","x":Infinity"#)),
        .reject(
            28, "a timestamp beyond every clock", .badTimestamp,
            #"{"type":"url protect","processingId":"p","timestamp":99999999999999999999}"#),
        .reject(
            29, "a negative timestamp", .badTimestamp,
            #"{"type":"url protect","processingId":"p","timestamp":-1}"#),
        .reject(
            30, "a number with a leading zero, -01", .jsonSyntax,
            Hostile.record("x", more: #","x":-01"#)),
        .reject(
            31, "nesting one level too deep, 129", .limitDepth,
            Hostile.record(
                "x", more: #","x":"# + Hostile.repeated("[", 128) + Hostile.repeated("]", 128))),
        .reject(32, "nesting 200,000 deep", .limitDepth) {
            Array(
                Hostile.record(
                    "x",
                    more: #","x":"# + Hostile.repeated("[", 200_000)
                        + Hostile.repeated("]", 200_000)
                ).utf8)
        },
        .reject(33, "a million brackets that never close", .limitDepth) {
            Array(Hostile.repeated("[", 1_000_000).utf8)
        },
        .reject(
            35, "a line over the limit for one record, 17 MiB", .limitRecordBytes,
            kept:
                "The five records around it; rejects/ has the line's location and its first 64 KiB.",
            { Array(Hostile.record(Hostile.repeated("A", 17 << 20)).utf8) }),
        .reject(37, "a number where a record should be", .jsonNotObject, "42"),
        .reject(
            40, "a record without its time", .missingField,
            Hostile.record("x").replacing(#""date""#, with: #""dated""#)),
    ]

    private static let accepted: [HostileCase] = [
        HostileCase(
            7, "two records on one line",
            { Hostile.thirdLine(Array((Hostile.record("left") + Hostile.record("right")).utf8)) },
            exit: 0, seen: 7, converted: 7, kept: "All seven records."),
        .accept(
            11, #"an escaped NUL, \u0000"#, Hostile.record(#"a\u0000b"#),
            kept: "All six records, the escape unchanged."),
        .accept(
            14, #"half a surrogate pair, \ud800"#, Hostile.record(#"\ud800x"#),
            warnings: [.loneSurrogate: 1],
            kept: "All six records: a mail's sender can cause this. U+FFFD is in its place."),
        .accept(
            15, #"the other half, \udc00"#, Hostile.record(#"\udc00"#),
            warnings: [.loneSurrogate: 1], kept: "As before."),
        .accept(
            16, "a surrogate pair the wrong way round", Hostile.record(#"\udd1e\ud834"#),
            warnings: [.loneSurrogate: 2], kept: "As before, with two U+FFFD."),
        .accept(
            24, "a number beyond every float, 1e400", Hostile.record("x", more: #","x":1e400"#),
            kept: "All six records; nothing is computed with the number."),
        HostileCase(
            25, "an exponent of a million digits",
            {
                Hostile.thirdLine(
                    Array(
                        Hostile.record("x", more: #","x":1e-"# + Hostile.repeated("9", 1_000_000))
                            .utf8))
            }, exit: 0, seen: 6, converted: 6,
            kept: "All six records; nothing is computed with the number."),
        .accept(
            26, "an integer beyond 2^53",
            Hostile.record("x", more: #","fileHash":9007199254740993"#),
            kept: "All six records, every digit kept."),
        .accept(
            27, "an integer of 23 digits",
            Hostile.record("x", more: #","x":12345678901234567890123"#),
            kept: "All six records."),
        .accept(
            31, "nesting as deep as is allowed, 128",
            Hostile.record(
                "x", more: #","x":"# + Hostile.repeated("[", 127) + Hostile.repeated("]", 127)),
            kept: "All six records."),
        HostileCase(
            34, "100,000 keys in one record",
            {
                let keys = (0..<100_000).map { #","k\#($0)":1"# }.joined()
                return Hostile.thirdLine(Array(Hostile.record("x", more: keys).utf8))
            }, exit: 0, seen: 6, converted: 6,
            kept: "All six records; the summary counts the unknown names past 256 together."),
        HostileCase(
            36, "blank lines and lines of spaces", { Hostile.thirdLine(Array("\n\n  \n".utf8)) },
            exit: 0, seen: 5, converted: 5, kept: "The five records; blank lines are not records."),
        .accept(
            38, "an array of records on a line", "[" + Hostile.record("in an array") + "]",
            kept: "All six records."),
        HostileCase(
            138,
            "a subject that puts the mark of a tar archive where an archive has it, at byte 257",
            {
                let before = Hostile.record("#").utf8.prefix { $0 != UInt8(ascii: "#") }.count
                let subject = Hostile.repeated("x", 257 - before) + "ustar"
                return Hostile.lines([Hostile.record(subject)] + (1...5).map(Hostile.good))
            }, exit: 0, seen: 6, converted: 6,
            kept: "All six records: a mail's sender can write this."),
        .accept(
            39, "an object where a text should be",
            Hostile.record("x").replacing(#""subject":"x""#, with: #""subject":{"k":1}"#),
            warnings: [.oddType: 1],
            kept: "All six records: the object is in the alert as text."),
        .accept(
            41, "a byte-order mark between joined files",
            "\u{FEFF}" + Hostile.record("behind a mark"), kept: "All six records."),
    ]
}
