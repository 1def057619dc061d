/// Every field of a Mimecast record that the converter reads, in every spelling of the four exports.
///
/// The raw value is the field's number in ``MimecastFields/table`` and its bit in a `FieldSet`. The
/// order is also the order in which a record without an id is hashed (SPEC 6.5): add new fields at the
/// end, or the ids of such alerts change. Of names that are equal ignoring case, `_` and `-`, the first
/// one is used for any other spelling: get-logs, then SIEM 2.0, then SIEM 1.0.
@usableFromInline package enum Field: UInt8, CaseIterable, Hashable, Sendable {
    // Event time: `date` in attachment and click logs, `eventTime` in impersonation logs, `timestamp` in
    // SIEM 2.0, `datetime` in SIEM 1.0.
    case date, eventTime, timestamp, datetime
    // The type of a SIEM 2.0 record: `type` in batches, `eventType` in single pages.
    case type, eventType
    // Verdicts: attachment, click.
    case result, scanResult
    case action, actionTriggered, reason, blockReason, rejectionInfo, rejectionType
    // Sender and recipients.
    case senderAddress, fromUserEmailAddress, senderEnvelope, sender, recipientAddress,
        userEmailAddress, recipients, recipient
    // The mail.
    case subject, messageId, msgid, route, direction
    // The link.
    case url, category, urlCategory
    // The file.
    case fileName, fileType, fileMime, fileHash, sha256
    // The policy and what it found.
    case ttpDefinition, definition, policyDefinition, creationMethod, details, identifiers,
        impersonationResults, hits, itemsDetected, taggedMalicious, taggedExternal
    // The sending host.
    case sendingIp, senderIpAddress, senderIp, sourceIp
    // Mimecast's own ids.
    case id, processingId, aggregateId, aCode, acc
    // Spellings of SIEM 1.0.
    case siem1Action, siem1Act, siem1RejInfo, siem1RejType, siem1Sender, siem1Recipient,
        siem1Rcpt, siem1Subject, siem1MsgId, siem1Route, siem1Dir, siem1Definition, siem1Hits,
        siem1TaggedMalicious, siem1TaggedExternal, siem1IP, siem1SourceIP, siem1Virus
    // Entries of a batch listing, in addition to `url`.
    case expiry, size
    // Collectors' names for the type: Sentinel, Splunk, Cortex and others.
    case logtype, mimecastLogtype, mimecastEventType, mcType
    // Fields of records that are not alerts: audit events, antivirus, internal mail, impersonation
    // events of SIEM 2.0's internal protect, DLP.
    case auditType, virusFound, scanResults, monitoredDomainSource, policy, siem1ScanResultInfo

    /// The field's name as in the record. SIEM 1.0 names that differ from later ones only in case or
    /// length have `siem1` in the name of their case.
    package var name: String {
        switch self {
        case .date: "date"
        case .eventTime: "eventTime"
        case .timestamp: "timestamp"
        case .datetime: "datetime"
        case .type: "type"
        case .eventType: "eventType"
        case .result: "result"
        case .scanResult: "scanResult"
        case .action: "action"
        case .actionTriggered: "actionTriggered"
        case .reason: "reason"
        case .blockReason: "blockReason"
        case .rejectionInfo: "rejectionInfo"
        case .rejectionType: "rejectionType"
        case .senderAddress: "senderAddress"
        case .fromUserEmailAddress: "fromUserEmailAddress"
        case .senderEnvelope: "senderEnvelope"
        case .sender: "sender"
        case .recipientAddress: "recipientAddress"
        case .userEmailAddress: "userEmailAddress"
        case .recipients: "recipients"
        case .recipient: "recipient"
        case .subject: "subject"
        case .messageId: "messageId"
        case .msgid: "msgid"
        case .route: "route"
        case .direction: "direction"
        case .url: "url"
        case .category: "category"
        case .urlCategory: "urlCategory"
        case .fileName: "fileName"
        case .fileType: "fileType"
        case .fileMime: "fileMime"
        case .fileHash: "fileHash"
        case .sha256: "sha256"
        case .ttpDefinition: "ttpDefinition"
        case .definition: "definition"
        case .policyDefinition: "policyDefinition"
        case .creationMethod: "creationMethod"
        case .details: "details"
        case .identifiers: "identifiers"
        case .impersonationResults: "impersonationResults"
        case .hits: "hits"
        case .itemsDetected: "itemsDetected"
        case .taggedMalicious: "taggedMalicious"
        case .taggedExternal: "taggedExternal"
        case .sendingIp: "sendingIp"
        case .senderIpAddress: "senderIpAddress"
        case .senderIp: "senderIp"
        case .sourceIp: "sourceIp"
        case .id: "id"
        case .processingId: "processingId"
        case .aggregateId: "aggregateId"
        case .aCode: "aCode"
        case .acc: "acc"
        case .siem1Action: "Action"
        case .siem1Act: "Act"
        case .siem1RejInfo: "RejInfo"
        case .siem1RejType: "RejType"
        case .siem1Sender: "Sender"
        case .siem1Recipient: "Recipient"
        case .siem1Rcpt: "Rcpt"
        case .siem1Subject: "Subject"
        case .siem1MsgId: "MsgId"
        case .siem1Route: "Route"
        case .siem1Dir: "Dir"
        case .siem1Definition: "Definition"
        case .siem1Hits: "Hits"
        case .siem1TaggedMalicious: "TaggedMalicious"
        case .siem1TaggedExternal: "TaggedExternal"
        case .siem1IP: "IP"
        case .siem1SourceIP: "SourceIP"
        case .siem1Virus: "Virus"
        case .expiry: "expiry"
        case .size: "size"
        case .logtype: "Logtype"
        case .mimecastLogtype: "mimecastLogtype"
        case .mimecastEventType: "mimecastEventType"
        case .mcType: "mcType"
        case .auditType: "auditType"
        case .virusFound: "virusFound"
        case .scanResults: "scanResults"
        case .monitoredDomainSource: "monitoredDomainSource"
        case .policy: "policy"
        case .siem1ScanResultInfo: "ScanResultInfo"
        }
    }

    /// The number of fields: a constant, because the compiler counts the list without building it.
    package static var count: UInt8 {
        @inline(__always) get { UInt8(allCases.count) }
    }

    /// The field's bit in a `FieldSet`.
    @inlinable package var bit: UInt128 {
        @inline(__always) get { 1 &<< UInt128(truncatingIfNeeded: rawValue) }
    }
}
