internal import ByteStreams
internal import JSONRecords

/// The one place where outcomes become text for people. What stands in it of an input is escaped.
///
/// The shape of a line is *file: where: reason: found; expected* (SPEC 7.6).
package enum Sentences {
    /// `clicks.json.gz: record 1042, line 1042, byte 88317: bad-timestamp: "date" is "yesterday"; …`
    package static func line(_ note: RejectNote) -> String {
        let place = "record \(note.record), line \(note.place.line), byte \(note.place.offset)"
        return "\(TerminalText.path(note.file)): \(place): \(note.reason.rawValue): \(detail(note))"
    }

    /// What was found in a rejected piece, and what was expected.
    package static func detail(_ note: RejectNote) -> String {
        "\(found(note)); expected \(expected(note))"
    }

    private static func found(_ note: RejectNote) -> String {
        let field = note.field.map { TerminalText.quoted($0.utf8) }
        switch (note.reason, note.found) {
        case (.missingField, _): return "\(field ?? "a field") is missing"
        case (.jsonDuplicateKey, _): return "\(field ?? "a key") stands twice"
        case (.unknownShape, _): return "a record of no known kind"
        case (.unmapped, .text(let text)): return "no row for \(TerminalText.quoted(text))"
        case (.limitDepth, _): return "nested too deep" + at(note)
        case (.limitRecordBytes, _): return "a record longer than the limit"
        case (.jsonTruncated, _), (_, .byte(nil)): return "the input ends inside a value"
        case (.jsonNotObject, .byte(let byte?)): return notObject(byte)
        case (_, .byte(let byte?)): return "found \(character(byte))" + at(note)
        case (_, .text(let text)): return "\(field ?? "a field") is \(value(text))"
        case (_, .nothing): return note.reason.rawValue
        }
    }

    private static func at(_ note: RejectNote) -> String {
        note.faultOffset.map { " at byte \($0)" } ?? ""
    }

    private static func expected(_ note: RejectNote) -> String {
        switch note.reason {
        case .jsonSyntax: "JSON (RFC 8259)"
        case .jsonControlCharacter: "control characters escaped (RFC 8259, section 7)"
        case .jsonDuplicateKey: "one value for each key that is read"
        case .jsonNotObject: "an object, which a record is"
        case .jsonTruncated: "its end"
        case .invalidUTF8: "UTF-8 (RFC 3629)"
        case .limitDepth: "at most 128 levels"
        case .limitRecordBytes: "at most what --max-record-bytes allows"
        case .unknownShape: "an attachment, impersonation, click or SIEM record"
        case .missingField:
            switch note.field {
            case "result", "scanResult": "the verdict of the scan"
            case "date", "eventTime", "timestamp", "datetime": "the time of the event"
            default: "a value"
            }
        case .wrongType: "the type that Mimecast documents"
        case .badTimestamp:
            "a date-time with offset or epoch milliseconds, in the years 1990 to 2100"
        case .unmapped: "a name that the mapping knows"
        }
    }

    /// A JSON value as it stands in the record: a string keeps its quotes, all is escaped and cut.
    private static func value(_ text: [UInt8]) -> String {
        guard text.first == UInt8(ascii: "\"") else {
            return TerminalText.escaped(text, limit: TerminalText.valueLimit)
        }
        // The text may have been cut in the middle of an escape, so nothing is unescaped here.
        let isWhole = text.count > 1 && text.last == UInt8(ascii: "\"")
        return "\""
            + TerminalText.escaped(
                text.dropFirst().dropLast(isWhole ? 1 : 0), limit: TerminalText.valueLimit) + "\""
    }

    private static func notObject(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "["): "an array"
        case UInt8(ascii: "\""): "a string"
        case UInt8(ascii: "t"), UInt8(ascii: "f"): "a boolean"
        case UInt8(ascii: "n"): "null"
        default: "a number"
        }
    }

    private static func character(_ byte: UInt8) -> String {
        byte > 0x20 && byte < 0x7F
            ? "'\(Unicode.Scalar(byte))'" : TerminalText.byte(byte)
    }
}
