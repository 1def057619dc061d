internal import Accounts
internal import ByteStreams
internal import JSONRecords

/// Writes the contents of `manifest.json` and of the journal that is kept during a run.
///
/// The lines of the journal are those of the manifest: first the version and the options, then an entry
/// for each input. Each follows its own checksum, because the last one may be incomplete; the manifest
/// ends with a checksum of everything before it.
enum ManifestText {
    static let version = 2

    /// The version and the options, with which both begin.
    static func write(_ fingerprint: RunFingerprint, to json: inout JSONWriter) {
        json.member("version", version)
        json.object("options", .spaced) { json in
            for item in fingerprint.items { json.member(named: item.name, item.value) }
        }
    }

    static func write(_ entry: ManifestEntry, to json: inout JSONWriter) {
        json.member("path", bytes: entry.path.bytes)
        if let size = entry.size, let modified = entry.modified {
            json.member("size", size)
            json.member("modified", modified)
        }
        json.member("sha256", ifPresent: entry.sha256)
        json.object("counts") { json in
            json.member("seen", entry.seen)
            json.member("converted", entry.converted)
            json.member("filtered", entry.filtered)
            json.member("duplicate", entry.duplicate)
            json.member("rejected", entry.rejected)
        }
        json.objects("outputs", of: entry.outputs) { json, output in
            json.member("path", bytes: output.path.bytes)
            json.member("size", output.size)
            if let crc32 = output.crc32 { write(crc32, to: &json) }
            json.member("sha256", ifPresent: output.sha256)
        }
        if let keys = entry.keys {
            json.object("ids") { json in
                json.member("start", keys.start)
                json.member("count", keys.count)
                write(keys.crc32, to: &json)
            }
        }
        json.member("summary", json: entry.summary)
    }

    static func write(_ crc32: UInt32, to json: inout JSONWriter) {
        json.member("crc32", digits(crc32))
    }

    private static func digits(_ checksum: UInt32) -> String {
        String(checksum, radix: 16, digits: 8)
    }

    /// The last lines of a manifest.
    ///
    /// - Parameter checksum: CRC-32 of all bytes before these lines.
    static func end(_ checksum: UInt32) -> [UInt8] {
        var text = ByteBuffer(capacity: 64)
        text.appendJSON { json in
            json.object(.lines) { write(checksum, to: &$0) }
            json.endLine()
        }
        // Without the line on which the object begins.
        return Array(text.bytes.drop { $0 != UInt8(ascii: " ") })
    }

    /// A line of the journal: an object with the members that `write` writes.
    static func appendLine(_ write: (inout JSONWriter) -> Void, to buffer: inout ByteBuffer) {
        var text = ByteBuffer(capacity: 1024)
        text.appendJSON { json in json.object { write(&$0) } }
        buffer.append(utf8: digits(text.withBytes { CRC32.of($0) }))
        buffer.append(" ")
        text.withBytes { buffer.append($0) }
        buffer.append("\n")
    }

    /// A summary on one line, which an entry has.
    static func text(of summary: Summary) -> [UInt8] {
        var text = ByteBuffer(capacity: 4096)
        text.appendJSON(isOneLine: true) { SummaryJSON.write(summary, to: &$0) }
        return text.bytes
    }
}
