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
    case values([FedKey])

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

    package struct FedKey: Hashable, Sendable {
        package var key: AlertKey
        package var field: Field
    }
}
