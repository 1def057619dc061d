/// Why a piece was rejected: the names of SPEC 4.2, as they stand in rejects and summaries.
package enum RejectReason: String, Hashable, Sendable, CaseIterable {
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
}
