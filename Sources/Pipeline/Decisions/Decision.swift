package import Accounts
internal import JSONRecords
package import Mimecast
package import Sophos

/// What was decided about one record, and on what basis; counting, writing and `explain` read it.
///
/// Stages that were not reached have left nothing. Plain values only, because every record gets one; what
/// they say in words is up to ``RecordConverter/fault(of:)`` and ``RecordConverter/steps(of:_:_:)``. ``format`` is a view of the record: valid as long as
/// the record is.
package struct Decision {
    /// What became of the record.
    package enum Outcome {
        case converted
        case filtered(FilterReason)
        /// The same alert came before.
        case duplicate
        case rejected(RejectReason)
        /// No rule matches it: it may contain a record.
        case withoutKind
        /// Not a piece at all: a page without records.
        case emptyPage
        /// Not a piece at all: an element of a listing of batch files.
        case batchListing
        /// Not a piece at all: a failure reported by the API.
        case failure
    }

    /// The entry of its name, and the branch of the naming rule that found it.
    package struct Name {
        package var index: NameTable.Index
        package var branch: NamedBy
    }

    /// A severity and its basis.
    package struct RatedSeverity: Hashable, Sendable {
        package enum Ground: Hashable, Sendable {
            /// The mapping row.
            case row
            /// The verdict is malicious, or the message is tagged as malicious.
            case malicious
            /// It is a rejected message.
            case rejection
            case otherwise
        }

        package var severity: Severity
        package var ground: Ground
    }

    /// What it is, and how that was recognised.
    package var kind: Kind.Decision?
    /// The number of a field that stands twice.
    package var duplicateField: UInt8?
    /// nil for a known record that is no alert.
    package var category: Category?
    /// Whether it is in the expected format, with its event time if it is.
    package var format: ExpectedFormat.Result?
    package var verdict: Verdict?
    package var name: Name?
    package var id: AlertID?
    package var severity: RatedSeverity?
    package var outcome = Outcome.withoutKind

    /// In milliseconds since 1970-01-01T00:00:00Z.
    package var eventTime: Int64? {
        guard case .asExpected(let time) = format else { return nil }
        return time
    }

    /// The day of its event time, counted from 1970-01-01 in UTC.
    package var day: Int32? {
        eventTime.map { Int32(truncatingIfNeeded: EventTime.dayNumber(of: $0)) }
    }
}

/// One step of a decision, with the record's values behind it, as `explain` shows it. Texts are bytes as
/// in the record, or plain UTF-8 where stated.
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
    case severity(Decision.RatedSeverity)
    /// The fields that the id is made from, in order.
    case identity(AlertID, [Field])
    /// Which field fed which key.
    case values([AlertMapping.FedKey])
}

extension RecordConverter {
    /// The field for which a record was rejected, and what was found in it.
    ///
    /// - Parameter decision: the last one.
    func fault(of decision: Decision) -> (field: String?, found: RejectNote.Found) {
        if let field = decision.duplicateField { return (name(ofField: field), .nothing) }
        if case .unexpected(let fault) = decision.format {
            let found = fault.found.map { $0[0..<min($0.count, 320)].bytes }
            return (fault.field.name, found.map { .text($0) } ?? .nothing)
        }
        guard let name = decision.name else { return (nil, .nothing) }
        return ("alertType", .text(names[name.index].name.type))
    }

    /// The steps of a decision, in the order in which they were taken.
    ///
    /// - Parameters:
    ///   - record: the one that was decided about last.
    ///   - array: as for ``convert(_:in:to:)``.
    func steps(
        of decision: Decision, _ record: RecordView, in array: Kind?
    ) -> [DecisionStep] {
        var steps: [DecisionStep] = [
            .kind(decision.kind, Explained.typeField(of: record, decision.kind))
        ]
        guard let kind = decision.kind?.kind, let category = decision.category,
            decision.duplicateField == nil
        else { return steps }
        steps.append(.category(category, isTaken: accepts(category)))
        switch decision.format {
        case .asExpected(let time):
            let value = Explained.first(of: ExpectedFormat.timeFields, in: record)
            steps.append(.asExpected(eventTime: time, value))
        case .unexpected(let fault):
            let value = Explained.value(of: fault.field, in: record)
            steps.append(.unexpected(fault.reason, value))
        case nil: break
        }
        guard let eventTime = decision.eventTime, let verdict = decision.verdict else {
            return steps
        }
        steps.append(.verdict(verdict, Explained.first(of: Verdict.fields, in: record)))
        if verdict != .cleanOrSafe { steps.append(.window(options.window, eventTime: eventTime)) }
        if let name = decision.name {
            let words = Explained.text(of: Naming.name(of: record, in: category).0)
            let values = Naming.fields(of: category).map { Explained.value(of: $0, in: record) }
            steps.append(.name(words, name.branch, values))
            let entry = names[name.index]
            steps.append(
                .threat(entry.manner, alertType: entry.name.type, entry.name.threat))
        }
        guard let severity = decision.severity, let id = decision.id else { return steps }
        let isSIEM = ExpectedFormat.isSIEM(record, isInGetLogs: array != nil)
        steps.append(.severity(severity))
        steps.append(.identity(id, identities.fields(of: record, kind: kind, isSIEM: isSIEM)))
        steps.append(.values(AlertMapping.fedKeys(of: record, in: category)))
        return steps
    }
}

/// Copies from a record for decision steps, because a step outlives the record.
enum Explained {
    static func value(of field: Field, in record: RecordView) -> DecisionStep.FieldValue {
        DecisionStep.FieldValue(field: field, text: record.value(of: field).map { kept($0) })
    }

    /// The first of `fields` that holds something.
    static func first(
        of fields: FieldChoice, in record: RecordView
    ) -> DecisionStep.FieldValue? {
        fields.fields.first { record.holds($0) }.map { value(of: $0, in: record) }
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
