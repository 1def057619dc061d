package import JSONRecords

/// The verdict of Mimecast's scan.
package enum Verdict: Hashable, Sendable {
    /// `clean` and `safe` are two words for one verdict: get-logs responses use one in attachment logs
    /// and the other in click logs.
    case cleanOrSafe
    case malicious
    /// Another word documented by Mimecast.
    case otherKnown
    /// An undocumented word.
    case unknownWord
    /// No verdict field, or no value in it: impersonation and SIEM records have none.
    case missing

    /// The verdict fields, in order of preference.
    package static let fields: [Field] = [.result, .scanResult]

    private static var mask: FieldSet { FieldSet(.result, .scanResult) }

    package init(of record: RecordView) {
        guard record.present.intersects(Self.mask),
            let text = record.value(of: .result) ?? record.value(of: .scanResult)
        else {
            self = .missing
            return
        }
        // Fast path for the verdicts of nearly every record of an archive, as Mimecast writes them.
        let content = text.content
        if content.equals("clean") {
            self = .cleanOrSafe
        } else if content.equals("malicious") {
            self = .malicious
        } else {
            self = record.plain(text, Self.init(word:))
        }
    }

    /// The verdict that a trimmed word means.
    init(word: JSONText) {
        if word.equalsIgnoringCase("clean") || word.equalsIgnoringCase("safe") {
            self = .cleanOrSafe
        } else if word.equalsIgnoringCase("malicious") {
            self = .malicious
        } else if word.equalsIgnoringCase("suspicious") || word.equalsIgnoringCase("unsafe")
            || word.equalsIgnoringCase("unknown") || word.equalsIgnoringCase("timeout")
            || word.equalsIgnoringCase("error") || word.equalsIgnoringCase("all")
        {
            self = .otherKnown
        } else {
            self = word.count == 0 ? .missing : .unknownWord
        }
    }

    /// True if the record's `taggedMalicious` is true, as a boolean or as a string.
    package static func isTaggedMalicious(_ record: RecordView) -> Bool {
        guard record.present.intersects(tags) else { return false }
        return record.says("true", in: .taggedMalicious)
            || record.says("true", in: .siem1TaggedMalicious)
    }

    private static var tags: FieldSet { FieldSet(.taggedMalicious, .siem1TaggedMalicious) }
}
