/// One place where an input is damaged: data only, the sentence is made where errors are shown.
package struct StreamDamage: Error, Hashable, Sendable {
    package var reason: DamageReason
    /// Byte in the file as stored (for gzip: in the compressed bytes), from 0.
    package var offset: UInt64
    package var detail: Detail

    package init(_ reason: DamageReason, at offset: UInt64, _ detail: Detail = .none) {
        self.reason = reason
        self.offset = offset
        self.detail = detail
    }

    /// What was found. Members are numbered from 1.
    package enum Detail: Hashable, Sendable {
        case none
        /// The error number of the system call that failed.
        case errno(Int32)
        /// The member in which the stored bytes end or break.
        case member(UInt64)
        /// The stored bytes are empty although the name ends in `.gz`.
        case empty
        /// CRC-32 of the member's data.
        case checksum(stored: UInt32, computed: UInt32, member: UInt64)
        /// Length of the member's data, modulo 2^32.
        case length(stored: UInt32, computed: UInt32, member: UInt64)
        /// CRC-16 of the member's header (RFC 1952 §2.3.1, FHCRC).
        case headerChecksum(stored: UInt16, computed: UInt16, member: UInt64)
        /// The two bytes where `1f 8b` should be.
        case magic(UInt8, UInt8, member: UInt64)
        /// CM is not 8.
        case compressionMethod(UInt8, member: UInt64)
        /// FLG with a reserved bit set.
        case flags(UInt8, member: UInt64)
        /// The first byte that belongs to nothing.
        case garbage(UInt8)
        /// The file named in a directory or list is not a regular file.
        case specialFile
        /// The file is not what it was when it was opened.
        case changed(before: FileIdentity, after: FileIdentity?)
        /// The name of a recognised foreign format, or an interface's error code.
        case named(String)
    }
}

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
