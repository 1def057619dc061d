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
    package static func append(
        _ note: RejectNote, length: UInt64, array: [UInt8]? = nil, raw: JSONText, isWalked: Bool,
        sentence: inout RejectSentence, to buffer: inout ByteBuffer
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
        JSONStrings.append(sentence.text(of: note), to: &buffer)
        if let field = note.field {
            buffer.append(",\"field\":")
            JSONStrings.append(field, to: &buffer)
        }
        if let array {
            buffer.append(",\"array\":")
            JSONStrings.append(array, to: &buffer)
        }
        let end = buffer.count
        buffer.append(",\"raw\":")
        if isWalked && length == UInt64(raw.count) {
            JSONStrings.append(raw, to: &buffer)
        } else if !JSONStrings.append(ifUTF8: raw, to: &buffer) {
            buffer.truncate(to: end)
            buffer.append(",\"raw_base64\":\"")
            Base64.append(raw.bytes, to: &buffer)
            buffer.append(UInt8(ascii: "\""))
        }
        buffer.append("}\n")
    }
}

/// What was found and what was expected, as a sentence. The last one is kept, because rejects that come
/// together tend to have the same.
package struct RejectSentence: ~Copyable {
    private var text = ByteBuffer(capacity: 256)
    /// The note whose sentence it is, if another note may have the same.
    private var note: RejectNote?

    package init() {}

    /// - Returns: a view of the sentence, valid until the next is asked for.
    mutating func text(of note: RejectNote) -> JSONText {
        if self.note?.hasSentence(of: note) != true {
            text.removeAll()
            Sentences.appendDetail(note, to: &text)
            self.note = note.hasCommonSentence ? note : nil
        }
        return text.text(0..<text.count)
    }
}

extension RejectNote {
    /// Whether the sentence contains nothing that differs from piece to piece: a value or a place.
    fileprivate var hasCommonSentence: Bool {
        if case .text = found { return false }
        return faultOffset == nil
    }

    fileprivate func hasSentence(of other: RejectNote) -> Bool {
        other.hasCommonSentence && reason == other.reason && field == other.field
            && found == other.found && expected == other.expected && nearMiss == other.nearMiss
    }
}
