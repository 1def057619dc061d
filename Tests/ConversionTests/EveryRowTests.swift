import Accounts
import Sophos
import TestSupport
import Testing

/// Every row of Sophos's table can come from a log that Mimecast writes.
@Suite struct EveryRowTests {
    private static let link = " - https://community.mimecast.com/docs/DOC-1369#550 [Kd8.uk231]"

    private static func click(_ definition: String) -> String {
        #"{"clickLogs":[{"url":"u","scanResult":"malicious","date":"2024-11-17T17:00:30+0000","ttpDefinition":\#(definition)}]}"#
    }

    /// A page with one record, and the row it should match.
    private static let pages: [(record: String, alertType: String)] =
        [
            (
                #"{"attachmentLogs":[{"result":"malicious","date":"2024-11-17T17:00:30+0000"}]}"#,
                "Unsafe Email Attachment"
            ),
            (
                #"{"impersonationLogs":[{"hits":1,"eventTime":"2024-11-17T17:00:30+0000"}]}"#,
                "Impersonation Attempt"
            ),
            (click("null"), "URL Protection"),
            (click("\"Default URL Protection Definition\""), "Default URL Protection"),
            (
                click("\"Default Inbound URL Protect Definition\""),
                "Default Inbound URL Protect Definition"
            ),
        ]
        + [
            "IP Temporarily Blacklisted", "Submitter failed to authenticate",
            "Anti-Spoofing policy - Inbound not allowed", "Invalid Recipient",
            "Exceeding outbound thread limit", "Message bounced due to Content Examination Policy",
        ].flatMap { name in
            [
                // SIEM 2.0 in a batch, SIEM 2.0 on a page, SIEM 1.0.
                (
                    #"{"type":"receipt","timestamp":1731863000000,"processingId":"p","action":"Rej","rejectionType":"Class","rejectionInfo":"\#(name)\#(link)"}"#,
                    name
                ),
                (
                    #"{"eventType":" Receipt ","timestamp":"1731863000000","processingId":"p","action":"acc","rejectionInfo":"\#(name.uppercased())\#(link.uppercased())"}"#,
                    name
                ),
                (
                    #"{"datetime":"2024-11-17T18:03:20+0100","aCode":"a","acc":"C0","Act":"rEJ","RejType":"Class","RejInfo":"\#(name)\#(link)"}"#,
                    name
                ),
                (
                    #"{"datetime":"2024-11-17T18:03:20+0100","aCode":"a","Act":"Rej","RejInfo":"  ","RejType":"\#(name)"}"#,
                    name
                ),
            ]
        }

    @Test(arguments: pages)
    func `a record matches its row`(record: String, alertType: String) throws {
        let isPage = record.contains("Logs\":[")
        let text = isPage ? #"{"data":[\#(record)],"fail":[]}"# : record
        let (summary, _) = try convert(text: text) { $0.categories.insert(.rejection) }
        #expect(summary.total.converted == 1)
        let types = summary.total.alertTypes.keys.map { type in
            [String(decoding: type.alertType, as: UTF8.self), type.threatID, type.threatName]
        }
        let row = try #require(
            ThreatMapping.builtIn.rows.first { $0.alertType == alertType })
        #expect(types == [[alertType, row.threat.id, row.threat.name]])
    }

    @Test func `no row is missing`() {
        #expect(
            Set(Self.pages.map(\.alertType)) == Set(ThreatMapping.builtIn.rows.map(\.alertType)))
    }

    @Test func `rejections are alerts only on request`() throws {
        let record = Self.pages[5].record
        let (summary, _) = try convert(text: record)
        #expect(summary.total.filtered[.category] == 1)
        let accepted =
            #"{"type":"receipt","timestamp":1731863000000,"processingId":"p","action":"Acc","rejectionInfo":null,"rejectionType":""}"#
        let (other, _) = try convert(text: accepted) { $0.categories.insert(.rejection) }
        #expect(other.total.filtered[.otherKind] == 1)
    }

    @Test func `a rejection without a reason gets a name of ours`() throws {
        let record =
            #"{"type":"receipt","timestamp":1731863000000,"processingId":"p","action":"Rej","rejectionInfo":" - https://x.example/","rejectionType":"null"}"#
        let (summary, _) = try convert(text: record) { $0.categories.insert(.rejection) }
        let type = try #require(summary.total.alertTypes.keys.first)
        #expect(String(decoding: type.alertType, as: UTF8.self) == "Message Rejected")
        #expect(summary.total.namedBy == [.constant: 1])
        #expect(summary.total.severities == [.low: 1])
    }
}
