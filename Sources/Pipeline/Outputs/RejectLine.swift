package import Accounts
internal import ByteStreams
package import JSONRecords

/// Writes one rejected piece as a line of a quarantine file (SPEC 4.5).
///
/// Not with a `JSONWriter`: there may be a line for every record, so keys are copied together with the
/// punctuation around them.
package enum RejectLine {
    /// - Parameters:
    ///   - note: the piece's location and why it was rejected.
    ///   - length: the piece's bytes in the decompressed input.
    ///   - array: the name of the array that contained the piece, empty for one without a name. It
    ///     preserves what the name says about the record, and that the array continues after a broken
    ///     one. Not one of SPEC 4.5's keys.
    ///   - raw: those bytes, or the first of them if the piece is too long to keep.
    ///   - isWalked: whether the piece is well-formed, so that it is UTF-8 if it is complete.
    ///   - detail: room for a sentence; what is in it is replaced.
    package static func append(
        _ note: RejectNote, length: UInt64, array: [UInt8]? = nil, raw: JSONText, isWalked: Bool,
        detail: inout ByteBuffer, to buffer: inout ByteBuffer
    ) {
        buffer.append("{\"file\":")
        JSONStrings.append(note.file.bytes, to: &buffer)
        buffer.append(",\"record\":")
        buffer.append(decimal: note.record)
        buffer.append(",\"line\":")
        buffer.append(decimal: note.place.line)
        buffer.append(",\"offset\":")
        buffer.append(decimal: note.place.offset)
        buffer.append(",\"length\":")
        buffer.append(decimal: length)
        buffer.append(",\"reason\":\"")
        buffer.append(utf8: note.reason.rawValue)
        buffer.append("\",\"detail\":")
        detail.removeAll()
        Sentences.appendDetail(note, to: &detail)
        JSONStrings.append(detail.text(0..<detail.count), to: &buffer)
        if let field = note.field {
            buffer.append(",\"field\":")
            JSONStrings.append(field.utf8, to: &buffer)
        }
        if let array {
            buffer.append(",\"array\":")
            JSONStrings.append(array, to: &buffer)
        }
        if isWalked && length == UInt64(raw.count) || isUTF8(raw.bytes) {
            buffer.append(",\"raw\":")
            JSONStrings.append(raw, to: &buffer)
        } else {
            buffer.append(",\"raw_base64\":\"")
            Base64.append(raw.bytes, to: &buffer)
            buffer.append(UInt8(ascii: "\""))
        }
        buffer.append("}\n")
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        (try? UTF8Span(validating: bytes.span)) != nil
    }
}
