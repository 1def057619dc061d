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

        /// Fields that must all have a value, as `form` makes them.
        ///
        /// Each of them is made in its case, and not from the result, so that it is a constant there:
        /// a set for deciding, and the fields in order for explaining.
        @inline(__always) private func all<Form>(_ form: (FieldChoice) -> Form) -> Form {
            switch self {
            case .impersonationResults: form(FieldChoice(.impersonationResults))
            case .definitionAndHits: form(FieldChoice(.definition, .hits))
            case .siem1DefinitionAndHits: form(FieldChoice(.siem1Definition, .siem1Hits))
            case .taggedMaliciousAndPolicy: form(FieldChoice(.taggedMalicious))
            case .urlAndCompanion: form(FieldChoice(.url))
            case .resultAndFile: form(FieldChoice(.result))
            case .fileAndHash: form(FieldChoice(.fileName, .sha256))
            case .refusedReceipt: form(FieldChoice(.siem1Act))
            case .dlp: form(FieldChoice(.policy, .eventTime, .senderAddress))
            case .otherMarks, .vendorIDs: form(FieldChoice())
            }
        }

        /// Fields of which at least one must have a value, as `form` makes them; none for no such
        /// condition.
        @inline(__always) private func any<Form>(_ form: (FieldChoice) -> Form) -> Form {
            switch self {
            case .taggedMaliciousAndPolicy: form(FieldChoice(.policyDefinition, .itemsDetected))
            case .otherMarks:
                form(
                    FieldChoice(
                        .auditType, .virusFound, .siem1Virus, .scanResults, .siem1ScanResultInfo,
                        .monitoredDomainSource))
            case .urlAndCompanion:
                form(
                    FieldChoice(
                        .scanResult, .ttpDefinition, .userEmailAddress, .urlCategory, .blockReason))
            case .resultAndFile: form(FieldChoice(.fileName, .fileHash))
            case .refusedReceipt: form(FieldChoice(.siem1RejType, .siem1RejInfo))
            case .vendorIDs: form(FieldChoice(.aCode, .acc, .processingId, .aggregateId))
            case .impersonationResults, .definitionAndHits, .siem1DefinitionAndHits, .fileAndHash,
                .dlp:
                form(FieldChoice())
            }
        }

        /// Fields that the rules before ``urlAndCompanion`` need: a record without any of them matches
        /// none of those rules. A test asserts that no such rule is left out.
        static var askedBeforeURL: FieldSet {
            Self.impersonationResults.needed.union(Self.definitionAndHits.needed)
                .union(Self.siem1DefinitionAndHits.needed)
                .union(Self.taggedMaliciousAndPolicy.needed).union(Self.otherMarks.needed)
        }

        /// A record without any of these does not match the rule: the lowest field of those that must
        /// all be there, or else those of which one must be.
        @inline(__always) var needed: FieldSet {
            let all = all { $0.set.bits }
            return all == 0 ? any { $0.set } : FieldSet(bits: all & ~(all &- 1))
        }

        /// Every field that the rule checks.
        @inline(__always) var fields: FieldSet { all { $0.set }.union(any { $0.set }) }

        /// Nearly every record is ruled out by the fields it has, before any value is examined.
        @inline(__always)
        func fits(_ record: RecordView) -> Bool {
            let all = all { $0.set }
            let any = any { $0.set }
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

        /// The rule in terms of the fields' names, for explanations: `url with scanResult or …`.
        package var text: String {
            let all = all { $0.fields.map(\.name) }
            let any = Self.list(any { $0.fields.map(\.name) }, "or")
            if case .refusedReceipt = self { return "\(any) with \(Field.siem1Act.name) = Rej" }
            guard let first = all.first else { return any }
            let others = any.isEmpty ? Self.list(Array(all.dropFirst()), "and") : any
            return others.isEmpty ? first : "\(first) with \(others)"
        }

        /// `a, b or c`
        private static func list(_ names: [String], _ conjunction: String) -> String {
            guard let last = names.last, names.count > 1 else { return names.first ?? "" }
            return "\(names.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
        }
    }
}
