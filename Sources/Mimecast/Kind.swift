package import JSONRecords

/// What a record is (SPEC 3.1). The raw values go into alert ids: never renumber them.
package enum Kind: UInt8, CaseIterable, Hashable, Sendable {
    case attachment = 1
    case impersonation = 2
    case url = 3
    /// A SIEM receipt of a message that was refused.
    case rejection = 4
    /// A known Mimecast record that is no alert.
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

    /// The kind of the records in an envelope's array of this name.
    package init(arrayName: [UInt8]) {
        switch String(decoding: arrayName, as: UTF8.self) {
        case "attachmentLogs": self = .attachment
        case "impersonationLogs": self = .impersonation
        case "clickLogs": self = .url
        default: self = .other
        }
    }

    /// A kind and how it was recognised.
    package struct Decision: Hashable, Sendable {
        package var kind: Kind
        package var evidence: KindEvidence

        package init(kind: Kind, evidence: KindEvidence) {
            self.kind = kind
            self.evidence = evidence
        }
    }

    /// Decides by the envelope's array, then by the record's type field, then by its keys.
    ///
    /// A key that holds null is present: exports write every key of a record's kind.
    /// - Parameter array: the kind that the envelope's array gives its records, nil outside of one.
    /// - Returns: nil for a shape that no Mimecast export has.
    package static func decide(_ record: RecordView, array: Kind?) -> Decision? {
        if let array { return Decision(kind: array, evidence: .arrayName) }
        if record.present.intersects(typeFields) {
            if let kind = named(by: .type, in: record) {
                return Decision(kind: kind, evidence: .typeField(.type))
            }
            if let kind = named(by: .eventType, in: record) {
                return Decision(kind: kind, evidence: .typeField(.eventType))
            }
        }
        return decideByKeys(record)
    }

    /// True for an entry of a batch listing: a place to download records from, no record.
    /// To be asked only of a record without a kind.
    package static func isBatchListing(_ record: RecordView) -> Bool {
        record.present.containsAll(of: listing)
    }

    // MARK: Type field

    private static var typeFields: FieldSet { FieldSet(.type, .eventType) }
    private static var listing: FieldSet { FieldSet(.url, .expiry, .size) }

    private static func named(by field: Field, in record: RecordView) -> Kind? {
        guard let text = record.value(of: field) else { return nil }
        let word = record.plain(text, TypeWord.init)
        switch word {
        case .attachment: return .attachment
        case .impersonation: return .impersonation
        case .url: return .url
        case .receipt: return isRefused(record) ? .rejection : .other
        case .other: return .other
        case nil: return nil
        }
    }

    /// The words of `type` and `eventType` that Mimecast documents for SIEM 2.0.
    private enum TypeWord {
        case attachment, impersonation, url, receipt, other

        init?(_ text: JSONText) {
            if text.equalsIgnoringCase("url protect") {
                self = .url
            } else if text.equalsIgnoringCase("attachment protect") {
                self = .attachment
            } else if text.equalsIgnoringCase("impersonation protect") {
                self = .impersonation
            } else if text.equalsIgnoringCase("receipt") {
                self = .receipt
            } else if text.equalsIgnoringCase("process") || text.equalsIgnoringCase("delivery")
                || text.equalsIgnoringCase("journal") || text.equalsIgnoringCase("av")
                || text.equalsIgnoringCase("spam")
                || text.equalsIgnoringCase("internal email protect")
            {
                self = .other
            } else {
                return nil
            }
        }
    }

    private static func isRefused(_ record: RecordView) -> Bool {
        record.says("rej", in: .action) || record.holdsText(.rejectionInfo)
            || record.holdsText(.rejectionType)
    }

    // MARK: Keys

    private static var impersonationNow: FieldSet { FieldSet(.definition, .hits) }
    private static var impersonationSIEM1: FieldSet { FieldSet(.siem1Definition, .siem1Hits) }
    private static var clickCompanions: FieldSet {
        FieldSet(.scanResult, .ttpDefinition, .userEmailAddress, .urlCategory)
    }
    private static var fileNames: FieldSet { FieldSet(.fileName, .fileHash) }
    private static var fileAndHash: FieldSet { FieldSet(.fileName, .sha256) }
    private static var rejections: FieldSet { FieldSet(.siem1RejType, .siem1RejInfo) }
    private static var siem1Marks: FieldSet { FieldSet(.aCode, .acc) }

    private static func decideByKeys(_ record: RecordView) -> Decision? {
        let present = record.present
        let decide = { (rule: KindEvidence.KeyRule) in
            Decision(kind: rule.kind, evidence: .keys(rule))
        }
        if present.contains(.impersonationResults) {
            return decide(.impersonationResults)
        }
        if present.containsAll(of: impersonationNow) {
            return decide(.definitionAndHits)
        }
        if present.containsAll(of: impersonationSIEM1) {
            return decide(.siem1DefinitionAndHits)
        }
        if present.contains(.url), present.intersects(clickCompanions) {
            return decide(.urlAndCompanion)
        }
        if present.contains(.result), present.intersects(fileNames) {
            return decide(.resultAndFile)
        }
        if present.containsAll(of: fileAndHash), !present.contains(.siem1Virus) {
            return decide(.fileAndHash)
        }
        if present.intersects(rejections), record.says("rej", in: .siem1Act) {
            return decide(.refusedReceipt)
        }
        if present.intersects(siem1Marks) { return decide(.siem1Marks) }
        return nil
    }
}
