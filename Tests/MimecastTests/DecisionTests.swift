import Mimecast
import TestSupport
import Testing

/// What scripts/mutate found that no other test of this module noticed: each condition of a decision
/// alone.
@Suite struct DecisionTests {
    private func rule(_ json: String) throws -> KindEvidence.KeyRule? {
        let decision = try withRecord(json) { record, _ in Kind.decide(record, array: nil) }
        if case .keys(let rule) = decision?.evidence { return rule }
        return nil
    }

    @Test(arguments: ["date", "eventTime", "timestamp", "datetime", "result", "scanResult"])
    func `a time or a verdict alone is evidence of a record`(name: String) throws {
        #expect(try withRecord(#"{"\#(name)":"x"}"#) { record, _ in Kind.hasEvidence(record) })
        #expect(try !withRecord(#"{"\#(name)":null}"#) { record, _ in Kind.hasEvidence(record) })
    }

    @Test func `a type that is known is evidence, and another field is none`() throws {
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
    func `a part of what a rule asks fits no rule`(json: String) throws {
        #expect(try rule(json) == nil)
    }

    @Test(arguments: ["aCode", "acc", "processingId", "aggregateId"])
    func `any id of the vendor is a mark`(name: String) throws {
        #expect(try rule(#"{"\#(name)":"x"}"#) == .vendorIDs)
    }

    @Test(arguments: [
        (#""impersonationResults":[{}]"#, KindEvidence.KeyRule.impersonationResults),
        (#""definition":"d","hits":3"#, .definitionAndHits),
        (#""Definition":"d","Hits":"3""#, .siem1DefinitionAndHits),
        (#""taggedMalicious":true,"policyDefinition":"p""#, .taggedMaliciousAndPolicy),
        (#""virusFound":"v""#, .otherMarks),
    ])
    func `a rule in front wins over what a click or an attachment log has`(
        members: String, expected: KindEvidence.KeyRule
    ) throws {
        #expect(try rule(#"{"url":"u","scanResult":"clean",\#(members)}"#) == expected)
        #expect(try rule(#"{"result":"safe","fileName":"f",\#(members)}"#) == expected)
    }

    @Test func `a field of a rule in front that does not fit changes nothing`() throws {
        #expect(
            try rule(#"{"result":"safe","fileName":"f","definition":"d"}"#) == .resultAndFile)
        #expect(
            try rule(#"{"result":"safe","fileHash":"f","definition":"d"}"#) == .resultAndFile)
        #expect(
            try rule(#"{"url":"u","scanResult":"clean","definition":"d"}"#) == .urlAndCompanion)
    }

    @Test func `the fields of time and verdict are these, in this order`() {
        #expect(ExpectedFormat.timeFields == [.date, .eventTime, .timestamp, .datetime])
        #expect(Verdict.fields == [.result, .scanResult])
    }

    @Test(arguments: ["date", "eventTime", "timestamp", "datetime"])
    func `a time that holds a list is of the wrong type`(name: String) throws {
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
    func `the time that is missing is the one of such records`(
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
