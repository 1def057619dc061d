/// What was odd and mended or tolerated: the names of SPEC 4.4.
package enum Warning: String, Hashable, Sendable, CaseIterable {
    /// A `\ud800` without its other half: written as U+FFFD. One a lone escape.
    case loneSurrogate = "lone-surrogate"
    /// Two values with a comma between them. One a comma.
    case separatorComma = "separator-comma"
    /// Zero bytes behind the last gzip member.
    case gzipPadding = "gzip-padding"
    /// Named `.gz` and not gzip, or the other way round.
    case nameMismatch = "name-mismatch"
    /// An input without any value.
    case emptyInput = "empty-input"
    /// A verdict that no Mimecast page documents. One a record.
    case unknownVerdict = "unknown-verdict"
    /// The same vendor id with other content. One an alert.
    case conflictingID = "conflicting-id"
    /// A listing of batch files instead of records. One an envelope.
    case batchListing = "batch-listing"
    /// A record behind a time or a syslog priority on its line. One a line.
    case linePrefix = "line-prefix"
    /// A value of a type that its key does not take: left out, or a list or an object written as text.
    /// One a value.
    case oddType = "odd-type"
}
