/// Where a piece stands in the decompressed input.
package struct Place: Hashable, Sendable {
    /// The line it begins on, from 1.
    package var line: UInt64
    /// Its first byte, from 0.
    package var offset: UInt64

    package init(line: UInt64, offset: UInt64) {
        self.line = line
        self.offset = offset
    }
}
