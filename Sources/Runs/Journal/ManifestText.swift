internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Pipeline

/// Writes the contents of `manifest.json` and of the journal that is kept during a run.
///
/// An entry is one line, the same in both. The manifest ends with a checksum of everything before it;
/// each line of the journal starts with its own.
enum ManifestText {
    static let version = 2

    // MARK: The manifest

    static func appendHead(_ fingerprint: RunFingerprint, to buffer: inout ByteBuffer) {
        buffer.append("{\n  \"version\": ")
        buffer.append(decimal: version)
        buffer.append(",\n  \"options\": ")
        append(fingerprint, to: &buffer)
        buffer.append(",\n  \"inputs\": [")
    }

    static func appendEnd(isEmpty: Bool, to buffer: inout ByteBuffer) {
        buffer.append(isEmpty ? "],\n" : "\n  ],\n")
    }

    /// - Parameter checksum: CRC-32 of all bytes before this line.
    static func appendChecksum(_ checksum: UInt32, to buffer: inout ByteBuffer) {
        buffer.append("  \"crc32\": \"")
        append(checksum, to: &buffer)
        buffer.append("\"\n}\n")
    }

    // MARK: The journal

    /// A line of the journal: `write` appends its text, without a line end.
    static func appendLine(_ write: (inout ByteBuffer) -> Void, to buffer: inout ByteBuffer) {
        var text = ByteBuffer(capacity: 1024)
        write(&text)
        append(text.withBytes { CRC32.of($0) }, to: &buffer)
        buffer.append(" ")
        text.withBytes { buffer.append($0) }
        buffer.append("\n")
    }

    static func appendJournalHead(_ fingerprint: RunFingerprint, to buffer: inout ByteBuffer) {
        buffer.append("{\"version\":")
        buffer.append(decimal: version)
        buffer.append(",\"options\":")
        append(fingerprint, to: &buffer)
        buffer.append("}")
    }

    // MARK: Parts of both

    private static func append(_ fingerprint: RunFingerprint, to buffer: inout ByteBuffer) {
        buffer.append("{")
        for (number, item) in fingerprint.items.enumerated() {
            if number > 0 { buffer.append(", ") }
            JSONStrings.append(item.name.utf8, to: &buffer)
            buffer.append(": ")
            JSONStrings.append(item.value.utf8, to: &buffer)
        }
        buffer.append("}")
    }

    static func append(_ entry: ManifestEntry, to buffer: inout ByteBuffer) {
        buffer.append("{")
        append(entry.path, to: &buffer)
        if let size = entry.size, let modified = entry.modified {
            number("size", size, to: &buffer)
            number("modified", modified, to: &buffer)
        }
        if let sha256 = entry.sha256 { text("sha256", sha256, to: &buffer) }
        buffer.append(",\"counts\":{\"seen\":")
        buffer.append(decimal: entry.seen)
        number("converted", entry.converted, to: &buffer)
        number("filtered", entry.filtered, to: &buffer)
        number("duplicate", entry.duplicate, to: &buffer)
        number("rejected", entry.rejected, to: &buffer)
        buffer.append("},\"outputs\":[")
        for (number, output) in entry.outputs.enumerated() {
            buffer.append(number == 0 ? "{" : ",{")
            append(output, to: &buffer)
            buffer.append("}")
        }
        buffer.append("]")
        if let keys = entry.keys {
            buffer.append(",\"ids\":{\"start\":")
            buffer.append(decimal: keys.start)
            number("count", keys.count, to: &buffer)
            buffer.append(",\"crc32\":\"")
            append(keys.crc32, to: &buffer)
            buffer.append("\"}")
        }
        buffer.append(",\"summary\":")
        buffer.append(entry.summary)
        buffer.append("}")
    }

    private static func append(_ output: ManifestEntry.Output, to buffer: inout ByteBuffer) {
        append(output.path, to: &buffer)
        number("size", output.size, to: &buffer)
        if let crc32 = output.crc32 {
            buffer.append(",\"crc32\":\"")
            append(crc32, to: &buffer)
            buffer.append("\"")
        }
        if let sha256 = output.sha256 { text("sha256", sha256, to: &buffer) }
    }

    /// `"path":"…"`, or `"path_base64":"…"` if it is not UTF-8.
    private static func append(_ path: Path, to buffer: inout ByteBuffer) {
        if RejectLine.isUTF8(path.bytes) {
            buffer.append("\"path\":")
            JSONStrings.append(path.bytes, to: &buffer)
        } else {
            buffer.append("\"path_base64\":\"")
            Base64.append(path.bytes, to: &buffer)
            buffer.append("\"")
        }
    }

    private static func number(
        _ name: StaticString, _ number: some FixedWidthInteger, to buffer: inout ByteBuffer
    ) {
        buffer.append(",\"")
        buffer.append(name)
        buffer.append("\":")
        buffer.append(decimal: number)
    }

    private static func text(_ name: StaticString, _ text: String, to buffer: inout ByteBuffer) {
        buffer.append(",\"")
        buffer.append(name)
        buffer.append("\":")
        JSONStrings.append(text.utf8, to: &buffer)
    }

    /// Eight hexadecimal digits.
    static func append(_ checksum: UInt32, to buffer: inout ByteBuffer) {
        buffer.append(utf8: String(checksum, radix: 16, digits: 8))
    }

    /// The text of a summary on one line, which is safe because line ends and the spaces after them only
    /// occur between its tokens.
    static func summary(_ summary: Summary) -> [UInt8] {
        var text = ByteBuffer(capacity: 4096)
        SummaryJSON.append(summary, to: &text)
        var line: [UInt8] = []
        line.reserveCapacity(text.count)
        var isIndent = false
        for byte in text.bytes {
            if byte == UInt8(ascii: "\n") {
                isIndent = true
            } else if !isIndent || byte != UInt8(ascii: " ") {
                isIndent = false
                line.append(byte)
            }
        }
        return line
    }
}
