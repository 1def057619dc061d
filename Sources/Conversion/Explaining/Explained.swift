internal import JSONRecords
internal import Mimecast

/// What steps of a decision take from a record: copies, because a step outlives the record.
enum Explained {
    static func value(of field: Field, in record: RecordView) -> DecisionStep.FieldValue {
        DecisionStep.FieldValue(field: field, text: record.value(of: field).map { kept($0) })
    }

    /// The first of `fields` that is not missing.
    static func first(of fields: [Field], in record: RecordView) -> DecisionStep.FieldValue? {
        fields.first { record.value(of: $0) != nil }.map { value(of: $0, in: record) }
    }

    /// The value that told the kind, when a type field did.
    static func typeField(
        of record: RecordView, _ decision: Kind.Decision?
    ) -> DecisionStep.FieldValue? {
        guard case .typeField(let field) = decision?.evidence else { return nil }
        return value(of: field, in: record)
    }

    /// A name as plain UTF-8.
    static func text(of name: Naming.Name) -> [UInt8] {
        switch name {
        case .text(let text): Array(text.description.utf8)
        case .slice(let text): JSONStrings.unescape(text)
        }
    }

    private static func kept(_ text: JSONText) -> [UInt8] {
        text[0..<min(text.count, DecisionStep.FieldValue.textLimit)].bytes
    }
}
