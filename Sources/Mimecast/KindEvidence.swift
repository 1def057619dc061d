import JSONRecords

/// How a record's kind was recognised.
package enum KindEvidence: Hashable, Sendable {
    /// The name of the page's array that contains it.
    case arrayName
    /// The word in a type field.
    case typeField(Field)
    /// A combination of non-empty fields that only one kind of record has.
    case keys(KeyRule)

    /// The rules on fields, in the order in which they are checked (SPEC 3.1.3).
    package enum KeyRule: CaseIterable, Hashable, Sendable {
        case impersonationResults
        case definitionAndHits
        case siem1DefinitionAndHits
        case taggedMaliciousAndPolicy
        case otherMarks
        case urlAndCompanion
        case resultAndFile
        case fileAndHash
        case refusedReceipt
        case vendorIDs
        case dlp

        /// The kind of a record that matches the rule.
        package var kind: Kind {
            switch self {
            case .impersonationResults, .definitionAndHits, .siem1DefinitionAndHits,
                .taggedMaliciousAndPolicy:
                .impersonation
            case .urlAndCompanion: .url
            case .resultAndFile, .fileAndHash: .attachment
            case .refusedReceipt: .rejection
            case .otherMarks, .vendorIDs, .dlp: .other
            }
        }

        /// Fields that must all have a value.
        @inline(__always) private var all: FieldSet {
            switch self {
            case .impersonationResults: FieldSet(.impersonationResults)
            case .definitionAndHits: FieldSet(.definition, .hits)
            case .siem1DefinitionAndHits: FieldSet(.siem1Definition, .siem1Hits)
            case .taggedMaliciousAndPolicy: FieldSet(.taggedMalicious)
            case .urlAndCompanion: FieldSet(.url)
            case .resultAndFile: FieldSet(.result)
            case .fileAndHash: FieldSet(.fileName, .sha256)
            case .refusedReceipt: FieldSet(.siem1Act)
            case .dlp: FieldSet(.policy, .eventTime, .senderAddress)
            case .otherMarks, .vendorIDs: FieldSet()
            }
        }

        /// Fields of which at least one must have a value; empty for no such condition.
        @inline(__always) private var any: FieldSet {
            switch self {
            case .taggedMaliciousAndPolicy: FieldSet(.policyDefinition, .itemsDetected)
            case .otherMarks:
                FieldSet(
                    .auditType, .virusFound, .siem1Virus, .scanResults, .siem1ScanResultInfo,
                    .monitoredDomainSource)
            case .urlAndCompanion:
                FieldSet(.scanResult, .ttpDefinition, .userEmailAddress, .urlCategory, .blockReason)
            case .resultAndFile: FieldSet(.fileName, .fileHash)
            case .refusedReceipt: FieldSet(.siem1RejType, .siem1RejInfo)
            case .vendorIDs: FieldSet(.aCode, .acc, .processingId, .aggregateId)
            case .impersonationResults, .definitionAndHits, .siem1DefinitionAndHits, .fileAndHash,
                .dlp:
                FieldSet()
            }
        }

        /// Fields checked by the rules before ``urlAndCompanion``: a record without any of them matches
        /// none of those rules.
        static var askedBeforeURL: FieldSet {
            FieldSet(.impersonationResults, .definition, .siem1Definition, .taggedMalicious)
                .union(
                    FieldSet(
                        .auditType, .virusFound, .siem1Virus, .scanResults, .siem1ScanResultInfo,
                        .monitoredDomainSource))
        }

        /// Every field that the rule checks.
        var fields: FieldSet { all.union(any) }

        /// Nearly every record is ruled out by the fields it has, before any value is examined.
        @inline(__always)
        func fits(_ record: RecordView) -> Bool {
            let all = all
            let any = any
            guard record.present.containsAll(of: all), any.isEmpty || record.present.intersects(any)
            else { return false }
            return holds(all, any, record)
        }

        private func holds(_ all: FieldSet, _ any: FieldSet, _ record: RecordView) -> Bool {
            var rest = all
            while let field = rest.first {
                guard let value = record.value(of: field), !value.isEmpty else { return false }
                rest = rest.subtracting(FieldSet(bits: 1 &<< UInt128(field)))
            }
            if !any.isEmpty, !record.holdsAny(of: any) { return false }
            if case .refusedReceipt = self { return record.says("rej", in: .siem1Act) }
            return true
        }

        /// The rule in terms of the fields' names, for explanations.
        package var text: String {
            switch self {
            case .impersonationResults: "impersonationResults"
            case .definitionAndHits: "definition with hits"
            case .siem1DefinitionAndHits: "Definition with Hits"
            case .taggedMaliciousAndPolicy: "taggedMalicious with policyDefinition or itemsDetected"
            case .otherMarks:
                "auditType, virusFound, Virus, scanResults, ScanResultInfo or monitoredDomainSource"
            case .urlAndCompanion:
                "url with scanResult, ttpDefinition, userEmailAddress, urlCategory or blockReason"
            case .resultAndFile: "result with fileName or fileHash"
            case .fileAndHash: "fileName with sha256"
            case .refusedReceipt: "RejType or RejInfo with Act = Rej"
            case .vendorIDs: "aCode, acc, processingId or aggregateId"
            case .dlp: "policy with eventTime and senderAddress"
            }
        }
    }
}
