/// What tells one content of a file from another.
package struct ContentFingerprint: Hashable, Sendable {
    /// Bytes.
    package var size: UInt64
    package var crc32: UInt32

    package init(size: UInt64, crc32: UInt32) {
        self.size = size
        self.crc32 = crc32
    }
}
