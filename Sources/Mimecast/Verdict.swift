package import JSONRecords

/// What Mimecast's scan said of a record.
package enum Verdict: Hashable, Sendable {
    /// `clean` and `safe` are two words for one verdict: get-logs answers use one in attachment logs
    /// and the other in click logs.
    case cleanOrSafe
    case malicious
    /// Another word that a Mimecast page documents.
    case otherKnown
    /// A word that no page documents.
    case unknownWord
    /// No verdict field, or no value in it: impersonation and SIEM records have none.
    case missing

    /// The fields that hold a verdict, in order of preference.
    package static let fields: [Field] = [.result, .scanResult]

    private static var mask: FieldSet { FieldSet(.result, .scanResult) }

    package init(of record: RecordView) {
        guard record.present.intersects(Self.mask),
            let text = record.value(of: .result) ?? record.value(of: .scanResult)
        else {
            self = .missing
            return
        }
        // What nearly every record of an archive says, as it says it.
        let content = text.content
        if content.equals("clean") {
            self = .cleanOrSafe
        } else if content.equals("malicious") {
            self = .malicious
        } else {
            self = record.plain(text, Self.init(word:))
        }
    }

    /// The verdict that a trimmed word stands for.
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

    /// True when the record's `taggedMalicious` is true, as a boolean or as a string.
    package static func isTaggedMalicious(_ record: RecordView) -> Bool {
        guard record.present.intersects(tags) else { return false }
        return record.says("true", in: .taggedMalicious)
            || record.says("true", in: .siem1TaggedMalicious)
    }

    private static var tags: FieldSet { FieldSet(.taggedMalicious, .siem1TaggedMalicious) }
}
