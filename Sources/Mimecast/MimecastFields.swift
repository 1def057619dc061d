package import JSONRecords

/// The names of Mimecast's exports, as a record reader needs them.
package enum MimecastFields {
    package static let table = FieldTable(
        read: Field.allCases.map(\.name),
        documented: documented,
        envelopeArrays: ["data", "value"],
        recordArraySuffixes: ["Logs", "logs"],
        failures: ["fail", "error"])

    /// The bits of all fields that are read; the reader keeps higher bits for itself.
    package static let all = FieldSet(bits: 1 &<< UInt128(Field.allCases.count) &- 1)

    /// Names that Mimecast, or a collector between it and us, is known to write and that no alert
    /// needs. A name outside of both lists is reported as drift of the format.
    static let documented =
        envelope + clickLogs + siem2 + siem1 + rejections + collectors

    private static let envelope = [
        "meta", "resultCount", "@nextLink", "@nextPage", "isCaughtUp", "pageSize",
    ]

    private static let clickLogs = [
        "adminOverride", "userOverride", "userAwarenessAction", "actions", "emailPartsDescription",
        "tagMap", "advancedPhishingResult",
    ]

    private static let siem2 = [
        "accountId", "subtype", "subType", "senderHeader", "senderDomain", "senderDomainInternal",
        "rejectionCode", "receiptErrors", "virusFound", "spamScore", "spamDetectionLevel",
        "spamInfo",
        "spamProcessingDetail", "tlsVersion", "tlsCipher", "tlsUsed", "numberAttachments",
        "holdReason", "attachments", "emailSize", "totalSizeAttachments", "delivered", "Hostname",
        "destinationIp", "deliveryErrors", "deliveryTime", "deliveryAttempts", "fileExtension",
        "md5",
        "sha1", "sizeAttachment", "internalUserName", "newDomain", "customThreatDictionary",
        "mimecastThreatDictionary", "customNameMatch", "similarInternalDomain",
        "similarMimecastExternalDomain", "similarCustomExternalDomain", "replyMismatch",
        "scanResults", "monitoredDomainSource", "similarDomain", "analysis",
    ]

    private static let siem1 = [
        "RejCode", "Error", "SpamScore", "SpamInfo", "SpamProcessingDetail", "SpamLimit", "TlsVer",
        "Cphr", "headerFrom", "AttCnt", "AttSize", "AttNames", "MsgSize", "Hld", "IPInternalName",
        "IPNewDomain", "IPReplyMismatch", "IPSimilarDomain", "IPThreadDict", "Delivered", "Attempt",
        "Latency", "Snt", "UseTls", "Err", "ReceiptAck", "RcptActType", "RcptHdrType", "CustomerIP",
        "MimecastIP", "SenderDomain", "SenderDomainInternal", "fileExt", "Size", "ScanResultInfo",
        "URL", "UrlCategory", "InternalName", "NewDomain", "CustomName", "CustomThreatDictionary",
        "ReplyMismatch", "SimilarCustomExternalDomain", "SimilarInternalDomain",
        "SimilarMimecastExternalDomain", "ThreatDictionary", "credentialTheft",
    ]

    /// `/api/gateway/get-rejections`.
    private static let rejections = [
        "description", "info", "created", "fromAddress", "toAddress", "ipAddress",
        "manageRecipient",
    ]

    /// Added by what fetched the record: a Kafka position, headers, a collector's own classification.
    private static let collectors = [
        "_offset", "_partition", "Content-Disposition", "mcType", "xsiem_classifier", "_time",
        "source_log_type",
    ]
}
