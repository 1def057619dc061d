import Accounts
import JSONRecords
import Pipeline
import Sophos
import TestSupport
import Testing

@Suite struct NamingTests {
    /// The name and the branch that gave it, as `branch name`.
    private func name(_ json: String, _ category: Sophos.Category) throws -> String {
        try withRecord(json) { record, _ in
            let (name, branch) = Naming.name(of: record, in: category)
            switch name {
            case .text(let text): return "\(branch.rawValue) \(text)"
            case .slice(let text):
                return "\(branch.rawValue) \(String(decoding: text.bytes, as: UTF8.self))"
            }
        }
    }

    @Test(arguments: [
        "{}", #"{"ttpDefinition":"d","creationMethod":"c","reason":"r","rejectionInfo":"i"}"#,
    ])
    func `attachments and impersonations have constant names`(json: String) throws {
        #expect(try name(json, .attachment) == "rule Unsafe Email Attachment")
        #expect(try name(json, .impersonation) == "rule Impersonation Attempt")
    }

    @Test(arguments: [
        // ttpDefinition is empty: creationMethod.
        (#"{"creationMethod":"User Click"}"#, "rule User Click"),
        (#"{"ttpDefinition":null,"creationMethod":"User Click"}"#, "rule User Click"),
        (#"{"ttpDefinition":"","creationMethod":"User Click","reason":"r"}"#, "rule User Click"),
        (#"{"ttpDefinition":"null","creationMethod":"User Click"}"#, "rule User Click"),
        // Otherwise: reason.
        (#"{"ttpDefinition":"d","creationMethod":"c","reason":"r"}"#, "rule r"),
        (#"{"reason":"malicious","ttpDefinition":"d"}"#, "rule malicious"),
        // The rule yields nothing.
        (#"{"ttpDefinition":"d","creationMethod":"c"}"#, "ttpDefinition d"),
        (#"{"ttpDefinition":"d","reason":null}"#, "ttpDefinition d"),
        (#"{"ttpDefinition":"d","reason":""}"#, "ttpDefinition d"),
        (#"{"ttpDefinition":"d","reason":"  "}"#, "ttpDefinition d"),
        (#"{"ttpDefinition":"d","reason":"\r\n\t"}"#, "ttpDefinition d"),
        (#"{"ttpDefinition":"  ","creationMethod":"c"}"#, "creationMethod c"),
        (#"{"ttpDefinition":"\u0020","creationMethod":"c"}"#, "creationMethod c"),
        (#"{"ttpDefinition":" ","creationMethod":"c","reason":"r"}"#, "rule r"),
        ("{}", "constant URL Protection"),
        (#"{"ttpDefinition":" ","creationMethod":"\n"}"#, "constant URL Protection"),
        (#"{"creationMethod":"null"}"#, "constant URL Protection"),
        // SIEM records: their reasons name nothing.
        (#"{"url":"u","reason":"malicious","aCode":"a"}"#, "constant URL Protection"),
        (#"{"url":"u","blockReason":"malicious","processingId":"p"}"#, "constant URL Protection"),
        // Verbatim.
        (#"{"ttpDefinition":" Inbound \u0055RL 'x' "}"#, #"ttpDefinition  Inbound \u0055RL 'x' "#),
        (#"{"creationMethod":5}"#, "rule 5"),
    ])
    func `a click is named by the first branch that yields text`(json: String, expected: String)
        throws
    {
        #expect(try name(json, .url) == expected)
    }

    @Test(arguments: [
        (#"{"rejectionInfo":"Invalid Recipient"}"#, "rule Invalid Recipient"),
        (
            #"{"rejectionInfo":"Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550 [x.uk]"}"#,
            "rule Invalid Recipient"
        ),
        (
            #"{"RejInfo":"IP Temporarily Blacklisted - http:\/\/x - http://y"}"#,
            "rule IP Temporarily Blacklisted"
        ),
        (#"{"rejectionInfo":" a  - HTTPS://x"}"#, "rule a"),
        (#"{"rejectionInfo":"\t a\u0020\u002D \u0048ttps:\/\/x"}"#, "rule a"),
        (#"{"rejectionInfo":"\u0020é\r\n"}"#, "rule é"),
        (#"{"RejInfo":"\n","RejType":"t"}"#, "rule t"),
        (
            #"{"rejectionInfo":"Anti-Spoofing policy - Inbound not allowed"}"#,
            "rule Anti-Spoofing policy - Inbound not allowed"
        ),
        (#"{"rejectionInfo":"a- https://x"}"#, "rule a- https://x"),
        (#"{"rejectionInfo":"a - htt"}"#, "rule a - htt"),
        (#"{"rejectionInfo":" - https://x","rejectionType":"t"}"#, "rule t"),
        (#"{"rejectionInfo":" - http","RejType":"t"}"#, "rule t"),
        (#"{"rejectionInfo":null,"RejInfo":"i","rejectionType":"t"}"#, "rule i"),
        (#"{"rejectionInfo":"i","RejInfo":"j"}"#, "rule i"),
        (#"{"rejectionInfo":"\t","RejInfo":"j"}"#, "rule j"),
        (
            #"{"rejectionInfo":"  ","rejectionType":"Manual Envelope Rejection"}"#,
            "rule Manual Envelope Rejection"
        ),
        (#"{"RejType":"t - https://x"}"#, "rule t"),
        (#"{"rejectionType":"t","RejType":"u"}"#, "rule t"),
        (#"{"action":"Rej"}"#, "constant Message Rejected"),
        (#"{"reason":"r","ttpDefinition":"d","creationMethod":"c"}"#, "constant Message Rejected"),
    ])
    func `a rejected message is named by the reply, without its link`(
        json: String, expected: String
    )
        throws
    {
        #expect(try name(json, .rejection) == expected)
    }

    @Test func `branches have the names used in the summary`() {
        #expect(
            NamedBy.allCases.map(\.rawValue) == [
                "rule", "ttpDefinition", "creationMethod", "constant",
            ])
        #expect(NamedBy.allCases.map(\.index) == [0, 1, 2, 3])
    }
}
