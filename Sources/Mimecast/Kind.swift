package import JSONRecords

/// The kind of a record (SPEC 3.1). The raw values are part of alert ids: never renumber them.
package enum Kind: UInt8, CaseIterable, Hashable, Sendable {
    case attachment = 1
    case impersonation = 2
    case url = 3
    /// A SIEM receipt of a rejected message.
    case rejection = 4
    /// A known Mimecast record that is not an alert.
    case other = 5

    /// The name used in summaries and messages.
    package var name: String {
        switch self {
        case .attachment: "attachment"
        case .impersonation: "impersonation"
        case .url: "url"
        case .rejection: "rejection"
        case .other: "other"
        }
    }

    /// The kind of the records in a page's array with this name, in any spelling.
    package init(arrayName: [UInt8]) {
        let forms = MimecastFields.table.forms(of: arrayName)
        self = forms.lazy.compactMap { Self.arrays[$0] }.first ?? .other
    }

    private static let arrays = Dictionary(
        uniqueKeysWithValues: WrapperMember.pageArrays.map {
            (FieldTable.folded($0.member.name.utf8), $0.kind)
        })

    /// A kind and how it was recognised.
    package struct Decision: Hashable, Sendable {
        package var kind: Kind
        package var evidence: KindEvidence

        package init(kind: Kind, evidence: KindEvidence) {
            self.kind = kind
            self.evidence = evidence
        }
    }

    /// Decides by the page's array, then by a type field, then by the fields that have a value.
    ///
    /// Empty fields are ignored, because tables of several kinds have every column in every row.
    /// - Parameter array: the kind according to the page's array; nil outside of one.
    /// - Returns: nil for a shape that no Mimecast export has.
    package static func decide(_ record: RecordView, array: Kind?) -> Decision? {
        if let array { return Decision(kind: array, evidence: .arrayName) }
        if record.present.intersects(typeFields.set), let decision = decideByType(record) {
            return decision
        }
        return decideByKeys(record)
    }

    /// True if the object has what only a record has: a time, a verdict or a known type. Otherwise an
    /// object with an empty array of records is an empty page (SPEC 3).
    package static func hasEvidence(_ record: RecordView) -> Bool {
        record.holdsAny(of: evidence) || decideByType(record) != nil
    }

    private static var evidence: FieldSet {
        ExpectedFormat.timeFields.set.union(Verdict.fields.set)
    }

    /// True for an entry of a batch listing: a location to download records from, not a record. Only
    /// meaningful for an object without a kind.
    package static func isBatchListing(_ record: RecordView) -> Bool {
        record.present.containsAll(of: listing)
    }

    // MARK: Type field

    /// Fields that contain the type, in the order in which they are checked.
    package static var typeFields: FieldChoice {
        FieldChoice(.type, .eventType, .logtype, .mimecastLogtype, .mimecastEventType, .mcType)
    }
    package static var listing: FieldSet { FieldSet(.url, .expiry, .size) }

    /// Decides by the first type field with a known word.
    private static func decideByType(_ record: RecordView) -> Decision? {
        for number in typeFields {
            if let kind = named(by: number, in: record), let field = Field(rawValue: number) {
                return Decision(kind: kind, evidence: .typeField(field))
            }
        }
        return nil
    }

    private static func named(by field: UInt8, in record: RecordView) -> Kind? {
        guard let text = record.value(of: field), !text.isArray, !text.isObject else { return nil }
        // Fast path for the two most frequent words, as Mimecast writes them.
        if text.equals("\"url protect\"") { return .url }
        if text.equals("\"attachment protect\"") { return .attachment }
        switch record.plain(text, TypeWord.init) {
        case .attachment: return .attachment
        case .impersonation: return .impersonation
        case .url: return .url
        case .receipt: return isRefused(record) ? .rejection : .other
        case .other: return .other
        case nil: return nil
        }
    }

    /// Mimecast's and collectors' words for a record's type.
    private enum TypeWord {
        case attachment, impersonation, url, receipt, other

        /// - Parameter text: in any case; ` `, `_` and `-` are equivalent, and `email_` may precede it.
        init?(_ text: JSONText) {
            let hasPrefix = text.count > 6 && text[0..<6].isWords("email ")
            let word = hasPrefix ? text[6..<text.count] : text
            if word.isWords("url protect") || word.isWords("ttp url") {
                self = .url
            } else if word.isWords("attachment protect") || word.isWords("ttp ap")
                || word.isWords("ttp attachment")
            {
                self = .attachment
            } else if word.isWords("impersonation protect") || word.isWords("ttp impersonation")
                || word.isWords("ttp ip")
            {
                self = .impersonation
            } else if word.isWords("receipt") {
                self = .receipt
            } else if Self.isOther(word) {
                self = .other
            } else {
                return nil
            }
        }

        private static func isOther(_ word: JSONText) -> Bool {
            word.isWords("process") || word.isWords("delivery") || word.isWords("journal")
                || word.isWords("av") || word.isWords("antivirus") || word.isWords("spam")
                || word.isWords("iep") || word.isWords("internal email protect")
                || word.isWords("audit") || word.isWords("dlp") || word.isWords("entities")
                || word.isWords("mailflow") || word.isWords("urlclick")
        }
    }

    private static func isRefused(_ record: RecordView) -> Bool {
        record.says("rej", in: .action) || record.holdsText(.rejectionInfo)
            || record.holdsText(.rejectionType)
    }

    // MARK: Keys

    private static func decideByKeys(_ record: RecordView) -> Decision? {
        // Fast path for nearly every record of an archive: a click or an attachment log without any
        // field that an earlier rule checks.
        if !record.present.intersects(KindEvidence.KeyRule.askedBeforeURL) {
            if record.holds(.url) {
                if record.holds(.scanResult) { return decision(.urlAndCompanion) }
            } else if record.holds(.result), record.holds(.fileName) {
                return decision(.resultAndFile)
            }
        }
        // A wrapper has none of Mimecast's fields.
        guard record.present.intersects(MimecastFields.all) else { return nil }
        return KindEvidence.KeyRule.allCases.first { $0.fits(record) }.map(decision)
    }

    @inline(__always)
    private static func decision(_ rule: KindEvidence.KeyRule) -> Decision {
        Decision(kind: rule.kind, evidence: .keys(rule))
    }

    /// Every field that a rule of ``KindEvidence/KeyRule`` checks.
    package static let decidingFields: FieldSet = KindEvidence.KeyRule.allCases
        .reduce(FieldSet()) { $0.union($1.fields) }
}
