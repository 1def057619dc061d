import JSONRecords
import TestSupport
import Testing

@testable import Mimecast

/// Conditions of decisions that no other test of this module covered, as found by scripts/mutate.
@Suite struct DecisionTests {
    private func rule(_ json: String) throws -> KindEvidence.KeyRule? {
        let decision = try withRecord(json) { record, _ in Kind.decide(record, array: nil) }
        if case .keys(let rule) = decision?.evidence { return rule }
        return nil
    }

    @Test(
        arguments: (ExpectedFormat.timeFields.fields + Verdict.fields.fields).map(\.name))
    func `a time or a verdict alone is evidence of a record`(name: String) throws {
        #expect(try withRecord(#"{"\#(name)":"x"}"#) { record, _ in Kind.hasEvidence(record) })
        #expect(try !withRecord(#"{"\#(name)":null}"#) { record, _ in Kind.hasEvidence(record) })
    }

    @Test func `a known type is evidence, and another field is not`() throws {
        #expect(
            try withRecord(#"{"type":"url protect"}"#) { record, _ in Kind.hasEvidence(record) })
        #expect(try !withRecord(#"{"type":"MTA"}"#) { record, _ in Kind.hasEvidence(record) })
        #expect(try !withRecord(#"{"subject":"x"}"#) { record, _ in Kind.hasEvidence(record) })
    }

    @Test func `a batch listing has all its three fields`() throws {
        let whole = #"{"url":"u","expiry":"e","size":1}"#
        #expect(try withRecord(whole) { record, _ in Kind.isBatchListing(record) })
        for part in [
            #"{"expiry":"e","size":1}"#, #"{"url":"u","size":1}"#, #"{"url":"u","expiry":"e"}"#,
        ] {
            #expect(try !withRecord(part) { record, _ in Kind.isBatchListing(record) })
        }
    }

    @Test(arguments: [
        #"{"Hits":"3"}"#, #"{"Definition":"d"}"#, #"{"hits":3}"#, #"{"definition":"d"}"#,
        #"{"sha256":"s"}"#, #"{"fileName":"f"}"#, #"{"policy":"p","eventTime":"e"}"#,
        #"{"policy":"p","senderAddress":"s"}"#, #"{"eventTime":"e","senderAddress":"s"}"#,
    ])
    func `part of a rule's fields matches no rule`(json: String) throws {
        #expect(try rule(json) == nil)
    }

    @Test(arguments: ["aCode", "acc", "processingId", "aggregateId"])
    func `any vendor id is a mark`(name: String) throws {
        #expect(try rule(#"{"\#(name)":"x"}"#) == .vendorIDs)
    }

    @Test(arguments: [
        (#""impersonationResults":[{}]"#, KindEvidence.KeyRule.impersonationResults),
        (#""definition":"d","hits":3"#, .definitionAndHits),
        (#""Definition":"d","Hits":"3""#, .siem1DefinitionAndHits),
        (#""taggedMalicious":true,"policyDefinition":"p""#, .taggedMaliciousAndPolicy),
        (#""virusFound":"v""#, .otherMarks),
    ])
    func `an earlier rule takes precedence over a click or an attachment log's fields`(
        members: String, expected: KindEvidence.KeyRule
    ) throws {
        #expect(try rule(#"{"url":"u","scanResult":"clean",\#(members)}"#) == expected)
        #expect(try rule(#"{"result":"safe","fileName":"f",\#(members)}"#) == expected)
    }

    @Test func `a field of an earlier rule that does not match changes nothing`() throws {
        #expect(
            try rule(#"{"result":"safe","fileName":"f","definition":"d"}"#) == .resultAndFile)
        #expect(
            try rule(#"{"result":"safe","fileHash":"f","definition":"d"}"#) == .resultAndFile)
        #expect(
            try rule(#"{"url":"u","scanResult":"clean","definition":"d"}"#) == .urlAndCompanion)
    }

    /// Otherwise the fast path for click and attachment logs would skip it.
    @Test func `each rule before the one on links needs a field that is asked for first`() {
        let asked = KindEvidence.KeyRule.askedBeforeURL
        for rule in KindEvidence.KeyRule.allCases.prefix(while: { $0 != .urlAndCompanion }) {
            #expect(!rule.needed.isEmpty)
            #expect(asked.union(rule.needed) == asked, "\(rule)")
        }
    }

    @Test func `the sets of a rule hold what its text names, and nothing else`() {
        for rule in KindEvidence.KeyRule.allCases {
            let words = rule.text.replacing(",", with: "").split(separator: " ").map(String.init)
            let named = Field.allCases.filter { words.contains($0.name) }
            #expect(rule.fields == FieldSet(named), "\(rule)")
        }
    }

    @Test(arguments: ExpectedFormat.timeFields.fields.map(\.name))
    func `a time that is a list has the wrong type`(name: String) throws {
        let fault = try withRecord(#"{"\#(name)":["x"]}"#) { record, _ -> FormatFault.Reason? in
            #expect(ExpectedFormat.hasTime(record))
            if case .unexpected(let fault) = ExpectedFormat.check(
                record, kind: .impersonation, isInGetLogs: false)
            {
                return fault.reason
            }
            return nil
        }
        #expect(fault == .wrongType)
    }

    @Test(arguments: [
        (#"{"subject":"x"}"#, Kind.rejection, Field.timestamp),
        (#"{"subject":"x"}"#, .other, .timestamp),
        (#"{"acc":"x"}"#, .rejection, .datetime), (#"{"aCode":"x"}"#, .url, .datetime),
        (#"{"processingId":"x"}"#, .url, .timestamp),
        (#"{"subject":"x"}"#, .impersonation, .eventTime),
    ])
    func `the missing time is the one that such records have`(
        json: String, kind: Kind, field: Field
    ) throws {
        let missing = try withRecord(json) { record, _ -> Field? in
            #expect(!ExpectedFormat.hasTime(record))
            if case .unexpected(let fault) = ExpectedFormat.check(
                record, kind: kind, isInGetLogs: false),
                fault.reason == .missingField
            {
                return fault.field
            }
            return nil
        }
        #expect(missing == field)
    }
}
