/// One damaged place in an input. Data only; the sentence is made where errors are shown.
package struct StreamDamage: Error, Hashable, Sendable {
    package var reason: DamageReason
    /// Offset in the file as stored (for gzip: in the compressed bytes), from 0.
    package var offset: UInt64
    package var detail: Detail

    package init(_ reason: DamageReason, at offset: UInt64, _ detail: Detail = .none) {
        self.reason = reason
        self.offset = offset
        self.detail = detail
    }

    /// Details of the finding. Members are numbered from 1.
    package enum Detail: Hashable, Sendable {
        case none
        /// The error number of the system call that failed.
        case errno(Int32)
        /// The member in which the stored bytes end or break.
        case member(UInt64)
        /// The stored file is empty although its name ends in `.gz`.
        case empty
        /// CRC-32 of the member's data.
        case checksum(stored: UInt32, computed: UInt32, member: UInt64)
        /// Length of the member's data, modulo 2^32.
        case length(stored: UInt32, computed: UInt32, member: UInt64)
        /// CRC-16 of the member's header (RFC 1952 §2.3.1, FHCRC).
        case headerChecksum(stored: UInt16, computed: UInt16, member: UInt64)
        /// The two bytes where `1f 8b` should be.
        case magic(UInt8, UInt8, member: UInt64)
        /// CM, which is not 8.
        case compressionMethod(UInt8, member: UInt64)
        /// FLG with a reserved bit set.
        case flags(UInt8, member: UInt64)
        /// The first byte of garbage.
        case garbage(UInt8)
        /// The file named in a directory or list is not a regular file.
        case specialFile
        /// The file changed since it was opened.
        case changed(before: FileIdentity, after: FileIdentity?)
        /// The name of a recognised foreign format, or an API's error code.
        case named(String)
    }
}

/// What can be wrong with an input file as a whole. The names are part of the summary's format.
package enum DamageReason: String, Sendable, CaseIterable, Hashable {
    /// The stored bytes end inside a member (or are 0 bytes named `.gz`).
    case gzipTruncated = "gzip-truncated"
    /// The compressed data violates RFC 1951.
    case gzipData = "gzip-data"
    /// A member's CRC-32 does not match its data.
    case gzipCRC = "gzip-crc"
    /// A member's length field (modulo 2^32) does not match its data.
    case gzipLength = "gzip-length"
    /// A member's header violates RFC 1952, or its own checksum is wrong.
    case gzipHeader = "gzip-header"
    /// Bytes after the last member that are neither a member nor zero padding.
    case gzipTrailingGarbage = "gzip-trailing-garbage"
    /// Another format altogether.
    case inputNotJSON = "input-not-json"
    /// An API's error page, saved as an export.
    case inputAPIError = "input-api-error"
    /// The file could not be opened.
    case inputOpen = "input-open"
    /// Reading failed part of the way through.
    case inputRead = "input-read"
    /// The file was changed while it was read.
    case inputChanged = "input-changed"
}
