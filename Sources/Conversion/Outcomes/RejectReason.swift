package import JSONRecords
package import Mimecast

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
}
