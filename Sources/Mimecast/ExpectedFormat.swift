package import JSONRecords

/// Confirms that a record is as Mimecast writes it (SPEC 3.2), Sophos's first filter.
package enum ExpectedFormat {
    /// What a record is confirmed to be.
    package enum Result {
        /// It happened at `eventTime`, in milliseconds since 1970-01-01T00:00:00Z.
        case asExpected(eventTime: Int64)
        /// Its first fault, in the order in which records are checked.
        case unexpected(FormatFault)
    }

    /// - Parameter isInGetLogs: the record stood in the array of a get-logs envelope.
    package static func check(_ record: RecordView, kind: Kind, isInGetLogs: Bool) -> Result {
        if let fault = wrongType(record) { return .unexpected(fault) }
        if let fault = missingVerdict(record, kind: kind, isInGetLogs: isInGetLogs) {
            return .unexpected(fault)
        }
        guard let (time, text) = timeValue(of: record) else {
            return .unexpected(
                FormatFault(reason: .missingField, field: expectedTimeField(record, kind: kind)))
        }
        guard let instant = EventTime.parse(text) else {
            return .unexpected(FormatFault(reason: .badTimestamp, field: time, found: text))
        }
        return .asExpected(eventTime: instant)
    }

    /// True for a record of the SIEM exports, which have no verdict field (SPEC 3.2).
    package static func isSIEM(_ record: RecordView, isInGetLogs: Bool) -> Bool {
        guard !isInGetLogs, record.present.intersects(siemMarks) else { return false }
        return hasValue(.processingId, record) || hasValue(.aggregateId, record)
            || hasValue(.aCode, record) || hasValue(.acc, record) || hasValue(.eventType, record)
    }

    /// A mark without a value is as good as none.
    private static func hasValue(_ field: Field, _ record: RecordView) -> Bool {
        record.value(of: field) != nil
    }

    private static var siemMarks: FieldSet {
        FieldSet(.processingId, .aggregateId, .aCode, .acc, .eventType)
    }

    // MARK: Types

    /// Fields of which Mimecast shows an array. Everything else that is read is a string, a number or
    /// a boolean, and exports differ in which of these three: any of them is taken.
    private static var arrays: FieldSet { FieldSet(.identifiers, .impersonationResults) }
    /// Fields that are a string in most exports and an array of strings in some.
    private static var stringsOrArrays: FieldSet { FieldSet(.recipients, .siem1Rcpt) }
    private static var mayBeContainers: FieldSet {
        FieldSet(.identifiers, .impersonationResults, .recipients, .siem1Rcpt)
    }

    private static func wrongType(_ record: RecordView) -> FormatFault? {
        if record.containers.isEmpty, !record.present.intersects(arrays) { return nil }
        let containers = record.containers.intersection(MimecastFields.all)
        if containers.isEmpty, !record.present.intersects(arrays) { return nil }
        if let field = containers.subtracting(mayBeContainers).first {
            return wrongType(record, field)
        }
        if let fault = notArray(.identifiers, record, containers, ofStrings: true) { return fault }
        if let fault = notArray(.impersonationResults, record, containers, ofStrings: false) {
            return fault
        }
        var rest = containers.intersection(stringsOrArrays)
        while let field = rest.first {
            if let text = record.text(of: field), !StringElements.areAll(in: text) {
                return wrongType(record, field)
            }
            rest = rest.subtracting(FieldSet(bits: 1 &<< UInt128(field)))
        }
        return nil
    }

    private static func notArray(
        _ field: Field, _ record: RecordView, _ containers: FieldSet, ofStrings: Bool
    ) -> FormatFault? {
        guard let text = record.value(of: field) else { return nil }
        if containers.contains(field), text.isArray, !ofStrings || StringElements.areAll(in: text) {
            return nil
        }
        return FormatFault(reason: .wrongType, field: field, found: text)
    }

    private static func wrongType(_ record: RecordView, _ field: UInt8) -> FormatFault? {
        guard let field = Field(rawValue: field) else { return nil }
        return FormatFault(reason: .wrongType, field: field, found: record.text(of: field))
    }

    // MARK: Verdict

    private static func missingVerdict(
        _ record: RecordView, kind: Kind, isInGetLogs: Bool
    ) -> FormatFault? {
        guard let field = verdictField(of: kind), record.value(of: field) == nil,
            !isSIEM(record, isInGetLogs: isInGetLogs)
        else { return nil }
        return FormatFault(reason: .missingField, field: field)
    }

    /// Where get-logs records of a kind carry their verdict; impersonation records carry none.
    package static func verdictField(of kind: Kind) -> Field? {
        switch kind {
        case .attachment: .result
        case .url: .scanResult
        case .impersonation, .rejection, .other: nil
        }
    }

    // MARK: Time

    /// Where the event time stands: the first of these that is not missing.
    package static let timeFields: [Field] = [.date, .eventTime, .timestamp, .datetime]

    private static func timeValue(of record: RecordView) -> (Field, JSONText)? {
        // The first of them without the list: click and attachment logs have it in every record.
        if let text = record.value(of: .date) { return (.date, text) }
        for field in timeFields {
            if let text = record.value(of: field) { return (field, text) }
        }
        return nil
    }

    /// The field to name when a record has none of them.
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
