/// What a record's kind was recognised by.
package enum KindEvidence: Hashable, Sendable {
    /// The name of the envelope's array that holds it.
    case arrayName
    /// The value of its `type` or `eventType`.
    case typeField(Field)
    /// Keys that stand together in records of one kind only.
    case keys(KeyRule)

    /// The rules on keys in the order in which they are asked.
    package enum KeyRule: CaseIterable, Hashable, Sendable {
        case impersonationResults
        case definitionAndHits
        case siem1DefinitionAndHits
        case urlAndCompanion
        case resultAndFile
        case fileAndHash
        case refusedReceipt
        case siem1Marks

        /// What a record is that meets the rule.
        package var kind: Kind {
            switch self {
            case .impersonationResults, .definitionAndHits, .siem1DefinitionAndHits: .impersonation
            case .urlAndCompanion: .url
            case .resultAndFile, .fileAndHash: .attachment
            case .refusedReceipt: .rejection
            case .siem1Marks: .other
            }
        }

        /// The rule in the fields' own words, for people who ask why.
        package var text: String {
            switch self {
            case .impersonationResults: "impersonationResults"
            case .definitionAndHits: "definition with hits"
            case .siem1DefinitionAndHits: "Definition with Hits"
            case .urlAndCompanion:
                "url with scanResult, ttpDefinition, userEmailAddress or urlCategory"
            case .resultAndFile: "result with fileName or fileHash"
            case .fileAndHash: "fileName with sha256 and without Virus"
            case .refusedReceipt: "RejType or RejInfo with Act = Rej"
            case .siem1Marks: "aCode or acc"
            }
        }
    }
}
