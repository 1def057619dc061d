import Accounts
import TestSupport
import Testing

/// What is refused says what to do about it.
@Suite struct HintTests {
    private static let record =
        #"{"url":"u","scanResult":"malicious","date":"2025-07-17T08:42:23Z"}"#

    private func details(_ text: String) throws -> [String] {
        try convert(text: text).summary.firstRejects.values.map(\.detail)
    }

    @Test(arguments: ["\(Disguise.quoted(record))", "[\(Disguise.quoted(record))]"])
    func `JSON written as a string is refused with the command that reads it`(text: String) throws {
        let detail = try #require(try details(text).first)
        #expect(detail.hasPrefix("found a string that contains JSON; expected an object: jq -c"))
        #expect(try details(#""subject {""#).first?.contains("jq") == false)
    }

    @Test func `names behind a prefix are refused with the command that removes it`() throws {
        func flattened(_ prefix: String) -> String {
            "{"
                + ["url", "scanResult", "date"].map { #""\#(prefix)\#($0)":"x""# }
                .joined(separator: ",") + "}"
        }
        for prefix in ["event.", "_source.mimecast."] {
            let detail = try #require(try details(flattened(prefix)).first)
            #expect(detail.contains("\"\(prefix)\" precedes names of Mimecast's: jq -c"))
            #expect(detail.contains("ltrimstr(\"\(prefix)\")"))
        }
        // A name is input: only a harmless one becomes part of a command.
        for prefix in ["it's.", "$(id).", "a b.", #"\"."#] {
            let detail = try #require(try details(flattened(prefix)).first)
            #expect(detail.contains("precedes") && !detail.contains("jq"), "\(prefix)")
        }
        #expect(try details(#"{"a.url":1,"b.date":1,"c.scanResult":1}"#)[0].contains("jq") == false)
    }

    @Test func `a table with columns and rows apart is refused with the command that joins them`()
        throws
    {
        let table = #"{"columns":[{"name":"url"}],"rows":[["u"],["v"]]}"#
        for (text, path) in [
            (table, ". |"), (#"{"tables":[\#(table)]}"#, ".tables[] |"),
            (#"{"a":{"result":\#(table)}}"#, ".a.result |"),
        ] {
            let detail = try #require(try details(text).first)
            #expect(detail.contains("apart: jq -c '\(path) [.columns[]"), "\(text)")
        }
        let detail = try #require(try details(#"{"it's":\#(table)}"#).first)
        #expect(detail.contains("apart") && !detail.contains("jq"))
    }

    @Test func `a record as text inside a list is named with the option that reads it`() throws {
        let text = #"{"entries":[{"content":{"text":\#(Disguise.quoted(Self.record))}}]}"#
        let detail = try #require(try details(text).first)
        #expect(detail.contains(#""entries[].content.text" holds text"#))
        #expect(detail.contains("--unwrap-field text"))
        let read = try convert(text: text) { $0.unwrapFields = ["text"] }
        #expect(read.summary.total.converted == 1)
    }
}
