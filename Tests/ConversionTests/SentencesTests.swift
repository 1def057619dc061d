import Accounts
import ByteStreams
import Glibc
import JSONRecords
import Reports
import Testing

@Suite struct SentencesTests {
    private func note(
        _ reason: RejectReason, _ found: RejectNote.Found = .nothing, field: String? = nil,
        faultOffset: UInt64? = nil, file: Path = Path("clicks.json.gz")
    ) -> RejectNote {
        RejectNote(
            file: file, record: 1042, place: Place(line: 1042, offset: 88317), reason: reason,
            field: field, found: found, faultOffset: faultOffset)
    }

    private func text(_ text: String) -> RejectNote.Found { .text(Array(text.utf8)) }

    // MARK: All of them

    @Test func `every reason, warning and operation has its own sentence`() {
        let sentences =
            RejectReason.allCases.map { Sentences.sentence($0) }
            + DamageReason.allCases.map { Sentences.sentence($0) }
            + Warning.allCases.map { Sentences.sentence($0) }
            + FilterReason.allCases.map { Sentences.sentence($0) }
            + WriteError.Operation.allCases.map { Sentences.sentence($0) }
        #expect(Set(sentences).count == sentences.count)
        #expect(sentences.allSatisfy { !$0.isEmpty && isSafe($0) })
    }

    @Test func `rejects for different reasons have different sentences`() {
        let details = RejectReason.allCases.map { Sentences.detail(note($0)) }
        #expect(Set(details).count == details.count)
        #expect(details.allSatisfy { $0.contains("; expected ") })
    }

    // MARK: Rejects

    @Test func `a piece that is not JSON says what was expected`() {
        var note = note(.jsonSyntax, .byte(UInt8(ascii: "2")), faultOffset: 7)
        note.expected = .commaOrBracket
        #expect(
            Sentences.detail(note) == #"found "2" at byte 7; expected a comma or a closing bracket"#
        )
    }

    @Test func `a rejected record's line has the specified form`() {
        let note = note(.badTimestamp, text(#""yesterday""#), field: "date")
        #expect(
            Sentences.line(note) == """
                clicks.json.gz:1042: bad-timestamp: "date" is "yesterday"; \
                expected a date-time with offset (record 1042, byte 88317)
                """)
        let first = FirstReject(note)
        let path = Path("my exports/\u{1B}")
        for line in [
            Sentences.line(note, in: path), Sentences.line(first, .badTimestamp, in: path),
        ] {
            #expect(line.hasPrefix(#"my exports/\x1b:1042: bad-timestamp: "date" is "#))
        }
        #expect(Sentences.line(first, .badTimestamp) == Sentences.line(note))
    }

    @Test(
        arguments: [
            (.jsonSyntax, UInt8(ascii: "}"), #"found "}" at byte 7"#, "JSON (RFC 8259)"),
            (.jsonSyntax, UInt8(ascii: "\""), #"found "\"" at byte 7"#, "JSON (RFC 8259)"),
            (.jsonSyntax, 0xC3, #"found "\xc3" at byte 7"#, "JSON (RFC 8259)"),
            (.jsonSyntax, 0x0A, "found a line end at byte 7", "JSON (RFC 8259)"),
            (
                .jsonControlCharacter, 0x1B, #"found "\x1b" at byte 7"#,
                "it escaped inside a string (RFC 8259, section 7)"
            ),
            (.jsonTruncated, nil, "the input ends inside a value at byte 7", "the rest of it"),
            (.invalidUTF8, 0xFF, #"found "\xff" at byte 7"#, "UTF-8 (RFC 3629)"),
            (.invalidUTF8, nil, "the input ends inside a character at byte 7", "UTF-8 (RFC 3629)"),
            (.jsonNotObject, UInt8(ascii: "["), "found an array", "an object, as every record is"),
            (.jsonNotObject, UInt8(ascii: "t"), "found a boolean", "an object, as every record is"),
            (.jsonNotObject, UInt8(ascii: "n"), "found null", "an object, as every record is"),
            (.jsonNotObject, UInt8(ascii: "-"), "found a number", "an object, as every record is"),
            (.limitDepth, UInt8(ascii: "["), "nested too deep at byte 7", "at most 128 levels"),
        ] as [(RejectReason, UInt8?, String, String)])
    func `a piece that is not JSON reports the byte and its offset`(
        reason: RejectReason, byte: UInt8?, found: String, expected: String
    ) {
        #expect(
            Sentences.detail(note(reason, .byte(byte), faultOffset: 7))
                == "\(found); expected \(expected)")
    }

    @Test func `a record that is too long reports the limit`() {
        #expect(
            Sentences.detail(note(.limitRecordBytes, .byte(0x61), faultOffset: 88317 + 65536))
                == "a record longer than 65536 bytes; expected what --max-record-bytes allows")
    }

    @Test(arguments: [
        ("result", "the scan verdict"), ("scanResult", "the scan verdict"),
        ("date", "the event time"), ("eventTime", "the event time"),
        ("timestamp", "the event time"), ("datetime", "the event time"), ("url", "a value"),
    ])
    func `a missing field is named`(field: String, expected: String) {
        #expect(
            Sentences.detail(note(.missingField, field: field))
                == "\"\(field)\" is missing; expected \(expected)")
    }

    @Test(arguments: [
        ("date", "[1]", "a string, a number or a boolean"),
        ("type", #"{"a":1}"#, "a string, a number or a boolean"),
    ])
    func `a field of the wrong type shows its value`(field: String, value: String, expected: String)
    {
        #expect(
            Sentences.detail(note(.wrongType, text(value), field: field))
                == "\"\(field)\" is \(value); expected \(expected)")
    }

    @Test(arguments: [
        ("true", "a date-time with offset"), (#""""#, "a date-time with offset"),
        (
            #""2024-11-17T17:02:30""#,
            "a date-time with offset; read it as UTC with --assume-utc"
        ),
        (#""2101-01-01T00:00:00Z""#, "a date-time with offset in the years 1990 to 2100"),
        (#""0001-01-01T00:00:00Z""#, "a date-time with offset in the years 1990 to 2100"),
        ("1731862950", "epoch milliseconds in the years 1990 to 2100"),
        (#""1731862950""#, "epoch milliseconds in the years 1990 to 2100"),
        ("1731862950000.5", "epoch milliseconds, a whole number"),
        ("1.7318629500005e12", "epoch milliseconds, a whole number"),
    ])
    func `a bad time says what is wrong with it`(value: String, expected: String) {
        #expect(
            Sentences.detail(note(.badTimestamp, text(value), field: "date"))
                == "\"date\" is \(value); expected \(expected)")
    }

    @Test func `an unmapped name and a duplicate field are named`() {
        #expect(
            Sentences.detail(note(.unmapped, text("A \"new\" name"), field: "alertType"))
                == #"alertType "A \"new\" name" has no row in the mapping;"#
                + " expected one, as --unmapped reject asks")
        #expect(
            Sentences.detail(note(.jsonDuplicateKey, field: "url"))
                == #"duplicate key "url"; expected one value for each key that is read"#)
    }

    @Test func `a value is shown with its own escapes and may be cut`() {
        let escapes = note(.badTimestamp, text(#""a\"b\u001b""#), field: "date")
        #expect(Sentences.detail(escapes).hasPrefix(#""date" is "a\"b\u001b";"#))
        let long = "\"" + String(repeating: "é", count: 300)
        let shown = Sentences.detail(note(.badTimestamp, text(long), field: "date"))
        #expect(shown.hasPrefix("\"date\" is \"" + String(repeating: "é", count: 79) + "…\";"))
        // A string of four-byte characters, cut by the converter in the middle of one.
        let cut = Array(("\"" + String(repeating: "🙂", count: 100)).utf8.prefix(320))
        #expect(!Sentences.detail(note(.badTimestamp, .text(cut), field: "date")).contains("\\x"))
    }

    // MARK: Damage

    private static let details: [(DamageReason, StreamDamage.Detail)] = [
        (.gzipTruncated, .member(2)), (.gzipTruncated, .empty), (.gzipData, .member(1)),
        (.gzipCRC, .checksum(stored: 1, computed: 2, member: 2)),
        (.gzipLength, .length(stored: 1, computed: 2, member: 1)),
        (.gzipHeader, .headerChecksum(stored: 1, computed: 2, member: 1)),
        (.gzipHeader, .magic(0x50, 0x4B, member: 1)), (.gzipHeader, .flags(0xE0, member: 1)),
        (.gzipHeader, .compressionMethod(7, member: 1)), (.gzipTrailingGarbage, .garbage(0x1B)),
        (.inputNotJSON, .named("a ZIP archive")), (.inputAPIError, .named("err_xdk\u{1B}[2J\n")),
        (.inputOpen, .errno(ENOENT)), (.inputOpen, .specialFile), (.inputRead, .errno(EIO)),
        (.inputChanged, .changed(before: identity, after: nil)),
        (.inputChanged, .changed(before: identity, after: identity)), (.gzipData, .none),
    ]
    private static let identity = FileIdentity(device: 1, inode: 2, size: 3, modified: 4)

    @Test func `every damage has its own line with its location`() {
        let lines = Self.details.map { reason, detail in
            Sentences.line(Path("a\u{1B}.gz"), StreamDamage(reason, at: 88317, detail))
        }
        #expect(Set(lines).count == lines.count)
        for (line, detail) in zip(lines, Self.details) {
            #expect(line.hasPrefix(#"a\x1b.gz: \#(detail.0.rawValue): "#))
            #expect(line.hasSuffix(" (byte 88317)"))
            #expect(isSafe(line))
        }
    }

    // MARK: Errors

    private static let path = Path("out\u{202E}\n")
    private static let runErrors: [RunError] =
        [
            .locked(path), .lockUnavailable(path, errno: EACCES), .earlierResults(path),
            .foreignResults(path), .summaryAmongResults(path, directory: path),
            .unbalanced(path),
            .unreadableSummary(path, StreamDamage(.inputRead, at: 0, .errno(EIO))),
            .unreadableBaseline(path, StreamDamage(.inputRead, at: 0, .errno(EIO))),
            .input(.missing([path])),
            .input(.standardInputIsTaken),
            .input(.outsideRoot(path, root: path)),
            .input(.unreadableList(path, StreamDamage(.inputOpen, at: 0, .errno(ENOENT)))),
            .input(.outputIsInput(path)), .input(.outputInsideInput(output: path, input: path)),
            .write(WriteError(.write, .standardOutput, errno: EIO)),
        ] + WriteError.Operation.allCases.map { .write(WriteError($0, .file(path), errno: ENOSPC)) }
        + (documentFaults.map { .form($0) } + summaryFaults.map { .content($0) }).map {
            .summary(path, SummaryProblem(reason: $0, line: 3, column: 5))
        }

    private static let documentFaults: [DocumentFault] = [
        .expected(.colon), .notUTF8, .tooDeep, .unknownKey(hostile, known: []),
        .duplicateKey(hostile),
        .missingKey(hostile), .wrongType(key: hostile, expected: .array),
        .unsupportedVersion(hostile, expected: "2"),
    ]
    private static let summaryFaults: [SummaryFault] = [
        .unknownWord(key: hostile, hostile), .badTime(hostile), .tooGreat, .unbalanced,
        .earlierVersion(hostile), .unbalancedCategory(hostile),
        .notTheSum(key: hostile), .damageDiffers,
    ]
    private static let hostile = "x\u{1B}[2J\u{202E}\n\""

    @Test func `every error of a run has its own line`() {
        let sentences = Self.runErrors.map { Sentences.sentence($0) }
        #expect(Set(sentences).count == sentences.count)
        #expect(sentences.allSatisfy { !$0.isEmpty && isSafe($0) })
    }

    @Test func `an error includes the system's text, in English`() {
        let error = WriteError(.write, .file(Path("out/summary.json")), errno: ENOSPC)
        let sentence = Sentences.sentence(error)
        #expect(sentence.hasPrefix("out/summary.json: "))
        #expect(sentence.hasSuffix(": No space left on device"))
        let pipe = WriteError(.write, .standardOutput, errno: EIO)
        #expect(Sentences.sentence(pipe).hasPrefix("standard output: "))
    }

    // MARK: Hostile text

    @Test(arguments: RejectReason.allCases)
    func `hostile text leaves no control character in a line`(reason: RejectReason) {
        let hostile = Array(UInt8.min...UInt8.max) + Array("\u{9B}2J\u{202E}\u{2028}\u{200B}".utf8)
        let texts = [hostile, Array("\u{1B}]0;x\u{7}\u{202E}".utf8), [0x22] + hostile.reversed()]
        let found =
            (UInt8.min...UInt8.max).map { RejectNote.Found.byte($0) }
            + texts.map { .text($0) } + [.byte(nil), .nothing]
        let lines = found.map { found in
            Sentences.line(
                note(
                    reason, found, field: "da\u{1B}te\u{202E}\n", faultOffset: 1,
                    file: Path(bytes: [0x1B, 0xFF, 0x0A, 0xC2, 0x9B] + Array("\u{202E}".utf8))))
        }
        #expect(lines.filter { !isSafe($0) } == [])
    }
}
