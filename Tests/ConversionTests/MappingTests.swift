import Accounts
import JSONRecords
import Mimecast
import Sophos
import TestSupport
import Testing

@testable import Pipeline

@Suite struct AlertMappingTests {
    /// All values of an alert, by key.
    private func values(_ json: String, _ category: Sophos.Category = .url) throws -> [String:
        String]
    {
        var plan = AlertPlan(category)
        return try values(json, by: &plan)
    }

    private func values(_ json: String, by plan: inout AlertPlan) throws -> [String: String] {
        try withRecord(json) { record, _ in
            var values = AlertValues()
            plan.fill(&values, from: record)
            var texts: [String: String] = [:]
            for key in AlertKey.inOrder {
                texts[key.name.description] = values[key].map {
                    String(decoding: $0.bytes, as: UTF8.self)
                }
            }
            return texts
        }
    }

    /// What the rows say is in docs/MAPPING.md, which a test compares with them.
    @Test func `every key that fields feed has a row, in the order of the keys`() {
        let fed = AlertKey.inOrder.filter { $0.shape != .constant && $0.shape != .record }
        #expect(AlertMapping.rows.map(\.key) == fed)
        let fields = AlertMapping.rows.flatMap(\.fields)
        #expect(Set(fields).count == fields.count, "no field feeds two keys")
        for row in AlertMapping.rows { #expect(Set(row.lists).isSubset(of: row.fields)) }
    }

    @Test(arguments: AlertMapping.rows.map(\.key))
    func `a key takes its first field that is not missing`(key: AlertKey) throws {
        let name = key.name.description
        let row = try #require(AlertMapping.rows.first { $0.key == key })
        let fields = row.fields.map(\.name)
        for first in fields.indices {
            // Text that a sender controls never counts as missing.
            let isChosen = FieldSet.chosen.contains(row.fields[0])
            for missing in [nil, "null", "\"\""] + (isChosen ? [] : ["\"null\""]) {
                // The preferred fields come last in the record, whose order does not matter.
                let held = fields[first...].map { "\"\($0)\":\"v-\($0)\"" }
                let empty =
                    missing.map { text in fields[..<first].map { "\"\($0)\":\(text)" } } ?? []
                let json = "{\((held.reversed() + empty).joined(separator: ","))}"
                #expect(try values(json) == [name: "\"v-\(fields[first])\""], "\(json)")
                let field = try withRecord(json) { record, _ in
                    AlertMapping.field(of: row, in: record)
                }
                #expect(field?.name == fields[first])
            }
        }
        let nothing = "{\(fields.map { "\"\($0)\":null" }.joined(separator: ","))}"
        #expect(try values(nothing) == [:])
        #expect(
            try withRecord(nothing) { record, _ in AlertMapping.field(of: row, in: record) == nil })
    }

    @Test func `a reused plan fills like a new one`() throws {
        let fields = AlertMapping.rows.flatMap(\.fields).map(\.name)
        var random = SeededRandom(65)
        for category in Sophos.Category.allCases {
            var used = AlertPlan(category)
            var json = "{}"
            for number in 0..<400 {
                // Every other record has the fields of the previous one, with different values.
                var chosen = fields.filter { _ in Bool.random(using: &random) }
                if number % 2 == 1 { chosen = fields.filter { json.contains("\"\($0)\":") } }
                let members = chosen.map { field in
                    let value = ["\"v\(number)\"", "null", "\"\""].randomElement(using: &random)
                    return "\"\(field)\":\(value ?? "")"
                }
                json = "{\(members.shuffled(using: &random).joined(separator: ","))}"
                #expect(try values(json, by: &used) == values(json, category), "\(json)")
            }
        }
    }

    @Test func `only clicks have a link's category`() throws {
        let json = #"{"category":"Business","urlCategory":"x"}"#
        #expect(try values(json, .url) == ["url_category": "\"Business\""])
        for category in [Sophos.Category.attachment, .impersonation, .rejection] {
            #expect(try values(json, category) == [:])
        }
    }

    @Test func `values are slices of the record, including escapes`() throws {
        #expect(
            try values(
                #"{"url":"https:\/\/x","hits":1,"taggedMalicious":true,"identifiers":[ "a" ]}"#)
                == [
                    "url": #""https:\/\/x""#, "hits": "1", "tagged_malicious": "true",
                    "identifiers": #"[ "a" ]"#,
                ])
    }

    @Test func `numbers, booleans and addresses are read whatever is escaped in them`() throws {
        let result = try convert(
            text: #"{"type":"impersonation protect","timestamp":1731862950000,"acc":"C","#
                + #""hits":"\u0033","taggedMalicious":"tru\u0065","taggedExternal":"n\u006f","#
                + #""senderIp":"192\u002e0.2.1"}"#)
        let alert = String(
            decoding: result.tree.files["alerts/in.ndjson.ndjson"] ?? [], as: UTF8.self)
        for part in [
            #""source_info":{"ip":"192.0.2.1"}"#, #""hits":3,"tagged_malicious":true,"vendor""#,
            #""severity":"high""#,
        ] {
            #expect(alert.contains(part), "\(alert)")
        }
        #expect(result.summary.total.oddTypes == ["taggedExternal": 1])
    }

    @Test(arguments: ["[]", "[ ]", "[\"\"]", "[null]", "[\"\",\"null\"]"])
    func `an empty list counts as missing`(list: String) throws {
        #expect(try values("{\"recipients\":\(list),\"Rcpt\":\"r@x\"}") == ["recipient": "\"r@x\""])
        #expect(try values("{\"Rcpt\":\(list)}") == [:])
    }

    @Test func `the person concerned is the first recipient`() throws {
        func source(_ json: String) throws -> String? {
            try withRecord(json) { record, _ in
                var values = AlertValues()
                var plan = AlertPlan(.url)
                plan.fill(&values, from: record)
                return AlertMapping.source(of: values[.recipient]).map {
                    String(decoding: $0.bytes, as: UTF8.self)
                }
            }
        }
        #expect(try source(#"{"userEmailAddress":"u@x"}"#) == "u@x")
        #expect(try source(#"{"recipients":["a@x","b@x"]}"#) == "a@x")
        #expect(try source(#"{"recipients":["","null","b\u0040x"]}"#) == #"b\u0040x"#)
        #expect(try source(#"{"recipients":[null, 5,"b@x"]}"#) == "b@x")
        #expect(try source(#"{"recipients":[],"recipient":"c@x"}"#) == "c@x")
        #expect(try source(#"{"recipient":5}"#) == "5")
        #expect(try source("{}") == nil)
    }

    @Test func `kinds that become alerts have a category and the others have none`() {
        #expect(
            Kind.allCases.map { Category($0) } == [
                .attachment, .impersonation, .url, .rejection, nil,
            ])
    }
}
