package import ByteStreams
package import JSONRecords
internal import Mimecast

/// The one place where outcomes become text for people. Anything from an input is escaped.
///
/// The shape of a line is *file:line: reason: found; expected (where)* (SPEC 7.6): editors and terminals
/// can open such a location.
package enum Sentences {
    /// `exports/clicks.json.gz:1042: bad-timestamp: "date" is "yesterday"; … (record 1042, byte 88317)`
    ///
    /// - Parameter path: the path under which the input was opened; nil for its name in outputs.
    package static func line(_ note: RejectNote, in path: Path? = nil) -> String {
        line(
            path ?? note.file, note.place, record: note.record,
            "\(note.reason.rawValue): \(detail(note))")
    }

    static func line(
        _ path: Path, _ place: Place, record: UInt64, _ text: String
    ) -> String {
        "\(TerminalText.path(path)):\(place.line): \(text) (record \(record), byte \(place.offset))"
    }

    /// `"date" is "yesterday"; expected a date-time with offset`
    package static func detail(_ note: RejectNote) -> String {
        TerminalText.string { appendDetail(note, to: &$0) }
    }

    /// As ``detail(_:)``. Written as bytes, because a file may consist only of rejects.
    package static func appendDetail(_ note: RejectNote, to buffer: inout ByteBuffer) {
        switch note.found {
        case .cut:
            return buffer.append(
                "only its beginning was kept; expected the whole record: convert the input again")
        case .empty:
            return buffer.append("an empty reject; something is missing here")
        case .noQuarantineLine:
            return buffer.append(
                "not a line of a quarantine file; expected file, record, line, offset, reason and raw"
            )
        case .byte, .text, .nothing, .jsonText: appendFound(note, to: &buffer)
        case .shape(let shape): appendFound(shape, to: &buffer)
        }
        buffer.append("; expected ")
        appendExpected(note, to: &buffer)
        if case .shape(let shape) = note.found, let hint = shape.hint {
            buffer.append("; ")
            append(hint, to: &buffer)
        }
    }

    // MARK: Found

    private static func appendFound(_ note: RejectNote, to buffer: inout ByteBuffer) {
        switch note.reason {
        case .jsonSyntax, .jsonControlCharacter, .jsonTruncated, .invalidUTF8:
            appendFoundByte(note, to: &buffer)
        case .jsonNotObject: appendFoundValue(note, to: &buffer)
        case .jsonDuplicateKey:
            buffer.append("duplicate key ")
            appendField(note, to: &buffer)
        case .limitDepth:
            buffer.append("nested too deeply")
            appendPlace(note, to: &buffer)
        case .limitRecordBytes: appendFoundLength(note, to: &buffer)
        case .unknownShape: buffer.append("a record of no known kind")
        case .missingField:
            appendField(note, to: &buffer)
            buffer.append(" is missing")
            if let name = note.nearMiss {
                buffer.append(" (the record has ")
                TerminalText.appendQuoted(name, to: &buffer)
                buffer.append(")")
            }
        case .wrongType, .badTimestamp:
            appendField(note, to: &buffer)
            buffer.append(" is ")
            appendValue(note, to: &buffer)
        case .unmapped:
            buffer.append("alertType ")
            if case .text(let text) = note.found {
                TerminalText.appendQuoted(text, to: &buffer)
            } else {
                TerminalText.appendQuoted([], to: &buffer)
            }
            buffer.append(" has no row in the mapping")
        }
    }

    /// `an object of no known kind, with "took", "hits" …`
    private static func appendFound(_ shape: RejectNote.Shape, to buffer: inout ByteBuffer) {
        if shape.names.isEmpty { return buffer.append("an object without names") }
        buffer.append("an object of no known kind, with ")
        for (number, name) in shape.names.enumerated() {
            if number > 0 { buffer.append(", ") }
            TerminalText.appendQuoted(name, to: &buffer)
        }
        if shape.names.count == 8 { buffer.append(" …") }
    }

    /// What to do about an object that could be read.
    private static func append(_ hint: RejectNote.Shape.Hint, to buffer: inout ByteBuffer) {
        switch hint {
        case .unwrapField(let path, let name):
            TerminalText.appendQuoted(path, to: &buffer)
            buffer.append(" holds text that looks like a record: read it with --unwrap-field ")
            buffer.append(utf8: ShellWords.quoted(name))
        case .unwrapIsOff(let path):
            TerminalText.appendQuoted(path, to: &buffer)
            buffer.append(" holds a record: read it without --unwrap never")
        case .cutExport(let name):
            TerminalText.appendQuoted(name, to: &buffer)
            buffer.append(
                " contains text instead of records because the export was truncated: export again with more depth (PowerShell: ConvertTo-Json -Depth 10)"
            )
        case .flattened(let prefix):
            TerminalText.appendQuoted(prefix, to: &buffer)
            buffer.append(" precedes names of Mimecast's")
            append(jqWith: prefix, to: &buffer) {
                "walk(if type == \"object\" then with_entries(.key |= ltrimstr(\"\($0)\")) else . end)"
            }
        case .columnsApart(let path):
            if path.isEmpty {
                buffer.append("columns and rows are apart")
            } else {
                TerminalText.appendQuoted(path, to: &buffer)
                buffer.append(" has columns and rows apart")
            }
            append(jqWith: path, to: &buffer) {
                ".\($0) | [.columns[] | .name? // .] as $names | .rows[] | [$names, .] | transpose | map({(.[0]): .[1]}) | add"
            }
        }
    }

    /// Appends a program of jq that contains a name or a path from the input, unless that could change
    /// what the program does.
    private static func append(
        jqWith path: [UInt8], to buffer: inout ByteBuffer, _ program: (String) -> String
    ) {
        guard isPlain(path) else { return }
        buffer.append(": ")
        buffer.append(jq: program(String(decoding: path, as: UTF8.self)))
    }

    /// Whether a name or a path can stand in a program of jq as it is.
    private static func isPlain(_ path: [UInt8]) -> Bool {
        path.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "["), UInt8(ascii: "]"):
                true
            default: false
            }
        }
    }

    private static func appendField(_ note: RejectNote, to buffer: inout ByteBuffer) {
        if let field = note.field {
            TerminalText.appendQuoted(field, to: &buffer)
        } else {
            buffer.append("a field")
        }
    }

    /// ` at byte 17`
    private static func appendPlace(_ note: RejectNote, to buffer: inout ByteBuffer) {
        guard let offset = note.faultOffset else { return }
        buffer.append(" at byte ")
        buffer.append(decimal: offset)
    }

    private static func appendFoundByte(_ note: RejectNote, to buffer: inout ByteBuffer) {
        switch note.found {
        case .byte(nil):
            buffer.append("the input ends inside a ")
            buffer.append(note.reason == .invalidUTF8 ? "character" : "value")
        // A string, word or number cut off at the end of its line.
        case .byte(0x0A?), .byte(0x0D?): buffer.append("found a line end")
        case .byte(let byte?):
            buffer.append("found ")
            TerminalText.appendQuoted([byte], to: &buffer)
        case .text, .nothing, .jsonText, .shape, .cut, .empty, .noQuarantineLine:
            return buffer.append(utf8: sentence(note.reason))
        }
        appendPlace(note, to: &buffer)
    }

    /// The kind of value that starts with the byte found: JSON values differ in their first byte.
    private static func appendFoundValue(_ note: RejectNote, to buffer: inout ByteBuffer) {
        if case .jsonText = note.found { return buffer.append("found a string that contains JSON") }
        guard case .byte(let byte?) = note.found else { return buffer.append("found no object") }
        switch byte {
        case UInt8(ascii: "["): buffer.append("found an array")
        case UInt8(ascii: "\""): buffer.append("found a string")
        case UInt8(ascii: "t"), UInt8(ascii: "f"): buffer.append("found a boolean")
        case UInt8(ascii: "n"): buffer.append("found null")
        default: buffer.append("found a number")
        }
    }

    /// The byte at fault is the first one past the limit.
    private static func appendFoundLength(_ note: RejectNote, to buffer: inout ByteBuffer) {
        buffer.append("a record longer than ")
        guard let fault = note.faultOffset, fault > note.place.offset else {
            return buffer.append("the limit")
        }
        buffer.append(decimal: fault - note.place.offset)
        buffer.append(" bytes")
    }

    /// The value at fault as written in the record: a string keeps its quotes and escapes. Escapes are
    /// not decoded, because the text may have been cut in the middle of one.
    private static func appendValue(_ note: RejectNote, to buffer: inout ByteBuffer) {
        guard case .text(let text) = note.found else { return buffer.append("something else") }
        let quote = UInt8(ascii: "\"")
        let limit = TerminalText.valueLimit
        guard text.first == quote else {
            return TerminalText.append(text, limit: limit, to: &buffer)
        }
        // Text that was cut earlier is marked, too, and does not end in half a character.
        let isWhole = text.count > 1 && text.last == quote
        let content = text.dropFirst().dropLast(isWhole ? 1 : 0)
        buffer.append(quote)
        TerminalText.append(content, limit: isWhole ? limit : limit - 1, to: &buffer)
        buffer.append(quote)
    }

    // MARK: Expected

    private static func appendExpected(_ note: RejectNote, to buffer: inout ByteBuffer) {
        switch note.reason {
        case .jsonSyntax: buffer.append(utf8: note.expected?.rawValue ?? "JSON (RFC 8259)")
        case .jsonControlCharacter:
            buffer.append("it to be escaped in a string (RFC 8259, section 7)")
        case .jsonDuplicateKey: buffer.append("one value for each key that is read")
        case .jsonNotObject:
            buffer.append("an object")
            guard case .jsonText = note.found else { return }
            buffer.append(": ")
            buffer.append(jq: ".. | strings | fromjson? | objects, arrays")
        case .jsonTruncated: buffer.append("the rest of it")
        case .invalidUTF8: buffer.append("UTF-8 (RFC 3629)")
        case .limitDepth: buffer.append("at most 128 levels")
        case .limitRecordBytes: buffer.append("at most --max-record-bytes")
        case .unknownShape:
            buffer.append("an attachment, impersonation, click or SIEM record, or one inside")
        case .missingField: buffer.append(expectedValue(note))
        case .wrongType: buffer.append("a string, a number or a boolean")
        case .badTimestamp: buffer.append(expectedTime(note))
        case .unmapped: buffer.append("a row, because of --unmapped reject")
        }
    }

    private static func expectedValue(_ note: RejectNote) -> StaticString {
        if ExpectedFormat.timeFields.contains(named: note.field) { return "the event time" }
        return Verdict.fields.contains(named: note.field) ? "the scan verdict" : "a value"
    }

    /// What a time lacks, judging by its form.
    private static func expectedTime(_ note: RejectNote) -> StaticString {
        guard case .text(let text) = note.found else { return "a date-time with offset" }
        let quote = UInt8(ascii: "\"")
        let content = Array(text.drop { $0 == quote }.prefix { $0 != quote })
        func isNumber(_ digits: ArraySlice<UInt8>) -> Bool {
            !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
        }
        if isNumber(content[...]) { return "epoch milliseconds in the years 1990 to 2100" }
        let isQuoted = text.first == quote
        if !isQuoted, isNumber(content.prefix(1)) { return "epoch milliseconds, an integer" }
        let year = content.prefix(4)
        if content.dropFirst(4).first == UInt8(ascii: "-"), isNumber(year),
            let number = Int(String(decoding: year, as: UTF8.self)),
            !(1990...2100).contains(number)
        {
            return "a date-time with offset in the years 1990 to 2100"
        }
        // 2024-11-17T17:02:30, possibly with a fraction, and nothing after it.
        if content.count >= 19, isNumber(content.suffix(2)), !content.suffix(6).contains(0x2B),
            !content.suffix(6).dropFirst().contains(0x2D)
        {
            return "a date-time with offset; read it as UTC with --assume-utc"
        }
        return "a date-time with offset"
    }
}

extension ByteBuffer {
    /// Appends a command that converts an input with a program of jq.
    fileprivate mutating func append(jq program: String) {
        append("jq -c '")
        append(utf8: program)
        append("' FILE | mimecast2sophos - …")
    }
}
