package import JSONRecords

/// The names in Mimecast's exports, as a record reader needs them.
package enum MimecastFields {
    package static let table = makeTable(unwrapping: [])

    /// - Parameter members: additional names of members whose text is read as a record, at most
    ///   ``furtherMemberLimit``.
    package static func table(unwrapping members: [String]) -> FieldTable {
        members.isEmpty ? table : makeTable(unwrapping: members)
    }

    private static func makeTable(unwrapping members: [String]) -> FieldTable {
        let fields = Field.allCases.map(\.name)
        let wrappers = WrapperMember.allCases.map(\.name)
        let further = members.filter { !fields.contains($0) && !wrappers.contains($0) }
        return FieldTable(
            read: fields + wrappers + further,
            documented: documented.filter { !further.contains($0) },
            envelopeArrays: [WrapperMember.data.name, WrapperMember.value.name],
            pageObjects: [WrapperMember.data.name],
            recordArrays: WrapperMember.pageArrays.map(\.member.name),
            recordArraySuffixes: ["Logs", "logs"],
            streamedArrays: [
                "hits", "results", "logEvents", "records", "Records", "rows", "items", "documents",
            ],
            failures: ["fail", "error"],
            columnEndings: ["_s", "_t", "_d", "_b", "_g"])
    }

    /// The maximum number of additional names.
    package static let furtherMemberLimit =
        FieldTable.capacity - Field.allCases.count - WrapperMember.allCases.count

    /// The bits of all fields that are read; the reader uses higher bits itself.
    package static var all: FieldSet {
        @inline(__always) get { FieldSet(bits: (1 &<< UInt128(Field.count)) &- 1) }
    }

    /// Names that Mimecast, or a collector in between, is known to write but that no alert needs. A name
    /// in neither list is reported as schema drift. Another spelling of a field's name belongs here only
    /// if it is not that field, like MongoDB's `_id`.
    static let documented =
        envelope + clickLogs + siem2 + siem1 + rejections + cloudIntegrated + collectors

    private static let envelope = [
        "meta", "resultCount", "@nextLink", "@nextPage", "isCaughtUp", "pageSize",
    ]

    private static let clickLogs = [
        "adminOverride", "userOverride", "userAwarenessAction", "actions", "emailPartsDescription",
        "tagMap", "advancedPhishingResult",
    ]

    private static let siem2 = [
        "accountId", "subtype", "subType", "senderHeader", "senderDomain", "senderDomainInternal",
        "rejectionCode", "receiptErrors", "spamScore", "spamDetectionLevel",
        "spamInfo",
        "spamProcessingDetail", "tlsVersion", "tlsCipher", "tlsUsed", "numberAttachments",
        "holdReason", "attachments", "emailSize", "totalSizeAttachments", "delivered", "Hostname",
        "destinationIp", "deliveryErrors", "deliveryTime", "deliveryAttempts", "fileExtension",
        "md5",
        "sha1", "sizeAttachment", "internalUserName", "newDomain", "customThreatDictionary",
        "mimecastThreatDictionary", "customNameMatch", "similarInternalDomain",
        "similarMimecastExternalDomain", "similarCustomExternalDomain", "replyMismatch",
        "similarDomain", "analysis", "customerIp",
    ]

    private static let siem1 = [
        "RejCode", "Error", "SpamScore", "SpamInfo", "SpamProcessingDetail", "SpamLimit", "TlsVer",
        "Cphr", "headerFrom", "AttCnt", "AttSize", "AttNames", "MsgSize", "Hld", "IPInternalName",
        "IPNewDomain", "IPReplyMismatch", "IPSimilarDomain", "IPThreadDict", "Delivered", "Attempt",
        "Latency", "Snt", "UseTls", "Err", "ReceiptAck", "RcptActType", "RcptHdrType", "CustomerIP",
        "MimecastIP", "SenderDomain", "SenderDomainInternal", "fileExt",
        "InternalName", "NewDomain", "CustomName", "CustomThreatDictionary",
        "ReplyMismatch", "SimilarCustomExternalDomain", "SimilarInternalDomain",
        "SimilarMimecastExternalDomain", "ThreatDictionary", "credentialTheft",
    ]

    /// `/api/gateway/get-rejections`.
    private static let rejections = [
        "description", "info", "created", "fromAddress", "toAddress", "ipAddress",
        "manageRecipient",
    ]

    /// Mimecast Email Security Cloud Integrated: records that are not alerts.
    private static let cloudIntegrated = [
        "historicalMail", "policiesApplied", "source", "tags", "threatState", "threatType",
        "authResults", "originalUrl", "redirectUrl",
    ]

    /// Added by whatever fetched, stored or wrapped the record: a Kafka position, headers, a collector's
    /// own classification, the columns of a table.
    private static let collectors = [
        "_offset", "_partition", "Content-Disposition", "xsiem_classifier", "_time",
        "source_log_type", "mimecastEventId", "mimecastEventCategory", "offset",
        "partition", "@timestamp", "@version", "input", "agent", "host", "ecs", "data_stream",
        "_id", "_index", "_score", "_source", "_ResourceId", "_BilledSize", "_IsBillable",
        "_SubscriptionId", "TenantId", "SourceSystem", "TimeGenerated", "MG",
        "ManagementGroupName", "Computer", "RawData", "ingestionTime", "eventInfo", "user",
    ]
}
