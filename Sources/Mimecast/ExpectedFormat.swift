package import JSONRecords

/// Verifies that a record is in the expected format (SPEC 3.2), Sophos's first filter.
package enum ExpectedFormat {
    /// The outcome of the check.
    package enum Result {
        /// In the expected format, with `eventTime` in milliseconds since 1970-01-01T00:00:00Z.
        case asExpected(eventTime: Int64)
        /// The first fault, in the order in which records are checked.
        case unexpected(FormatFault)
    }

    /// - Parameters:
    ///   - isInGetLogs: whether the record was in the array of a get-logs page.
    ///   - assumesUTC: whether a date-time without an offset is in UTC.
    package static func check(
        _ record: RecordView, kind: Kind, isInGetLogs: Bool, assumesUTC: Bool = false
    ) -> Result {
        // Nearly every record passes these two, so only what follows from them is a call.
        if record.containers.intersects(scalars), let fault = wrongType(record, kind: kind) {
            return .unexpected(fault)
        }
        if let field = verdictField(of: kind), !record.holds(field),
            !isSIEM(record, isInGetLogs: isInGetLogs)
        {
            return .unexpected(FormatFault(reason: .missingField, field: field))
        }
        guard let (time, text) = timeValue(of: record) else {
            return .unexpected(
                FormatFault(reason: .missingField, field: expectedTimeField(record, kind: kind)))
        }
        guard let instant = EventTime.parse(text, assumesUTC: assumesUTC) else {
            return .unexpected(FormatFault(reason: .badTimestamp, field: time, found: text))
        }
        return .asExpected(eventTime: instant)
    }

    /// True for a record of the SIEM exports, which have no verdict field (SPEC 3.2).
    package static func isSIEM(_ record: RecordView, isInGetLogs: Bool) -> Bool {
        guard !isInGetLogs, record.present.intersects(siemMarks) else { return false }
        return record.holdsAny(of: siemMarks)
    }

    private static var siemMarks: FieldSet {
        KindEvidence.KeyRule.vendorIDs.fields.union(FieldSet(.eventType))
    }

    // MARK: Types

    /// Time, verdict and type must be scalars; the type of any other field never rejects a record.
    private static var scalars: FieldSet {
        timeFields.set.union(Verdict.fields.set).union(types.set)
    }

    /// Mimecast's own fields for the type. A collector may write anything into its own.
    private static var types: FieldChoice { FieldChoice(.type, .eventType) }

    @inline(never)
    private static func wrongType(_ record: RecordView, kind: Kind) -> FormatFault? {
        var candidates = types.fields
        if let verdict = verdictField(of: kind) { candidates.append(verdict) }
        if let (time, _) = timeValue(of: record) { candidates.append(time) }
        for field in candidates where record.containers.contains(field) && record.holds(field) {
            return FormatFault(reason: .wrongType, field: field, found: record.text(of: field))
        }
        return nil
    }

    // MARK: Verdict

    /// The verdict field of a kind's get-logs records; impersonation records have none.
    package static func verdictField(of kind: Kind) -> Field? {
        switch kind {
        case .attachment: .result
        case .url: .scanResult
        case .impersonation, .rejection, .other: nil
        }
    }

    // MARK: Time

    /// The fields with the event time: the first one that is not missing counts.
    package static var timeFields: FieldChoice {
        FieldChoice(.date, .eventTime, .timestamp, .datetime)
    }

    @inline(__always)
    private static func timeValue(of record: RecordView) -> (Field, JSONText)? {
        // The first one without going through the list: click and attachment logs have it in every
        // record.
        if let text = record.value(of: .date), !text.isEmpty { return (.date, text) }
        return otherTimeValue(of: record)
    }

    @inline(never)
    private static func otherTimeValue(of record: RecordView) -> (Field, JSONText)? {
        for number in timeFields {
            guard let text = record.value(of: number), !text.isEmpty,
                let field = Field(rawValue: number)
            else { continue }
            return (field, text)
        }
        return nil
    }

    /// True if the record has an event time, valid or not.
    package static func hasTime(_ record: RecordView) -> Bool { timeValue(of: record) != nil }

    /// The field to report if a record has none of them.
    private static func expectedTimeField(_ record: RecordView, kind: Kind) -> Field {
        if record.present.intersects(siem1Marks) { return .datetime }
        if record.present.intersects(siemMarks) { return .timestamp }
        switch kind {
        case .attachment, .url: return .date
        case .impersonation: return .eventTime
        case .rejection, .other: return .timestamp
        }
    }

    private static var siem1Marks: FieldSet { FieldSet(.aCode, .acc) }
}

/// Why a record is not in the expected format; `RejectReason` names the reasons. `found` is a view of
/// the record: valid as long as the record is.
package struct FormatFault {
    package enum Reason: CaseIterable, Hashable, Sendable {
        case missingField, wrongType, badTimestamp
    }

    package var reason: Reason
    package var field: Field
    /// The value as in the record; nil if there is none.
    package var found: JSONText?
}
