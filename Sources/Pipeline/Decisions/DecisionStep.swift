package import Accounts
internal import JSONRecords
package import Mimecast
package import Sophos

/// One thing that was decided about a record, and by what. Texts are bytes as they stand in the
/// record, or plain UTF-8 where that is said.
package enum DecisionStep: Hashable, Sendable {
    /// What a record holds in a field; nil when it is missing there.
    package struct FieldValue: Hashable, Sendable {
        /// Bytes of a value that are kept; a text of as many may have been cut.
        package static let textLimit = 4096

        package var field: Field
        package var text: [UInt8]?
    }

    /// It stood in a wrapper: the members that lead to it.
    case unwrapped([UInt8])
    /// What the record is; nil when no rule knows it.
    case kind(Kind.Decision?, FieldValue?)
    /// Whether its category was asked for.
    case category(Category, isTaken: Bool)
    /// It is as Mimecast writes it; its event time, and where that stood.
    case asExpected(eventTime: Int64, FieldValue?)
    /// It is not.
    case unexpected(FormatFault.Reason, FieldValue)
    case verdict(Verdict, FieldValue?)
    /// Whether the event time is in the window, both in milliseconds since 1970.
    case window(Range<Int64>, eventTime: Int64)
    /// The name as plain UTF-8, the branch that gave it, and every field that has a say.
    case name([UInt8], NamedBy, [FieldValue])
    /// How the name met a row; the alertType, as plain UTF-8, and the threat that came of it.
    case threat(ThreatMatch.Manner, alertType: [UInt8], Threat?)
    case severity(Severity, SeverityGround)
    /// The fields that the id is made from, in order.
    case identity(AlertID, [Field])
    /// Which field fed which key.
    case values([AlertMapping.FedKey])

    /// What a severity was chosen by.
    package enum SeverityGround: Hashable, Sendable {
        /// The row of the mapping says so.
        case row
        /// The verdict is malicious, or the message is tagged as malicious.
        case malicious
        /// It is a refused message.
        case rejection
        case otherwise
    }
}

/// Is told each step of a decision while it is made, by the code that makes it.
package protocol DecisionObserver {
    /// - Parameter step: made only by who wants to know.
    mutating func note(_ step: @autoclosure () -> DecisionStep)
}

/// Wants to know nothing: what archives are converted with.
package struct NoObserver: DecisionObserver {
    package init() {}

    @inline(__always) package func note(_ step: @autoclosure () -> DecisionStep) {}
}

/// Keeps every step.
package struct DecisionRecorder: DecisionObserver {
    package private(set) var steps: [DecisionStep] = []

    package init() {}

    package mutating func note(_ step: @autoclosure () -> DecisionStep) { steps.append(step()) }
}

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
