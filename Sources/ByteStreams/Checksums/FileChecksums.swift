/// Checksums of files on disk.
package enum FileChecksums {
    /// - Throws: `inputOpen`, `inputRead`.
    package static func fingerprint(of path: Path) throws(StreamDamage) -> ContentFingerprint {
        var content = ContentFingerprint(size: 0, crc32: 0)
        var checksum = CRC32()
        try read(path) { bytes in
            content.size += UInt64(bytes.byteCount)
            checksum.update(bytes)
        }
        content.crc32 = checksum.value
        return content
    }

    /// - Throws: `inputOpen`, `inputRead`.
    package static func sha256(of path: Path) throws(StreamDamage) -> SHA256Digest {
        var hash = SHA256()
        try read(path) { hash.update($0) }
        return hash.finalize()
    }

    private static func read(_ path: Path, _ body: (RawSpan) -> Void) throws(StreamDamage) {
        var source = try FileSource(path: path, origin: .found)
        var block = [UInt8](repeating: 0, count: FileSource.usualBlockBytes)
        while true {
            let count = try source.read(into: &block, from: 0)
            if count == 0 { return }
            block.withBytes { body($0.extracting(0..<count)) }
        }
    }
}

/// Distinguishes one content of a file from another.
package struct ContentFingerprint: Hashable, Sendable {
    /// Bytes.
    package var size: UInt64
    package var crc32: UInt32

    package init(size: UInt64, crc32: UInt32) {
        self.size = size
        self.crc32 = crc32
    }
}
