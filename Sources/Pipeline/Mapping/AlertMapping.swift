package import JSONRecords
package import Mimecast
package import Sophos

/// Which Mimecast fields feed which key of an alert: the table to read, and to change.
///
/// A key has the value of the first of its fields that is not missing. Keys that no field feeds
/// (constants, the record itself) are not listed.
///
/// Whatever speaks of a key's fields takes them from here: the alert, its ``Identity``, `explain`,
/// docs/MAPPING.md. So a new spelling is one more field in its row. `SpellingTests` asserts that the
/// sets that Mimecast's module needs, which knows no keys, agree with the rows.
package enum AlertMapping {
    /// One line of the table.
    package struct Row: Sendable {
        package let key: AlertKey
        /// In order of preference.
        package let fields: [Field]
        /// Those of the fields that are lists of people: without anybody in it, one is missing.
        package let lists: [Field]
        /// The only category that has this key; nil for all of them.
        package let only: Category?

        init(
            _ key: AlertKey, _ fields: Field..., lists: [Field] = [], only: Category? = nil
        ) {
            self.init(key, fields, lists: lists, only: only)
        }

        init(_ key: AlertKey, _ fields: [Field], lists: [Field], only: Category?) {
            self.key = key
            self.fields = fields
            self.lists = lists
            self.only = only
        }

        func isFor(_ category: Category) -> Bool { only == nil || only == category }
    }

    package struct FedKey: Hashable, Sendable {
        package var key: AlertKey
        package var field: Field
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
            .siem1Recipient, .siem1Rcpt, lists: [.recipients, .siem1Rcpt]),
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

    /// Fields that feed a key whose value may be a list.
    static let listFields = FieldSet(rows.filter { $0.key.mayBeList }.flatMap(\.fields))

    /// Fields that feed a key whose value is read by its characters.
    static let parsedFields = FieldSet(rows.filter { $0.key.isParsed }.flatMap(\.fields))

    /// Where `row` found its value.
    package static func field(of row: Row, in record: RecordView) -> Field? {
        row.fields.first { value(of: $0.rawValue, in: record) != nil }
    }

    /// The field each value of an alert came from, for explanations.
    static func fedKeys(
        of record: RecordView, in category: Category, by rows: [Row] = rows
    ) -> [FedKey] {
        rows.compactMap { row in
            guard row.isFor(category) else { return nil }
            return field(of: row, in: record).map { FedKey(key: row.key, field: $0) }
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

    /// As `RecordView.value(of:)`; a list of nobody and an empty object are missing too.
    @inline(__always)
    static func value(of field: UInt8, in record: RecordView) -> JSONText? {
        guard let text = record.value(of: field) else { return nil }
        return record.containers.contains(field) && isMissing(text, field) ? nil : text
    }

    private static func isMissing(_ container: JSONText, _ field: UInt8) -> Bool {
        if lists.contains(field), container.isArray { return firstElement(of: container) == nil }
        return container.isEmpty && field != Field.identifiers.rawValue
    }

    private static let lists = FieldSet(rows.flatMap(\.lists))

    /// The fields of a key's row.
    package static func fields(of key: AlertKey, in rows: [Row] = rows) -> [Field] {
        rows.first { $0.key == key }?.fields ?? []
    }

    /// Every field that feeds an alert of a category or affects its name.
    static func feedingFields(of category: Category, in rows: [Row]) -> FieldSet {
        FieldSet(
            rows.filter { $0.isFor(category) }.flatMap(\.fields) + Naming.fields(of: category))
    }

    /// The first text of a list that is not missing, without quotes.
    private static func firstElement(of array: JSONText) -> JSONText? {
        var elements = JSONChildren(of: array)
        while let (_, start) = elements.next() {
            let end = array.end(ofValueAt: start)
            elements.skip(to: end)
            let element = array[start..<end]
            // A null among them, as databases write it, is nobody, like an empty text.
            if element.isString, !element.isEmpty, !element.equals("\"null\"") {
                return element.content
            }
        }
        return nil
    }
}

/// The rows of ``AlertMapping`` that apply to records with the same set of fields.
///
/// Rebuilt when the set of fields changes, which is rare, because exports write every key of a record's
/// kind.
package struct AlertPlan {
    /// What one key is fed by.
    private struct Step {
        let key: Int
        /// Those of the row's fields that are there, in order of preference.
        let choice: FieldChoice
    }

    private let category: Category
    /// The fields of the records that the steps are for.
    private var present = FieldSet()
    private var steps: [Step] = []
    private let rows: [AlertMapping.Row]

    package init(_ category: Category, _ rows: [AlertMapping.Row] = AlertMapping.rows) {
        self.category = category
        self.rows = rows
    }

    /// Fills in the values of an alert. The person concerned (``AlertMapping/source(of:)``) is its
    /// recipient.
    package mutating func fill(_ values: inout AlertValues, from record: RecordView) {
        if record.present.bits != present.bits { make(for: record.present) }
        let steps = steps.span
        var number = 0
        values.fill {
            while number < steps.count {
                let step = steps[number]
                number &+= 1
                if let text = AlertMapping.first(of: step.choice, in: record) {
                    return (step.key, text)
                }
            }
            return nil
        }
    }

    private mutating func make(for present: FieldSet) {
        self.present = present
        steps.removeAll(keepingCapacity: true)
        for row in rows where row.isFor(category) {
            let fields = row.fields.filter { present.contains($0.rawValue) }
            if fields.isEmpty { continue }
            steps.append(Step(key: row.key.rawValue, choice: FieldChoice(fields)))
        }
    }
}

extension Category {
    /// Sophos's category for a kind of record; nil for records that are not alerts.
    package init?(_ kind: Kind) {
        switch kind {
        case .attachment: self = .attachment
        case .impersonation: self = .impersonation
        case .url: self = .url
        case .rejection: self = .rejection
        case .other: return nil
        }
    }
}
