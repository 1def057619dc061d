/// Why a span of an input is no JSON record. SPEC names, so the raw values are what users see.
package enum JSONFault: String, Hashable, Sendable, CaseIterable {
    /// A byte that RFC 8259 does not allow at its place.
    case syntax = "json-syntax"
    /// An unescaped control character in a string (RFC 8259 §7). A line end there is `syntax`: the string was cut.
    case controlCharacter = "json-control-char"
    /// A field that is read stands twice in one record, compared after unescaping.
    case duplicateKey = "json-duplicate-key"
    /// A well-formed value where a record should stand.
    case notObject = "json-not-object"
    /// The input ends inside a value.
    case truncated = "json-truncated"
    /// Bytes that are not UTF-8 (RFC 3629).
    case invalidUTF8 = "utf8-invalid"
    /// Nested deeper than ``RecordWalker/depthLimit``.
    case depth = "limit-depth"
    /// Longer than the limit for one record.
    case recordBytes = "limit-record-bytes"
}
