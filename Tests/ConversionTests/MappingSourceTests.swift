import Accounts
import ByteStreams
import Reports
import Runs
import Sophos
import TestSupport
import Testing

@Suite final class MappingSourceTests {
    private let directory = TemporaryDirectory()

    private func write(_ text: String) -> Path { directory.write(Array(text.utf8), to: "m.json") }

    @Test func `a file comes on top of the built-in mapping`() throws {
        let file = write(
            #"{"version":1,"threats":[{"alertType":"X","threatId":"T1566","threatName":"Y"}]}"#)
        #expect(try MappingSource.mapping(file).rows.count == 12)
        #expect(try MappingSource.mapping(nil).rows == ThreatMapping.builtIn.rows)
    }

    @Test func `an invalid mapping file is reported with all its locations`() throws {
        let file = write("{\"version\": 1,\n \"threats\": [{\"alertType\": 3}]}")
        let error = #expect(throws: RunError.self) { try MappingSource.read(file) }
        let sentence = Sentences.sentence(try #require(error))
        let name = String(decoding: file.bytes, as: UTF8.self)
        #expect(
            sentence.split(separator: "\n").map(String.init) == [
                #"\#(name): line 2, column 14: key "threatId" is missing; expected it in this object"#,
                #"error: \#(name): line 2, column 14: key "threatName" is missing; expected it in this object"#,
                #"error: \#(name): line 2, column 28: "alertType" has another type; expected a string"#,
            ])
    }

    @Test(arguments: [
        (
            #"{"version":1,"threats":[{"alertType":"X","threatId":"1566","threatName":"Y"}]}"#,
            #"line 1, column 53: "1566" is no ATT&CK id; did you mean "T1566"?"#
        ),
        (
            #"{"version":1,"threats":[{"alertType":" ","threatId":"T1566","threatName":"Y"}]}"#,
            #"line 1, column 38: "alertType" is empty; expected text"#
        ),
        (
            #"{"version":1,"threats":[],"severity":{"default":"none"}}"#,
            #"line 1, column 49: severity "none"; expected low, medium or high"#
        ),
        (
            #"{"version":1,"threats":[{"alertType":"X","threatId":"T1566","threatName":"Y"},"#
                + "\n" + #"{"alertType":"x ","threatId":"T1567","threatName":"Z"}]}"#,
            #"line 2, column 1: alertType "x " has a row already, on line 1; expected one row for it (case and white space around it do not count)"#
        ),
    ])
    func `problems are reported with what was expected`(text: String, expected: String) throws {
        let error = #expect(throws: RunError.self) { try MappingSource.read(write(text)) }
        #expect(Sentences.sentence(try #require(error)).hasSuffix("m.json: " + expected))
    }

    @Test func `a mapping's digest depends on its meaning, not on its formatting`() throws {
        let one = write(
            #"{"version":1,"threats":[{"alertType":"X","threatId":"T1566","threatName":"Y"}]}"#)
        let first = try MappingSource.mapping(one).digest
        let two = write(
            #"""
            // the same
            {"threats": [{"threatName": "\u0059", "threatId": "T1566", "alertType": "X"}],
             "severity": {"default": "medium"}, "version": 1}
            """#)
        #expect(try MappingSource.mapping(two).digest == first)
        #expect(first != ThreatMapping.builtIn.digest)
    }
}
