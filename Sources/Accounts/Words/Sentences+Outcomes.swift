extension Sentences {
    /// What each filter removes, for the verbose table.
    package static func sentence(_ reason: FilterReason) -> String {
        switch reason {
        case .otherKind: "known Mimecast records that are no alerts"
        case .category: "categories that were not asked for"
        case .cleanOrSafe: "marked clean or safe by Mimecast"
        case .beforeSince: "before --since"
        case .afterUntil: "at or after --until"
        }
    }

    package static func sentence(_ reason: RejectReason) -> String {
        switch reason {
        case .jsonSyntax: "not valid JSON"
        case .jsonControlCharacter: "a raw control character in a string"
        case .jsonDuplicateKey: "a key that is read is there twice"
        case .jsonNotObject: "a value that is no record"
        case .jsonTruncated: "cut off by the end of the input"
        case .invalidUTF8: "bytes that are not UTF-8"
        case .limitDepth: "nested too deep"
        case .limitRecordBytes: "longer than the limit for one record"
        case .unknownShape: "a record of no known kind"
        case .missingField: "a field that must be there is missing"
        case .wrongType: "a field of a type that Mimecast does not write"
        case .badTimestamp: "an event time that cannot be read"
        case .unmapped: "a name that no row of the mapping meets"
        }
    }

    package static func sentence(_ warning: Warning) -> String {
        switch warning {
        case .loneSurrogate: "half a surrogate pair, written as U+FFFD"
        case .separatorComma: "a comma between two values"
        case .gzipPadding: "zero bytes behind the last gzip member"
        case .nameMismatch: "named .gz and not gzip, or gzip and not named so"
        case .emptyInput: "an input without any record"
        case .unknownVerdict: "a verdict that Mimecast does not document"
        case .conflictingID: "one Mimecast id with different contents"
        case .batchListing: "a listing of batch files instead of records"
        case .linePrefix: "a record behind a time or a syslog priority"
        case .oddType: "a value of an unusual type, left out or written as text"
        }
    }
}
