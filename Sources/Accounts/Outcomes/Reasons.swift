package import JSONRecords
package import Mimecast

/// Why a piece was rejected: the names of SPEC 4.2, as used in rejects and summaries.
@usableFromInline package enum RejectReason: String, CountedReason {
    case jsonSyntax = "json-syntax"
    case jsonControlCharacter = "json-control-char"
    case jsonDuplicateKey = "json-duplicate-key"
    case jsonNotObject = "json-not-object"
    case jsonTruncated = "json-truncated"
    case invalidUTF8 = "utf8-invalid"
    case limitDepth = "limit-depth"
    case limitRecordBytes = "limit-record-bytes"
    case unknownShape = "unknown-shape"
    case missingField = "missing-field"
    case wrongType = "wrong-type"
    case badTimestamp = "bad-timestamp"
    case unmapped = "unmapped"

    package init(_ fault: JSONFault) {
        switch fault {
        case .syntax: self = .jsonSyntax
        case .controlCharacter: self = .jsonControlCharacter
        case .duplicateKey: self = .jsonDuplicateKey
        case .notObject: self = .jsonNotObject
        case .truncated: self = .jsonTruncated
        case .invalidUTF8: self = .invalidUTF8
        case .depth: self = .limitDepth
        case .recordBytes: self = .limitRecordBytes
        }
    }

    package init(_ reason: FormatFault.Reason) {
        switch reason {
        case .missingField: self = .missingField
        case .wrongType: self = .wrongType
        case .badTimestamp: self = .badTimestamp
        }
    }

    @inlinable package var number: Int {
        switch self {
        case .jsonSyntax: 0
        case .jsonControlCharacter: 1
        case .jsonDuplicateKey: 2
        case .jsonNotObject: 3
        case .jsonTruncated: 4
        case .invalidUTF8: 5
        case .limitDepth: 6
        case .limitRecordBytes: 7
        case .unknownShape: 8
        case .missingField: 9
        case .wrongType: 10
        case .badTimestamp: 11
        case .unmapped: 12
        }
    }
}

/// The filter that removed a record, in the order in which filters are applied (SPEC 4.1).
@usableFromInline package enum FilterReason: String, CountedReason {
    /// A known Mimecast record that is not an alert.
    case otherKind = "other-kind"
    /// Its category was not requested.
    case category
    /// Mimecast marked the scan result as clean or safe.
    case cleanOrSafe = "clean-or-safe"
    /// Before the window on event time.
    case beforeSince = "before-since"
    /// At or after the end of the window.
    case afterUntil = "after-until"

    @inlinable package var number: Int {
        switch self {
        case .otherKind: 0
        case .category: 1
        case .cleanOrSafe: 2
        case .beforeSince: 3
        case .afterUntil: 4
        }
    }
}

/// Oddities that were repaired or tolerated: the names of SPEC 4.4.
@usableFromInline package enum Warning: String, Hashable, Sendable, CaseIterable {
    /// A `\ud800` without its other half: written as U+FFFD. One per lone escape.
    case loneSurrogate = "lone-surrogate"
    /// Two values with a comma between them. One per comma.
    case separatorComma = "separator-comma"
    /// Zero bytes after the last gzip member.
    case gzipPadding = "gzip-padding"
    /// Named `.gz` but not gzip, or vice versa.
    case nameMismatch = "name-mismatch"
    /// An input without any value.
    case emptyInput = "empty-input"
    /// An undocumented verdict. One per record.
    case unknownVerdict = "unknown-verdict"
    /// The same vendor id with different content. One per alert.
    case conflictingID = "conflicting-id"
    /// A listing of batch files instead of records. One per envelope.
    case batchListing = "batch-listing"
    /// A record prefixed with a time or a syslog priority. One per line.
    case linePrefix = "line-prefix"
    /// A value of a type that its key does not accept: omitted, or a list or an object written as text.
    /// One per value.
    case oddType = "odd-type"
}
