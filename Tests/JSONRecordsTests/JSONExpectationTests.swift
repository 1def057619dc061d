import JSONRecords
import TestSupport
import Testing

/// The report on a piece that is not JSON: where the fault is, and what was expected there.
@Suite struct JSONExpectationTests {
    /// `►` marks the byte at fault.
    @Test(
        arguments: [
            ("►hello", .value), ("►}", .value), ("{\"a\":►}", .value), ("{\"a\":►.5}", .value),
            ("{\"a\":►NaN}", .value), ("{\"a\":[1,►]}", .value), ("[1,►]", .value),
            ("{►,}", .key), ("{\"a\":1,►}", .key), ("{►'a':1}", .key), ("{\"a\":{►1:1}}", .key),
            ("{\"data\":[],►1:2}", .key),
            ("{\"a\"►,1}", .colon), ("{\"a\":{\"b\"►}}", .colon), ("{\"data\":[],\"a\"►1}", .colon),
            ("{\"a\":1 ►\"b\":2}", .commaOrBrace), ("{\"a\":0►1}", .commaOrBrace),
            ("{\"a\":{\"b\":1►]}", .commaOrBrace), ("{\"data\":[]►\"a\":1}", .commaOrBrace),
            ("{\"a\":[1 ►2]}", .commaOrBracket), ("[{\"a\":1}►x]", .commaOrBracket),
            ("{\"clickLogs\":[{\"a\":1}►{\"a\":1}]}", .commaOrBracket),
            ("{\"a\":\"x►\n\"}", .endOfString), ("{\"a►\n\":1}", .endOfString),
            ("{\"a\":\"\\►x41\"}", .escape), ("{\"a\":[\"\\►'\"]}", .escape),
            ("{\"a\":\"\\u12►G4\"}", .hexadecimalDigit),
            ("{\"a\":\"\\ud83d\\u12►\"}", .hexadecimalDigit),
            ("{\"a\":-►}", .digit), ("{\"a\":1.►e5}", .digit), ("{\"a\":1e►}", .digit),
            ("{\"a\":nul►}", .word), ("{\"a\":t►True}", .word), ("►True", .value),
        ] as [(String, JSONExpectation)])
    func `a piece that is not JSON reports what was expected at its fault`(
        marked: String, expected: JSONExpectation
    ) throws {
        let parts = marked.split(separator: "►", omittingEmptySubsequences: false)
        let json = try #require(parts.count == 2 ? parts.joined() : nil)
        // Learned keys take the fast path, and bytes that arrive one by one the slow one.
        let before = "{\"a\":1}\n{\"a\":\"x\"}\n"
        for (input, step) in [(json, Int.max), (json, 1), (before + json, Int.max)] {
            let records = ReadRecord.all(in: Array(input.utf8), step: step)
            let piece = try #require(records.first { $0.fault == .syntax })
            let start = input.utf8.count - json.utf8.count
            #expect(piece.faultOffset == UInt64(start + parts[0].utf8.count))
            #expect(piece.expected == expected)
        }
    }

    @Test(arguments: [
        ("{\"a\":\"x\u{1B}\"}", JSONFault.controlCharacter), ("{\"a\":1", .truncated),
        ("42", .notObject),
    ])
    func `other faults are explained by their reason alone`(json: String, fault: JSONFault) {
        let piece = ReadRecord.all(in: json).first
        #expect(piece?.fault == fault)
        #expect(piece?.expected == nil)
    }
}
