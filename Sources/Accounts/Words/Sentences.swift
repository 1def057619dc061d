package import ByteStreams
internal import JSONRecords
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
        switch note.found {
        case .cut:
            "only its beginning was kept; expected the whole record: convert the input again"
        case .empty: "the piece has no bytes; expected what is missing there"
        case .noQuarantineLine:
            "no line of a quarantine file; expected file, record, line, offset, reason and raw"
        case .byte, .text, .nothing: "\(found(note)); expected \(expected(note))"
        case .shape(let shape):
            "\(found(shape)); expected \(expected(note))\(shape.hint.map { "; " + sentence($0) } ?? "")"
        }
    }

    // MARK: Found

    private static func found(_ note: RejectNote) -> String {
        switch note.reason {
        case .jsonSyntax, .jsonControlCharacter, .jsonTruncated, .invalidUTF8: foundByte(note)
        case .jsonNotObject: foundValue(note)
        case .jsonDuplicateKey: "duplicate key \(field(note))"
        case .limitDepth: "nested too deep" + at(note)
        case .limitRecordBytes: foundLength(note)
        case .unknownShape: "a record of no known kind"
        case .missingField:
            "\(field(note)) is missing"
                + (note.nearMiss.map { " (the record has \(TerminalText.quoted($0)))" } ?? "")
        case .wrongType, .badTimestamp: "\(field(note)) is \(value(note))"
        case .unmapped: "alertType \(name(note)) has no row in the mapping"
        }
    }

    /// `an object with the names "took", "hits" and …`
    private static func found(_ shape: RejectNote.Shape) -> String {
        let names = shape.names.map { TerminalText.quoted($0) }
        if names.isEmpty { return "an object without names" }
        return "an object of no known kind, with \(names.joined(separator: ", "))"
            + (names.count == 8 ? " …" : "")
    }

    /// What to do about an object that could be read.
    private static func sentence(_ hint: RejectNote.Shape.Hint) -> String {
        switch hint {
        case .unwrapField(let path, let name):
            "\(TerminalText.quoted(path)) holds text that looks like a record: read it with --unwrap-field \(ShellWords.quoted(name))"
        case .unwrapIsOff(let path):
            "\(TerminalText.quoted(path)) holds a record: read it without --unwrap never"
        case .cutExport(let name):
            "\(TerminalText.quoted(name)) holds text and no records, because the export was cut: repeat it with more depth (PowerShell: ConvertTo-Json -Depth 10)"
        }
    }

    private static func field(_ note: RejectNote) -> String {
        note.field.map { TerminalText.quoted($0.utf8) } ?? "a field"
    }

    private static func at(_ note: RejectNote) -> String {
        note.faultOffset.map { " at byte \($0)" } ?? ""
    }

    private static func foundByte(_ note: RejectNote) -> String {
        switch note.found {
        case .byte(nil):
            let part = note.reason == .invalidUTF8 ? "character" : "value"
            return "the input ends inside a \(part)" + at(note)
        // A string, word or number cut off at the end of its line.
        case .byte(0x0A?), .byte(0x0D?): return "found a line end" + at(note)
        case .byte(let byte?): return "found \(TerminalText.quoted([byte]))" + at(note)
        case .text, .nothing, .shape, .cut, .empty, .noQuarantineLine: return sentence(note.reason)
        }
    }

    /// The kind of value that starts with the byte found: JSON values differ in their first byte.
    private static func foundValue(_ note: RejectNote) -> String {
        guard case .byte(let byte?) = note.found else { return "found no object" }
        return switch byte {
        case UInt8(ascii: "["): "found an array"
        case UInt8(ascii: "\""): "found a string"
        case UInt8(ascii: "t"), UInt8(ascii: "f"): "found a boolean"
        case UInt8(ascii: "n"): "found null"
        default: "found a number"
        }
    }

    /// The byte at fault is the first one past the limit.
    private static func foundLength(_ note: RejectNote) -> String {
        guard let fault = note.faultOffset, fault > note.place.offset else {
            return "a record longer than the limit"
        }
        return "a record longer than \(fault - note.place.offset) bytes"
    }

    private static func name(_ note: RejectNote) -> String {
        guard case .text(let text) = note.found else { return TerminalText.quoted([]) }
        return TerminalText.quoted(text)
    }

    /// The value at fault as written in the record: a string keeps its quotes and escapes. Escapes are
    /// not decoded, because the text may have been cut in the middle of one.
    private static func value(_ note: RejectNote) -> String {
        guard case .text(let text) = note.found else { return "something else" }
        let quote = UInt8(ascii: "\"")
        let limit = TerminalText.valueLimit
        guard text.first == quote else { return TerminalText.escaped(text, limit: limit) }
        // Text that was cut earlier is marked, too, and does not end in half a character.
        let isWhole = text.count > 1 && text.last == quote
        let content = text.dropFirst().dropLast(isWhole ? 1 : 0)
        return "\"" + TerminalText.escaped(content, limit: isWhole ? limit : limit - 1) + "\""
    }

    // MARK: Expected

    private static func expected(_ note: RejectNote) -> String {
        switch note.reason {
        case .jsonSyntax: note.expected?.rawValue ?? "JSON (RFC 8259)"
        case .jsonControlCharacter: "it escaped inside a string (RFC 8259, section 7)"
        case .jsonDuplicateKey: "one value for each key that is read"
        case .jsonNotObject: "an object, as every record is"
        case .jsonTruncated: "the rest of it"
        case .invalidUTF8: "UTF-8 (RFC 3629)"
        case .limitDepth: "at most 128 levels"
        case .limitRecordBytes: "what --max-record-bytes allows"
        case .unknownShape: "an attachment, impersonation, click or SIEM record, or one inside"
        case .missingField: expectedValue(note)
        case .wrongType: "a string, a number or a boolean"
        case .badTimestamp: expectedTime(note)
        case .unmapped: "one, as --unmapped reject asks"
        }
    }

    private static func expectedValue(_ note: RejectNote) -> String {
        if ExpectedFormat.timeFields.contains(where: { $0.name == note.field }) {
            return "the event time"
        }
        return [Field.result.name, Field.scanResult.name].contains(note.field)
            ? "the scan verdict" : "a value"
    }

    /// What a time lacks, judging by its form.
    private static func expectedTime(_ note: RejectNote) -> String {
        guard case .text(let text) = note.found else { return "a date-time with offset" }
        let quote = UInt8(ascii: "\"")
        let content = Array(text.drop { $0 == quote }.prefix { $0 != quote })
        func isNumber(_ digits: some Collection<UInt8>) -> Bool {
            !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
        }
        if isNumber(content) { return "epoch milliseconds in the years 1990 to 2100" }
        let isQuoted = text.first == quote
        if !isQuoted, isNumber(content.prefix(1)) { return "epoch milliseconds, a whole number" }
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
