package import Accounts
internal import ByteStreams
package import JSONRecords

/// Writes one rejected piece as a line of a quarantine file (SPEC 4.5).
package enum RejectLine {
    /// - Parameters:
    ///   - note: the piece's location and why it was rejected.
    ///   - length: the piece's bytes in the decompressed input.
    ///   - array: the name of the array that contained the piece, empty for one without a name. It
    ///     preserves what the name says about the record, and that the array continues after a broken
    ///     one. Not one of SPEC 4.5's keys.
    ///   - raw: those bytes, or the first of them if the piece is too long to keep.
    ///   - isWalked: whether the piece is well-formed, so that it is UTF-8 if it is complete.
    package static func append(
        _ note: RejectNote, length: UInt64, array: [UInt8]? = nil, raw: JSONText, isWalked: Bool,
        to buffer: inout ByteBuffer
    ) {
        var detail = ByteBuffer(capacity: 256)
        Sentences.appendDetail(note, to: &detail)
        buffer.appendJSON { json in
            json.object { json in
                json.member("file", note.file)
                json.member("record", note.record)
                json.member("line", note.place.line)
                json.member("offset", note.place.offset)
                json.member("length", length)
                json.member("reason", note.reason.rawValue)
                json.member("detail", detail.text(0..<detail.count))
                json.member("field", ifPresent: note.field)
                json.member("array", ifPresent: array)
                if isWalked && length == UInt64(raw.count) {
                    json.member("raw", raw)
                } else {
                    json.member("raw", bytes: raw.bytes)
                }
            }
            json.endLine()
        }
    }
}
