import Mimecast
import TestSupport
import Testing

@Suite struct KindTests {
    private func decide(_ json: String) throws -> Kind.Decision? {
        try withRecord(json) { record, array in
            Kind.decide(record, array: array.map(Kind.init(arrayName:)))
        }
    }

    @Test(arguments: [
        ("attachmentLogs", Kind.attachment), ("impersonationLogs", .impersonation),
        ("clickLogs", .url), ("dlpLogs", .other), ("heldReleaseLogs", .other), ("logs", .other),
    ])
    func `the envelope's array comes first`(name: String, kind: Kind) throws {
        let json =
            #"{"data":[{"\#(name)":[{"type":"url protect","url":"u","scanResult":"clean"}]}]}"#
        #expect(try decide(json) == Kind.Decision(kind: kind, evidence: .arrayName))
    }

    @Test(arguments: [
        ("attachment protect", Kind.attachment), ("impersonation protect", .impersonation),
        ("url protect", .url), ("URL Protect", .url), ("  Url protect ", .url),
        (#"url\u0020protect"#, .url), ("receipt", .other), ("process", .other),
        ("delivery", .other),
        ("journal", .other), ("av", .other), ("AV", .other), ("spam", .other),
        ("internal email protect", .other), ("iep", .other), ("audit", .other), ("dlp", .other),
        ("entities", .other), ("mailflow", .other), ("urlclick", .other), ("antivirus", .other),
        ("email_ttp_url", .url), ("email_ttp_ap", .attachment), ("email_ttp_ip", .impersonation),
        ("ttp-url", .url), ("TTP_Attachment", .attachment),
        ("email_ttp_impersonation", .impersonation),
        ("email_antivirus", .other), ("email-receipt", .other), ("url_protect", .url),
    ])
    func `a type field comes second, whatever its name`(word: String, kind: Kind) throws {
        for field in Kind.typeFields.fields {
            #expect(
                try decide(#"{"\#(field.name)":"\#(word)","aCode":"a"}"#)
                    == Kind.Decision(kind: kind, evidence: .typeField(field)))
        }
    }

    @Test func `an unknown type leaves the decision to eventType, then to keys`() throws {
        #expect(try decide(#"{"type":null,"eventType":"url protect"}"#)?.kind == .url)
        #expect(try decide(#"{"type":"MTA","eventType":"url protect"}"#)?.kind == .url)
        #expect(
            try decide(#"{"type":"MTA","impersonationResults":[{}]}"#)
                == Kind.Decision(kind: .impersonation, evidence: .keys(.impersonationResults)))
        #expect(try decide(#"{"type":["url protect"]}"#) == nil)
    }

    @Test(arguments: [
        (#""action":"Rej""#, Kind.rejection), (#""action":"REJ""#, .rejection),
        (#""action":"Acc""#, .other), (#""rejectionInfo":"Invalid Recipient""#, .rejection),
        (#""rejectionInfo":null"#, .other), (#""rejectionInfo":" ""#, .other),
        (#""rejectionInfo":"null""#, .other), (#""rejectionType":"IP Found in RBL""#, .rejection),
        (#""rejectionType":"","action":"Acc""#, .other),
    ])
    func `a receipt is a rejection if the mail was rejected`(member: String, kind: Kind) throws {
        #expect(try decide(#"{"type":"receipt",\#(member)}"#)?.kind == kind)
    }

    @Test(arguments: [
        (
            #"{"impersonationResults":[{}]}"#, Kind.impersonation,
            KindEvidence.KeyRule.impersonationResults
        ),
        (
            #"{"taggedMalicious":"true","policyDefinition":"p"}"#, .impersonation,
            .taggedMaliciousAndPolicy
        ),
        (
            #"{"taggedMalicious":false,"itemsDetected":0}"#, .impersonation,
            .taggedMaliciousAndPolicy
        ),
        (#"{"auditType":"Logon"}"#, .other, .otherMarks),
        (#"{"virusFound":"v","fileName":"f","sha256":"h"}"#, .other, .otherMarks),
        (#"{"scanResults":"Blocked","url":"u","urlCategory":"c"}"#, .other, .otherMarks),
        (
            #"{"ScanResultInfo":"Blocked","URL":"u","UrlCategory":"c","acc":"C1"}"#, .other,
            .otherMarks
        ),
        (#"{"url":"u","blockReason":"malicious"}"#, .url, .urlAndCompanion),
        (#"{"policy":"p","eventTime":"t","senderAddress":"s"}"#, .other, .dlp),
        (#"{"processingId":"p"}"#, .other, .vendorIDs),
        (#"{"aggregateId":"p"}"#, .other, .vendorIDs),
        (#"{"definition":"d","hits":1}"#, .impersonation, .definitionAndHits),
        (#"{"Definition":"d","Hits":"1","aCode":"a"}"#, .impersonation, .siem1DefinitionAndHits),
        (#"{"url":"u","scanResult":"clean"}"#, .url, .urlAndCompanion),
        (#"{"url":"u","ttpDefinition":"d"}"#, .url, .urlAndCompanion),
        (#"{"url":"u","userEmailAddress":"e"}"#, .url, .urlAndCompanion),
        (#"{"url":"u","urlCategory":"c","aCode":"a"}"#, .url, .urlAndCompanion),
        (#"{"result":"safe","fileName":"f"}"#, .attachment, .resultAndFile),
        (#"{"result":"safe","fileHash":"h"}"#, .attachment, .resultAndFile),
        (#"{"fileName":"f","sha256":"h","aCode":"a"}"#, .attachment, .fileAndHash),
        (#"{"RejType":"t","Act":"Rej","aCode":"a"}"#, .rejection, .refusedReceipt),
        (#"{"RejInfo":"t","Act":"rej"}"#, .rejection, .refusedReceipt),
        (#"{"fileName":"f","sha256":"h","Virus":"v","aCode":"a"}"#, .other, .otherMarks),
        (#"{"RejType":"t","Act":"Acc","acc":"C1"}"#, .other, .vendorIDs),
        (#"{"Definition":"d","hits":1,"acc":"C1"}"#, .other, .vendorIDs),
    ])
    func `combinations of fields come third`(
        json: String, kind: Kind, rule: KindEvidence.KeyRule
    ) throws {
        #expect(try decide(json) == Kind.Decision(kind: kind, evidence: .keys(rule)))
    }

    @Test(arguments: [
        "{}", #"{"url":"u"}"#, #"{"result":"safe"}"#, #"{"fileName":"f","hits":1}"#,
        #"{"RejType":"t"}"#, #"{"definition":"d"}"#, #"{"type":"unheard of"}"#, #"{"something":1}"#,
    ])
    func `nothing else has a kind`(json: String) throws {
        #expect(try decide(json) == nil)
    }

    /// Tables of several kinds have every column in every row.
    @Test(arguments: ["null", #""""#, #""null""#, "[]", "{}", "[ ]"])
    func `an empty field decides nothing`(nothing: String) throws {
        let click = #""url":"u","scanResult":"clean""#
        let columns = Field.allCases.map(\.name).filter { $0 != "url" && $0 != "scanResult" }
            .map { #""\#($0)":\#(nothing)"# }.joined(separator: ",")
        #expect(try decide("{\(columns),\(click)}")?.evidence == .keys(.urlAndCompanion))
        #expect(try decide(#"{"impersonationResults":\#(nothing)}"#) == nil)
        #expect(try decide(#"{"processingId":\#(nothing)}"#) == nil)
    }

    /// A sender must not be able to hide a file by naming it that way.
    @Test func `a file or an address named null counts as a value`() throws {
        #expect(try decide(#"{"fileName":"null","sha256":"h"}"#)?.kind == .attachment)
        #expect(try decide(#"{"url":"null","scanResult":"malicious"}"#)?.kind == .url)
    }

    @Test(arguments: [
        ("clicklogs", Kind.url), ("CLICKLOGS", .url), ("click_logs", .url),
        ("attachment-logs", .attachment), ("ImpersonationLogs", .impersonation),
        ("clickLogs_s", .url), ("ATTACHMENT_LOGS_T", .attachment),
    ])
    func `the page's array may have any spelling`(name: String, kind: Kind) throws {
        #expect(Kind(arrayName: Array(name.utf8)) == kind)
        #expect(
            try decide(#"{"data":[{"\#(name)":[{"x":1}]}]}"#)
                == Kind.Decision(kind: kind, evidence: .arrayName))
        #expect(
            try decide(#"{"\#(name)":[{"x":1}]}"#)
                == Kind.Decision(kind: kind, evidence: .arrayName))
    }

    /// Each record has the keys of its rule and of all later rules.
    @Test func `with keys of several kinds the earlier rule decides`() throws {
        let members: [(rule: KindEvidence.KeyRule, text: String)] = [
            (.impersonationResults, #""impersonationResults":[{}]"#),
            (.definitionAndHits, #""definition":"d","hits":1"#),
            (.siem1DefinitionAndHits, #""Definition":"d","Hits":1"#),
            (.taggedMaliciousAndPolicy, #""taggedMalicious":true,"itemsDetected":1"#),
            (.otherMarks, #""virusFound":"v""#),
            (.urlAndCompanion, #""url":"u","urlCategory":"c""#),
            (.resultAndFile, #""result":"r","fileHash":"h""#),
            (.fileAndHash, #""fileName":"f","sha256":"h""#),
            (.refusedReceipt, #""RejInfo":"i","Act":"Rej""#), (.vendorIDs, #""acc":"C1""#),
            (.dlp, #""policy":"p","eventTime":"t","senderAddress":"s""#),
        ]
        #expect(members.map(\.rule) == KindEvidence.KeyRule.allCases)
        for (place, member) in members.enumerated() {
            let json = "{\(members[place...].reversed().map(\.text).joined(separator: ","))}"
            #expect(try decide(json)?.evidence == .keys(member.rule), "\(json)")
        }
        let everything = members.map(\.text).joined(separator: ",")
        #expect(try decide(#"{\#(everything),"type":"receipt"}"#)?.kind == .other)
        #expect(
            try decide(#"{"data":[{"clickLogs":[{\#(everything),"type":"receipt"}]}]}"#)
                == Kind.Decision(kind: .url, evidence: .arrayName))
    }

    @Test func `type comes before eventType`() throws {
        let decision = try decide(
            #"{"eventType":"url protect","type":"process","url":"u","scanResult":"r"}"#)
        #expect(decision == Kind.Decision(kind: .other, evidence: .typeField(.type)))
    }

    @Test
    func `a rejected receipt is recognised by its action in any spelling`()
        throws
    {
        for action in [" rej ", #"\u0052ej"#, "rEJ"] {
            #expect(try decide(#"{"type":"Receipt","action":"\#(action)"}"#)?.kind == .rejection)
        }
        #expect(try decide(#"{"type":"receipt","action":"Rejected"}"#)?.kind == .other)
        #expect(try decide(#"{"type":"receipt","rejectionInfo":"\r\n"}"#)?.kind == .other)
        #expect(try decide(#"{"type":"process","action":"Rej"}"#)?.kind == .other)
    }

    @Test func `every rule on keys has its own text`() {
        #expect(
            Set(KindEvidence.KeyRule.allCases.map(\.text)).count
                == KindEvidence.KeyRule.allCases.count)
    }

    @Test func `a batch listing is distinguished from a record`() throws {
        #expect(
            try withRecord(#"{"value":[{"url":"https://s3/x.json.gz","expiry":"e","size":1}]}"#) {
                record, _ in
                Kind.decide(record, array: nil) == nil && Kind.isBatchListing(record)
            })
        // An entry without a size is not a batch file: it must be seen and rejected.
        for text in [#"{"url":"u"}"#, #"{"url":"u","expiry":"e"}"#, #"{"url":"u","size":1}"#] {
            #expect(try withRecord(text) { record, _ in !Kind.isBatchListing(record) })
        }
    }

    /// They are part of the bytes that alert ids are made from.
    @Test func `kinds keep their numbers`() {
        #expect(Kind.allCases.map(\.rawValue) == [1, 2, 3, 4, 5])
        #expect(
            Kind.allCases.map(\.name) == [
                "attachment", "impersonation", "url", "rejection", "other",
            ])
    }
}
