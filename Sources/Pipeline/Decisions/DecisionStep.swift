package import Accounts
internal import JSONRecords
package import Mimecast
package import Sophos

/// One decision about a record, and its basis. Texts are bytes as in the record, or plain UTF-8 where
/// stated.
package enum DecisionStep: Hashable, Sendable {
    /// A record's value for a field; nil if it is missing.
    package struct FieldValue: Hashable, Sendable {
        /// The maximum number of bytes kept of a value; a text of that length may have been cut.
        package static let textLimit = 4096

        package var field: Field
        package var text: [UInt8]?
    }

    /// It was wrapped: the members that lead to it.
    case unwrapped([UInt8])
    /// The record's kind; nil if no rule matches.
    case kind(Kind.Decision?, FieldValue?)
    /// Whether its category was requested.
    case category(Category, isTaken: Bool)
    /// It is in the expected format; its event time and the field with it.
    case asExpected(eventTime: Int64, FieldValue?)
    /// It is not in the expected format.
    case unexpected(FormatFault.Reason, FieldValue)
    case verdict(Verdict, FieldValue?)
    /// Whether the event time is in the window, both in milliseconds since 1970.
    case window(Range<Int64>, eventTime: Int64)
    /// The name as plain UTF-8, the branch it came from, and every field involved.
    case name([UInt8], NamedBy, [FieldValue])
    /// How the name matched a row; the resulting alertType, as plain UTF-8, and threat.
    case threat(ThreatMatch.Manner, alertType: [UInt8], Threat?)
    case severity(Severity, SeverityGround)
    /// The fields that the id is made from, in order.
    case identity(AlertID, [Field])
    /// Which field fed which key.
    case values([AlertMapping.FedKey])

    /// The basis of a severity.
    package enum SeverityGround: Hashable, Sendable {
        /// The mapping row.
        case row
        /// The verdict is malicious, or the message is tagged as malicious.
        case malicious
        /// It is a rejected message.
        case rejection
        case otherwise
    }
}

/// Notified of each step of a decision by the code that makes it.
package protocol DecisionObserver {
    /// - Parameter step: evaluated only by observers that use it.
    mutating func note(_ step: @autoclosure () -> DecisionStep)
}

/// Ignores all steps; used for conversions.
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

/// Copies from a record for decision steps, because a step outlives the record.
enum Explained {
    static func value(of field: Field, in record: RecordView) -> DecisionStep.FieldValue {
        DecisionStep.FieldValue(field: field, text: record.value(of: field).map { kept($0) })
    }

    /// The first of `fields` that is not missing.
    static func first(of fields: [Field], in record: RecordView) -> DecisionStep.FieldValue? {
        fields.first { record.value(of: $0) != nil }.map { value(of: $0, in: record) }
    }

    /// The value that decided the kind, if a type field did.
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
