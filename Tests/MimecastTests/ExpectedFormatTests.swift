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
                return "\(fault.reason) \(fault.field.name) \(found)"
            }
        }
    }

    private let date = #""date":"2024-11-17T17:02:30+0000""#
    private let expected = "1731862950000"

    @Test func `complete records are as expected`() throws {
        #expect(try check(#"{"result":"safe",\#(date)}"#, .attachment) == expected)
        #expect(try check(#"{"scanResult":"clean",\#(date)}"#, .url, isInGetLogs: true) == expected)
        #expect(try check(#"{"eventTime":"2024-11-17T17:02:30Z"}"#, .impersonation) == expected)
        #expect(try check(#"{"timestamp":1731862950000,"processingId":"p"}"#, .url) == expected)
        #expect(
            try check(#"{"datetime":"2024-11-17T18:02:30+0100","aCode":"a"}"#, .rejection)
                == expected)
    }

    @Test func `the first time field with a value counts`() throws {
        let json =
            #"{"date":null,"eventTime":"","timestamp":"null","datetime":"2024-11-17T17:02:30Z"}"#
        #expect(try check(json, .impersonation) == expected)
        #expect(
            try check(#"{"timestamp":1,\#(date)}"#, .impersonation) == expected,
            "date comes before timestamp")
    }

    @Test(arguments: [
        (#"{"result":"safe"}"#, Kind.attachment, "missingField date -"),
        (#"{"scanResult":"clean","date":null}"#, .url, "missingField date -"),
        (#"{"id":"i"}"#, .impersonation, "missingField eventTime -"),
        (#"{"processingId":"p"}"#, .url, "missingField timestamp -"),
        (#"{"aCode":"a"}"#, .url, "missingField datetime -"),
    ])
    func `a record without a time reports which field is missing`(
        json: String, kind: Kind, fault: String
    ) throws {
        #expect(try check(json, kind) == fault)
    }

    @Test func `an invalid time is shown`() throws {
        #expect(
            try check(#"{"scanResult":"clean","date":"yesterday"}"#, .url)
                == #"badTimestamp date "yesterday""#)
        #expect(
            try check(#"{"timestamp":170000000,"eventType":"url protect"}"#, .url)
                == "badTimestamp timestamp 170000000")
        #expect(try check(#"{"eventTime":true}"#, .impersonation) == "badTimestamp eventTime true")
    }

    @Test func `get-logs records must have their verdict`() throws {
        #expect(try check("{\(date)}", .attachment) == "missingField result -")
        #expect(try check("{\(date)}", .url) == "missingField scanResult -")
        #expect(try check(#"{"scanResult":"",\#(date)}"#, .url) == "missingField scanResult -")
        #expect(try check("{\(date)}", .impersonation) == expected)
    }

    @Test(arguments: ["processingId", "aggregateId", "aCode", "acc", "eventType"])
    func `SIEM records have no verdict, unless they are in a get-logs envelope`(mark: String) throws
    {
        let json = #"{"\#(mark)":"x",\#(date)}"#
        #expect(try check(json, .url) == expected)
        #expect(try check(json, .attachment) == expected)
        #expect(try check(json, .url, isInGetLogs: true) == "missingField scanResult -")
        for nothing in ["null", #""""#, #""null""#] {
            let json = #"{"\#(mark)":\#(nothing),\#(date)}"#
            #expect(try check(json, .url) == "missingField scanResult -", "\(nothing) is no mark")
        }
    }

    /// Time, verdict and type must be scalars; the type of any other field does not reject the record.
    private static func mustBeScalar(_ field: Field, _ kind: Kind) -> Bool {
        [.date, .type, .eventType].contains(field)
            || field == ExpectedFormat.verdictField(of: kind)
    }

    @Test(arguments: Field.allCases)
    func `a list or an object cannot be a time, verdict or type, but anything else`(
        field: Field
    ) throws {
        for kind in [Kind.attachment, .impersonation, .url, .rejection] {
            for value in [#"["x"]"#, #"{"a":1}"#] {
                let others = [date, #""result":"x""#, #""scanResult":"x""#]
                    .filter { !$0.hasPrefix("\"\(field.name)\"") }
                let members = [#""\#(field.name)":\#(value)"#] + others
                let found =
                    Self.mustBeScalar(field, kind)
                    ? "wrongType \(field.name) \(value)" : expected
                let json = "{\(members.joined(separator: ","))}"
                #expect(try check(json, kind) == found, "\(json)")
            }
        }
    }

    @Test func `an empty list or object counts as missing`() throws {
        #expect(
            try check(#"{"date":[],"eventTime":"2024-11-17T17:02:30Z"}"#, .impersonation)
                == expected)
        #expect(try check(#"{"result":{},\#(date)}"#, .attachment) == "missingField result -")
        #expect(try check(#"{"type":[],\#(date)}"#, .impersonation) == expected)
    }

    @Test func `a time without an offset is in UTC if that is assumed`() throws {
        for text in ["2024-11-17T17:02:30", "2024-11-17 17:02:30.000"] {
            let json = #"{"eventTime":"\#(text)"}"#
            #expect(try check(json, .impersonation) == #"badTimestamp eventTime "\#(text)""#)
            let assumed = try withRecord(json) { record, _ in
                if case .asExpected(let time) = ExpectedFormat.check(
                    record, kind: .impersonation, isInGetLogs: false, assumesUTC: true)
                {
                    return String(time)
                }
                return "-"
            }
            #expect(assumed == expected)
        }
    }

    @Test(arguments: Field.allCases)
    func `every field may be null, empty, or the text null`(field: Field) throws {
        for value in ["null", #""""#, #""null""#] {
            let isDate = field == .date
            let time = isDate ? #""eventTime":"2024-11-17T17:02:30Z""# : date
            let json = #"{"\#(field.name)":\#(value),\#(time)}"#
            #expect(try check(json, .impersonation) == expected)
        }
    }

    @Test(
        arguments: Field.allCases.filter {
            !ExpectedFormat.timeFields.set.contains($0) && $0 != .identifiers
                && $0 != .impersonationResults
        })
    func `every field that is not a list may be a text, a number or a boolean`(field: Field) throws
    {
        for value in [#""x""#, "5", "-1.5e3", "true", "false"] {
            let json = #"{"\#(field.name)":\#(value),\#(date)}"#
            #expect(try check(json, .impersonation) == expected, "\(json)")
        }
    }

    @Test func `a wrong type is reported before a missing verdict, and that before a bad time`()
        throws
    {
        #expect(
            try check(#"{"type":["x"],"date":"x"}"#, .url) == #"wrongType type ["x"]"#)
        #expect(try check(#"{"date":"x"}"#, .url) == "missingField scanResult -")
        #expect(
            try check(#"{"date":"x","scanResult":"clean"}"#, .url) == #"badTimestamp date "x""#)
    }

    @Test func `the verdict is in a different field in each kind`() throws {
        #expect(
            try check(#"{"scanResult":"clean",\#(date)}"#, .attachment) == "missingField result -")
        #expect(try check(#"{"result":"safe",\#(date)}"#, .url) == "missingField scanResult -")
        #expect(try check(#"{"result":"null",\#(date)}"#, .attachment) == "missingField result -")
        #expect(
            Kind.allCases.map { ExpectedFormat.verdictField(of: $0)?.name ?? "-" } == [
                "result", "-", "scanResult", "-", "-",
            ])
    }

    @Test(arguments: ["5", "true", "1.5e3", "null", #""x""#])
    func `strings, numbers and booleans are interchangeable`(value: String) throws {
        let json = #"{"subject":\#(value),"hits":\#(value),"taggedMalicious":\#(value),\#(date)}"#
        #expect(try check(json, .impersonation) == expected)
    }

    @Test func `fields that are not read may have any value`() throws {
        let json = #"{"tagMap":{"a":{"b":["c"]}},"unheardOf":[1],"fail":[],\#(date)}"#
        #expect(try check(json, .impersonation) == expected)
    }
}
