import JSONRecords
import Mimecast
import TestSupport
import Testing

@Suite struct ExpectedFormatTests {
    /// The event time, or the fault as `reason field found`.
    private func check(_ json: String, _ kind: Kind, isInGetLogs: Bool = false) throws -> String {
        try withRecord(json) { record, _ in
            switch ExpectedFormat.check(record, kind: kind, isInGetLogs: isInGetLogs) {
            case .asExpected(let time): return String(time)
            case .unexpected(let fault):
                let found = fault.found.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "-"
                return "\(fault.reason.rawValue) \(fault.field.name) \(found)"
            }
        }
    }

    private let date = #""date":"2024-11-17T17:02:30+0000""#
    private let expected = "1731862950000"

    @Test func `Whole records are as expected`() throws {
        #expect(try check(#"{"result":"safe",\#(date)}"#, .attachment) == expected)
        #expect(try check(#"{"scanResult":"clean",\#(date)}"#, .url, isInGetLogs: true) == expected)
        #expect(try check(#"{"eventTime":"2024-11-17T17:02:30Z"}"#, .impersonation) == expected)
        #expect(try check(#"{"timestamp":1731862950000,"processingId":"p"}"#, .url) == expected)
        #expect(
            try check(#"{"datetime":"2024-11-17T18:02:30+0100","aCode":"a"}"#, .rejection) == expected)
    }

    @Test func `The first time field with a value counts`() throws {
        let json = #"{"date":null,"eventTime":"","timestamp":"null","datetime":"2024-11-17T17:02:30Z"}"#
        #expect(try check(json, .impersonation) == expected)
        #expect(
            try check(#"{"timestamp":1,\#(date)}"#, .impersonation) == expected, "date comes before timestamp")
    }

    @Test(arguments: [
        (#"{"result":"safe"}"#, Kind.attachment, "missing-field date -"),
        (#"{"scanResult":"clean","date":null}"#, .url, "missing-field date -"),
        (#"{"id":"i"}"#, .impersonation, "missing-field eventTime -"),
        (#"{"processingId":"p"}"#, .url, "missing-field timestamp -"),
        (#"{"aCode":"a"}"#, .url, "missing-field datetime -"),
    ])
    func `A record without time is told which field is missing`(
        json: String, kind: Kind, fault: String
    ) throws {
        #expect(try check(json, kind) == fault)
    }

    @Test func `A time that is none is shown`() throws {
        #expect(
            try check(#"{"scanResult":"clean","date":"yesterday"}"#, .url)
                == #"bad-timestamp date "yesterday""#)
        #expect(
            try check(#"{"timestamp":170000000,"eventType":"url protect"}"#, .url)
                == "bad-timestamp timestamp 170000000")
        #expect(try check(#"{"eventTime":true}"#, .impersonation) == "bad-timestamp eventTime true")
    }

    @Test func `Get-logs records must have their verdict`() throws {
        #expect(try check("{\(date)}", .attachment) == "missing-field result -")
        #expect(try check("{\(date)}", .url) == "missing-field scanResult -")
        #expect(try check(#"{"scanResult":"",\#(date)}"#, .url) == "missing-field scanResult -")
        #expect(try check("{\(date)}", .impersonation) == expected)
    }

    @Test(arguments: ["processingId", "aggregateId", "aCode", "acc", "eventType"])
    func `SIEM records have no verdict, unless a get-logs envelope holds them`(mark: String) throws {
        let json = #"{"\#(mark)":null,\#(date)}"#
        #expect(try check(json, .url) == expected)
        #expect(try check(json, .attachment) == expected)
        #expect(try check(json, .url, isInGetLogs: true) == "missing-field scanResult -")
    }

    @Test(arguments: ["subject", "url", "result", "messageId", "date", "type", "hits", "category"])
    func `A list or an object is no text`(field: String) throws {
        #expect(try check(#"{"\#(field)":["x"]}"#, .attachment) == #"wrong-type \#(field) ["x"]"#)
        #expect(try check(#"{"\#(field)":{"a":1}}"#, .attachment) == #"wrong-type \#(field) {"a":1}"#)
    }

    @Test(arguments: ["5", "true", "1.5e3", "null", #""x""#])
    func `Strings, numbers and booleans stand in for each other`(value: String) throws {
        let json = #"{"subject":\#(value),"hits":\#(value),"taggedMalicious":\#(value),\#(date)}"#
        #expect(try check(json, .impersonation) == expected)
    }

    @Test(arguments: [
        (#""identifiers":["a","b"]"#, nil), (#""identifiers":[]"#, nil), (#""identifiers":null"#, nil),
        (#""identifiers":"""#, nil), (#""identifiers":"a""#, #"identifiers "a""#),
        (#""identifiers":[1]"#, "identifiers [1]"), (#""identifiers":["a",null]"#, #"identifiers ["a",null]"#),
        (#""identifiers":[["a"]]"#, #"identifiers [["a"]]"#), (#""identifiers":{}"#, "identifiers {}"),
        (#""impersonationResults":[{"a":1}]"#, nil), (#""impersonationResults":{}"#, "impersonationResults {}"),
        (#""impersonationResults":"x""#, #"impersonationResults "x""#),
        (#""recipients":"a@b""#, nil), (#""recipients":["a@b", "c@d"]"#, nil),
        (#""recipients":[1]"#, "recipients [1]"), (#""Rcpt":["a\"]\"@b"]"#, nil),
        (#""Rcpt":{"a":1}"#, #"Rcpt {"a":1}"#), (#""recipient":["a@b"]"#, #"recipient ["a@b"]"#),
    ] as [(String, String?)])
    func `Lists stand only where Mimecast writes lists`(member: String, fault: String?) throws {
        let outcome = try check("{\(member),\(date)}", .impersonation)
        #expect(outcome == fault.map { "wrong-type \($0)" } ?? expected)
    }

    @Test func `Fields that nobody reads may hold anything`() throws {
        let json = #"{"tagMap":{"a":{"b":["c"]}},"unheardOf":[1],"fail":[],\#(date)}"#
        #expect(try check(json, .impersonation) == expected)
    }
}
