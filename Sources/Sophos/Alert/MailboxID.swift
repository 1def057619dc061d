internal import ByteStreams
internal import JSONRecords

/// The stable id of a mailbox, which Sophos's detections call a device.
///
/// A UUID of the same form as alert ids, from a SHA-256 over the word `mailbox:` and the address,
/// unescaped, trimmed and in lower case: the same in every run, file and spelling.
enum MailboxID {
    /// - Parameters:
    ///   - source: as ``Alert/source``; nil has an id, too, which is that of the text `n/a`.
    ///   - buffer: its end serves as scratch space; its content is unchanged afterwards.
    static func id(of source: JSONText?, in buffer: inout ByteBuffer) -> AlertID {
        let start = buffer.count
        buffer.append("mailbox:")
        if let source {
            JSONStrings.withPlainText(of: source) { appendLowercased($0.trimmed, to: &buffer) }
        } else {
            buffer.append("n/a")
        }
        let digest = buffer.withBytes { SHA256.digest(of: $0.extracting(start...)) }
        buffer.truncate(to: start)
        let words = digest.words
        return AlertID(
            digest: UInt64(words[0]) << 32 | UInt64(words[1]),
            UInt64(words[2]) << 32 | UInt64(words[3]))
    }

    private static func appendLowercased(_ text: JSONText, to buffer: inout ByteBuffer) {
        for index in 0..<text.count { buffer.append(JSONText.lowercased(text[index])) }
    }
}
