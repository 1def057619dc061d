package import JSONRecords
package import Mimecast
package import Sophos

/// Which Mimecast fields feed which key of an alert: the table to read, and to change.
///
/// A key has the value of the first of its fields that is not missing. Keys that no field feeds
/// (constants, the record itself) are not listed.
package enum AlertMapping {
    /// One line of the table.
    package struct Row: Sendable {
        package let key: AlertKey
        let choice: FieldChoice
        /// The only category that has this key; nil for all of them.
        package let only: Category?

        let mask: FieldSet

        init(_ key: AlertKey, _ fields: Field..., only: Category? = nil) {
            self.key = key
            self.only = only
            choice = FieldChoice(fields)
            mask = FieldSet(choice)
        }

        func isFor(_ category: Category) -> Bool { only == nil || only == category }

        /// In order of preference.
        package var fields: [Field] { choice.fields }
    }

    package static let rows = [
        Row(
            .sourceInfo, .sendingIp, .senderIpAddress, .senderIp, .sourceIp, .siem1IP,
            .siem1SourceIP),
        Row(.verdict, .result, .scanResult),
        Row(.action, .action, .actionTriggered, .siem1Action, .siem1Act),
        Row(.reason, .reason, .blockReason, .rejectionInfo, .siem1RejInfo),
        Row(.sender, .senderAddress, .fromUserEmailAddress, .senderEnvelope, .sender, .siem1Sender),
        Row(
            .recipient, .recipientAddress, .userEmailAddress, .recipients, .recipient,
            .siem1Recipient, .siem1Rcpt),
        Row(.subject, .subject, .siem1Subject),
        Row(.messageID, .messageId, .siem1MsgId, .msgid),
        Row(.direction, .route, .direction, .siem1Route, .siem1Dir),
        Row(.url, .url),
        Row(.urlCategory, .category, .urlCategory, only: .url),
        Row(.fileName, .fileName),
        Row(.fileType, .fileType, .fileMime),
        Row(.fileSHA256, .fileHash, .sha256),
        Row(.definition, .ttpDefinition, .definition, .policyDefinition, .siem1Definition),
        Row(.creationMethod, .creationMethod),
        Row(.details, .details),
        Row(.identifiers, .identifiers),
        Row(.hits, .hits, .siem1Hits, .itemsDetected),
        Row(.taggedMalicious, .taggedMalicious, .siem1TaggedMalicious),
        Row(.taggedExternal, .taggedExternal, .siem1TaggedExternal),
        Row(.mimecastID, .id, .processingId, .aggregateId, .aCode),
    ]

    /// A row as ``fill(_:from:in:)`` takes it: plain data, so that a look at one copies nothing else.
    private struct Step {
        let mask: FieldSet
        let choice: FieldChoice
        let key: Int
        /// One bit a category that has the key.
        let categories: UInt8
    }

    private static let steps = rows.map { row in
        Step(
            mask: row.mask, choice: row.choice, key: row.key.rawValue,
            categories: Category.allCases.filter(row.isFor).reduce(0) { $0 | bit(of: $1) })
    }

    private static func bit(of category: Category) -> UInt8 { 1 << UInt8(category.index) }

    /// Fills in the values of an alert. The person concerned (``source(of:)``) is its recipient.
    package static func fill(
        _ values: inout AlertValues, from record: RecordView, in category: Category
    ) {
        let steps = steps
        let bit = bit(of: category)
        var number = 0
        values.fill {
            while number < steps.count {
                let step = steps[number]
                number &+= 1
                if record.present.intersects(step.mask), step.categories & bit != 0,
                    let text = first(of: step.choice, in: record)
                {
                    return (step.key, text)
                }
            }
            return nil
        }
    }

    /// Where `row` found its value.
    package static func field(of row: Row, in record: RecordView) -> Field? {
        row.fields.first { value(of: $0.rawValue, in: record) != nil }
    }

    /// Where each value of ``values(of:in:)`` was found, for people who ask why.
    static func fedKeys(of record: RecordView, in category: Category) -> [DecisionStep.FedKey] {
        rows.compactMap { row in
            guard row.isFor(category) else { return nil }
            return field(of: row, in: record).map { DecisionStep.FedKey(key: row.key, field: $0) }
        }
    }

    /// The person concerned, as text without quotes: of several recipients the first.
    package static func source(of recipient: JSONText?) -> JSONText? {
        guard let recipient else { return nil }
        guard recipient.isArray else { return recipient.content }
        return firstElement(of: recipient)
    }

    @inline(__always)
    static func first(of fields: FieldChoice, in record: RecordView) -> JSONText? {
        for field in fields {
            if let text = value(of: field, in: record) { return text }
        }
        return nil
    }

    /// As `RecordView.value(of:)`; a list of nobody is missing too.
    @inline(__always)
    static func value(of field: UInt8, in record: RecordView) -> JSONText? {
        guard let text = record.value(of: field) else { return nil }
        return text.isArray && lists.contains(field) && firstElement(of: text) == nil ? nil : text
    }

    private static var lists: FieldSet { FieldSet(.recipients, .siem1Rcpt) }

    private static func firstElement(of array: JSONText) -> JSONText? {
        var elements = StringElements(of: array)
        while let element = elements.next() {
            if !element.isMissing { return element.content }
        }
        return nil
    }
}
