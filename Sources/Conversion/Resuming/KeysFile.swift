internal import ByteStreams
internal import JSONRecords

/// The keys of all alerts that a run with `--deduplicate` published, 16 bytes each, in the order of
/// inputs: a run that is resumed knows them without reading anything again.
///
/// Not read from the alerts themselves: that would mean a reader for each format, and for compressed
/// and divided files.
struct KeysFile: ~Copyable, Sendable {
    private static let keyBytes = 16
    private static let blockBytes = 64 << 10

    private let file: AppendFile

    /// - Parameter count: keys at its begin that stay.
    init(_ path: Path, keeping count: UInt64) throws(WriteError) {
        file = try AppendFile(path, length: count * UInt64(Self.keyBytes))
    }

    /// Appends what an input kept.
    borrowing func append(_ kept: FileAlerts) throws(WriteError) -> ManifestEntry.Keys {
        var block = ByteBuffer(capacity: Self.blockBytes)
        var checksum = CRC32()
        var failure: WriteError?
        func flush() {
            block.withBytes { bytes in
                checksum.update(bytes)
                do throws(WriteError) {
                    if failure == nil { try file.append(bytes) }
                } catch {
                    failure = error
                }
            }
            block.removeAll()
        }
        kept.visit { key in
            block.append(littleEndian: key.high)
            block.append(littleEndian: key.low)
            if block.count >= Self.blockBytes { flush() }
        }
        flush()
        if let failure { throw failure }
        return ManifestEntry.Keys(count: UInt64(kept.count), crc32: checksum.value)
    }

    borrowing func sync() throws(WriteError) { try file.sync() }

    /// Hands the next input's keys to `body`.
    ///
    /// - Returns: whether they are those that were written.
    static func read(
        _ source: inout FileSource, _ keys: ManifestEntry.Keys, _ body: (DuplicateKey) -> Void
    ) -> Bool {
        var checksum = CRC32()
        var rest = keys.count
        while rest > 0 {
            let count = min(rest, UInt64(blockBytes / keyBytes))
            guard let bytes = try? source.readExactly(Int(count) * keyBytes) else { return false }
            bytes.withBytes { checksum.update($0) }
            var position = 0
            while position < bytes.count {
                body(DuplicateKey(high: word(bytes, position), low: word(bytes, position + 8)))
                position += keyBytes
            }
            rest -= count
        }
        return checksum.value == keys.crc32
    }

    /// Eight bytes, lowest first.
    private static func word(_ bytes: [UInt8], _ start: Int) -> UInt64 {
        (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64($1 * 8) }
    }
}
