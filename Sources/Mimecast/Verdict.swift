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
    package static var fields: FieldChoice { FieldChoice(.result, .scanResult) }

    package init(of record: RecordView) {
        guard record.present.intersects(Self.fields.set), let text = record.first(of: Self.fields)
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

    /// True if the record's `taggedMalicious` is true, as a boolean, a word or 1: as the alert shows it.
    package static func isTaggedMalicious(_ record: RecordView) -> Bool {
        guard record.present.intersects(tags.set), let text = record.first(of: tags) else {
            return false
        }
        return record.plain(text) { $0.equalsIgnoringCase("true") || $0.equals("1") }
    }

    /// The fields of the tag, in order of preference.
    package static var tags: FieldChoice { FieldChoice(.taggedMalicious, .siem1TaggedMalicious) }
}
