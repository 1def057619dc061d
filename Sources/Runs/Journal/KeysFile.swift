internal import ByteStreams
internal import JSONRecords
internal import Pipeline
internal import Synchronization

/// The keys of all alerts that a run with `--deduplicate` published, 16 bytes each, in input order, so
/// that a resumed run knows them without reading anything again.
///
/// Not read from the alerts themselves, because that would need a reader for each format and for
/// compressed and partitioned files.
struct KeysFile: ~Copyable, Sendable {
    private static let keyBytes = 16
    private static let blockBytes = 64 << 10

    private let file: AppendFile
    /// In keys.
    private let count: Atomic<UInt64>

    /// - Parameter count: the number of keys at the beginning to keep.
    init(_ path: Path, keeping count: UInt64) throws(WriteError) {
        file = try AppendFile(path, length: count * UInt64(Self.keyBytes))
        self.count = Atomic(count)
    }

    /// Appends the keys of an input's kept alerts. One input at a time.
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
        let start = count.add(UInt64(kept.count), ordering: .relaxed).oldValue
        return ManifestEntry.Keys(
            start: start, count: UInt64(kept.count), crc32: checksum.value)
    }

    borrowing func sync() throws(WriteError) { try file.sync() }

    /// Reads the keys of one input after another, in file order.
    struct Reader: ~Copyable {
        private var source: FileSource?
        /// In keys.
        private var position: UInt64 = 0

        /// A file that cannot be opened has no keys.
        init(_ path: Path) { source = try? FileSource(path: path) }

        /// - Returns: nil if they are not those that were written, or were already skipped.
        mutating func read(_ keys: ManifestEntry.Keys) -> KeySet? {
            guard keys.start >= position, skip(keys.start - position) else { return nil }
            let set = KeySet()
            var checksum = CRC32()
            let isWhole = visit(keys.count) { block in
                block.withBytes { checksum.update($0) }
                for position in stride(from: 0, to: block.count, by: keyBytes) {
                    set.insert(
                        DuplicateKey(
                            high: word(block, position), low: word(block, position + 8)))
                }
            }
            return isWhole && checksum.value == keys.crc32 ? set : nil
        }

        private mutating func skip(_ count: UInt64) -> Bool { visit(count) { _ in } }

        /// - Returns: false if the file ends too early.
        private mutating func visit(_ count: UInt64, _ body: ([UInt8]) -> Void) -> Bool {
            var rest = count
            while rest > 0 {
                let count = min(rest, UInt64(blockBytes / keyBytes))
                // Optional chaining would copy a noncopyable value.
                guard var source = source.take() else { return false }
                let bytes = try? source.readExactly(Int(count) * keyBytes)
                self.source = consume source
                guard let bytes else { return false }
                body(bytes)
                rest -= count
                position += count
            }
            return true
        }
    }

    /// Eight bytes, little-endian.
    private static func word(_ bytes: [UInt8], _ start: Int) -> UInt64 {
        (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64($1 * 8) }
    }
}
