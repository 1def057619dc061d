/// What can be wrong with an input file as a whole. The names are part of the summary's format.
package enum DamageReason: String, Sendable, CaseIterable, Hashable {
    /// The stored bytes end inside a member (or are 0 bytes named `.gz`).
    case gzipTruncated = "gzip-truncated"
    /// The compressed data breaks the rules of RFC 1951.
    case gzipData = "gzip-data"
    /// A member's CRC-32 is not that of its data.
    case gzipCRC = "gzip-crc"
    /// A member's length field (modulo 2^32) is not that of its data.
    case gzipLength = "gzip-length"
    /// A member's header breaks the rules of RFC 1952, or its own checksum is wrong.
    case gzipHeader = "gzip-header"
    /// Bytes after the last member that are neither a member nor zero padding.
    case gzipTrailingGarbage = "gzip-trailing-garbage"
    /// Another format altogether.
    case inputNotJSON = "input-not-json"
    /// The page of an interface that failed, kept as an export.
    case inputAPIError = "input-api-error"
    /// The file could not be opened.
    case inputOpen = "input-open"
    /// Reading failed part of the way.
    case inputRead = "input-read"
    /// The file was changed while it was read.
    case inputChanged = "input-changed"
}
