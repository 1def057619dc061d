import JSONRecords
import Sophos
import Testing

@Suite struct MappingFileTests {
    private static let top = ["version", "threats", "severity"]
    private static let inRow = ["alertType", "threatId", "threatName", "severity", "count"]
    private static let row = #"{"alertType":"A","threatId":"T1001","threatName":"N"}"#

    /// The problem of a file in which `►` marks the byte to be reported. The mark is removed first.
    private func problem(_ marked: String) throws -> (
        found: MappingProblem?, line: Int, column: Int
    ) {
        let mark: Character = "\u{25BA}"
        let before = try #require(marked.firstIndex(of: mark).map { marked[..<$0] })
        let line = before.utf8.count { $0 == 0x0A } + 1
        let lineStart =
            before.utf8.lastIndex(of: 0x0A).map { before.utf8.index(after: $0) }
            ?? before.startIndex
        let column = before[lineStart...].count + 1
        do {
            _ = try MappingFile(Array(marked.filter { $0 != mark }.utf8))
            return (nil, line, column)
        } catch {
            return (error, line, column)
        }
    }

    private func expect(
        _ reason: MappingProblem.Reason, _ marked: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (found, line, column) = try problem(marked)
        #expect(
            found == MappingProblem(reason: reason, line: line, column: column), "\(marked)",
            sourceLocation: sourceLocation)
    }

    private func expect(
        _ fault: DocumentFault, _ marked: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try expect(.form(fault), marked, sourceLocation: sourceLocation)
    }

    private func expect(
        _ fault: MappingFault, _ marked: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try expect(.content(fault), marked, sourceLocation: sourceLocation)
    }

    // MARK: Taken

    @Test func `rows are read with and without severity, in order`() throws {
        let file = try MappingFile(
            Array(
                #"""
                // A comment, "with": things in it
                { "threats" : [ // and one here
                    {"threatName":"N1","alertType":"B \u0041\n\"q\"","threatId":"T1598.003"},
                    {"alertType":"a","threatId":"TA0001","threatName":"N2","severity":"low"}
                  ],
                  "version":1 } // the end
                """#.utf8))
        #expect(
            file.rows == [
                ThreatRow(alertType: "B A\n\"q\"", threat: Threat(id: "T1598.003", name: "N1")),
                ThreatRow(alertType: "a", threat: Threat(id: "TA0001", name: "N2"), severity: .low),
            ])
        #expect(file.severity.malicious == nil)
        #expect(file.severity.rejection == nil && file.severity.otherwise == nil)
    }

    @Test func `severities are read, one or all`() throws {
        let one = try MappingFile(
            Array(#"{"version":1,"threats":[],"severity":{"rejection":"high"}}"#.utf8))
        #expect(one.severity.rejection == .high)
        #expect(one.severity.malicious == nil && one.severity.otherwise == nil)
        let all = try MappingFile(
            Array(
                #"{"version":1,"threats":[],"severity":{"default":"low","malicious":"medium","rejection":"high"}}"#
                    .utf8))
        #expect(all.severity.otherwise == .low)
        #expect(all.severity.malicious == .medium)
        #expect(all.severity.rejection == .high)
        #expect(
            try MappingFile(Array(#"{"version":1,"threats":[],"severity":{}}"#.utf8)).rows.isEmpty)
    }

    @Test func `a byte-order mark is dropped, and Windows line ends are white space`() throws {
        let text = "\u{FEFF}{\r\n\"version\": 1,\r\n// x\r\n\"threats\": [\(Self.row)]\r\n}\r\n"
        #expect(try MappingFile(Array(text.utf8)).rows.count == 1)
    }

    // MARK: Refused

    @Test func `an unknown key is reported at its location`() throws {
        try expect(.unknownKey("threat", known: Self.top), #"{"version":1,►"threat":[]}"#)
        try expect(
            .unknownKey("severty", known: Self.inRow),
            "{\"version\":1,\"threats\":[\n  {\"alertType\":\"A\",\n   \"threatId\":\"T1001\",\"threatName\":\"N\",\n\t►\"severty\":\"low\"}]}"
        )
        try expect(
            .unknownKey("other", known: ["malicious", "rejection", "default"]),
            #"{"version":1,"threats":[],"severity":{►"other":"low"}}"#)
        try expect(.unknownKey("Version", known: Self.top), #"{►"Version":1,"threats":[]}"#)
        try expect(.unknownKey("", known: Self.top), #"{►"":1}"#)
    }

    @Test func `a duplicate key is reported at its second occurrence`() throws {
        try expect(.duplicateKey("version"), #"{"version":1,"threats":[],►"version":1}"#)
        try expect(.duplicateKey("threats"), #"{"version":1,"threats":[],►"thr\u0065ats":[]}"#)
        try expect(
            .duplicateKey("threatId"),
            #"{"version":1,"threats":[{"alertType":"A","threatId":"T1001",►"threatId":"T1001","threatName":"N"}]}"#
        )
    }

    @Test func `a missing key is reported at its object`() throws {
        try expect(.missingKey("version"), #"►{"threats":[]}"#)
        try expect(.missingKey("threats"), #" ►{"version":1}"#)
        try expect(.missingKey("alertType"), #"{"version":1,"threats":[►{}]}"#)
        try expect(
            .missingKey("threatId"),
            #"{"version":1,"threats":[►{"alertType":"A","threatName":"N"}]}"#)
        try expect(
            .missingKey("threatName"),
            #"{"version":1,"threats":[►{"alertType":"A","threatId":"T1001"}]}"#)
    }

    @Test func `only version 1 is accepted`() throws {
        for version in ["2", "0", "1.0", "10", "-1", "1e0"] {
            try expect(
                .unsupportedVersion(version, expected: "1"),
                "{\"threats\":[],\n \"version\": ►\(version)}")
        }
        for other in ["\"1\"", "null", "true", "[1]", "{}"] {
            try expect(
                .wrongType(key: "version", expected: .number),
                "{\"version\":►\(other),\"threats\":[]}")
        }
    }

    @Test func `a value of the wrong type is reported at its location`() throws {
        for other in ["{}", "1", "null", "\"x\"", "false"] {
            try expect(
                .wrongType(key: "threats", expected: .array),
                "{\"version\":1,\"threats\":►\(other)}")
        }
        for other in ["[]", "1", "null", "\"x\""] {
            try expect(
                .wrongType(key: "threats", expected: .object),
                "{\"version\":1,\"threats\":[\(Self.row), ►\(other)]}")
            try expect(
                .wrongType(key: "severity", expected: .object),
                "{\"version\":1,\"threats\":[],\"severity\":►\(other)}")
        }
        for key in ["alertType", "threatId", "threatName"] {
            for other in ["1", "null", "[]", "{}", "true"] {
                var members = [
                    "alertType": "\"A\"", "threatId": "\"T1001\"", "threatName": "\"N\"",
                ]
                members[key] = "►\(other)"
                let row = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
                    .joined(separator: ",")
                try expect(
                    .wrongType(key: key, expected: .string),
                    "{\"version\":1,\"threats\":[{\(row)}]}")
            }
        }
        try expect(
            .wrongType(key: "malicious", expected: .string),
            #"{"version":1,"threats":[],"severity":{"malicious":►1}}"#)
        try expect(.expected(.object), "\n  ►[]")
        try expect(.expected(.object), "►1")
    }

    @Test(arguments: [
        "", "T", "T1", "T123", "T12345", "T1598.", "T1598.3", "T1598.03", "T1598.0003", "T1598-003",
        "t1598",
        "TA1", "TA00001", "TA000", "TA0001.001", "TB0001", "S1598", " T1598", "T1598 ",
        "T159\u{661}", "Ta0001",
        "1598", "T1598.003.001",
    ])
    func `invalid ATT&CK ids are refused`(id: String) throws {
        try expect(
            .badThreatID(id),
            "{\"version\":1,\"threats\":[{\"alertType\":\"A\",\"threatId\":►\"\(id)\",\"threatName\":\"N\"}]}"
        )
    }

    @Test func `texts must not be empty`() throws {
        for text in ["", "  ", "\\t\\n"] {
            try expect(
                .emptyText(key: "alertType"),
                "{\"version\":1,\"threats\":[{\"alertType\":►\"\(text)\",\"threatId\":\"T1001\",\"threatName\":\"N\"}]}"
            )
            try expect(
                .emptyText(key: "threatName"),
                "{\"version\":1,\"threats\":[{\"alertType\":\"A\",\"threatId\":\"T1001\",\"threatName\":►\"\(text)\"}]}"
            )
        }
    }

    @Test func `severities are low, medium and high`() throws {
        for word in ["", "High", "critical", "none", " low"] {
            try expect(
                .unknownSeverity(word),
                "{\"version\":1,\"threats\":[],\"severity\":{\"default\":►\"\(word)\"}}")
            try expect(
                .unknownSeverity(word),
                "{\"version\":1,\"threats\":[{\"alertType\":\"A\",\"threatId\":\"T1001\",\"threatName\":\"N\",\"severity\":►\"\(word)\"}]}"
            )
        }
    }

    @Test func `two rows for one name are reported with the line of the first`() throws {
        let again = #"{"alertType":" a ","threatId":"T1002","threatName":"M"}"#
        try expect(
            .duplicateRow(alertType: " a ", firstLine: 2),
            "{\"version\":1,\"threats\":[\n\(Self.row),\n\n  ►\(again)]}")
        try expect(
            .duplicateRow(alertType: "A", firstLine: 1),
            "{\"version\":1,\"threats\":[\(Self.row),►\(Self.row)]}")
    }

    // MARK: Syntax

    @Test(
        arguments: [
            ("►", .value), (" \n►", .value), ("{►", .key), ("{►,}", .key), ("{\"a\"►}", .colon),
            ("{\"a\":►}", .value), ("{\"a\":1►", .commaOrBrace),
            ("{\"a\":1 ►\"b\":2}", .commaOrBrace),
            ("{\"a\":1,►}", .key), ("{'►", .key), ("{\"a\":[1►", .commaOrBracket),
            ("{\"a\":[1,►]}", .value),
            ("{\"a\":[1 ►2]}", .commaOrBracket), ("{\"a\":►tru}", .value), ("{\"a\":►NaN}", .value),
            ("{\"a\":\"x►", .endOfString), ("{\"a\":\"x►\n\"}", .endOfString),
            ("{\"a\":\"x►\\q\"}", .escape),
            ("{\"a\":\"x►\\u12g4\"}", .escape), ("{\"a\":\"x►\\u12", .escape),
            ("{\"a\":\"►\\", .escape),
            ("{\"a\":1}►x", .endOfFile), ("{\"a\":1}\n►{}", .endOfFile),
            ("{\"a\":1 ►/* */}", .commaOrBrace),
            ("►/ x", .value), ("{\"a\":►+1}", .value),
            ("{\"\u{E9}\u{1F600}\":1,\"\u{4E2D}\":►}", .value),
            ("{\"a\":1 // }\n►", .commaOrBrace), ("►\u{0}{}", .value),
        ] as [(String, JSONExpectation)])
    func `invalid JSON is reported with what was expected`(
        marked: String, expected: JSONExpectation
    ) throws {
        guard marked.hasPrefix("{'") else { return try expect(.expected(expected), marked) }
        try expect(.expected(expected), "{►'a':1}")
    }

    @Test func `excessive nesting is refused`() throws {
        let open = String(repeating: "[", count: 16)
        try expect(.tooDeep, "{\"a\":\(open)►[")
        try expect(.expected(.value), "{\"a\":\(open.dropLast())►")
        try expect(.tooDeep, "\(String(repeating: "{\"a\":", count: 17))►1")
    }

    @Test func `bytes that are not UTF-8 are reported at the first of them`() {
        let text = Array("{\"version\":1,\n \"\u{E9}".utf8) + [0xFF] + Array("\":2}".utf8)
        #expect(throws: MappingProblem(reason: .form(.notUTF8), line: 2, column: 4)) {
            try MappingFile(text)
        }
        #expect(throws: MappingProblem(reason: .form(.notUTF8), line: 1, column: 1)) {
            try MappingFile([0xC3])
        }
    }

    @Test func `the byte-order mark is not a column`() {
        #expect(throws: MappingProblem(reason: .form(.expected(.key)), line: 1, column: 2)) {
            try MappingFile(Array("\u{FEFF}{1".utf8))
        }
    }

    @Test func `columns count characters`() {
        #expect(throws: MappingProblem(reason: .form(.expected(.colon)), line: 3, column: 6)) {
            try MappingFile(Array("{\n\n\"e\u{301}\u{1F1E9}\u{1F1EA}\" 1".utf8))
        }
    }

    // MARK: All at once

    @Test func `all problems are reported at once, in the order of the file`() {
        let text = #"""
            {
              "version": 2,
              "threats": [
                {"alertType": "A", "threatid": "T1598", "threatName": "N"},
                {"alertType": "B", "threatId": "1598", "threatName": "", "severity": "hihg"},
                {"alertType": "C", "threatId": "T1598", "threatName": "N", "count": 3},
                {"alertType": " c ", "threatId": "T1598", "threatName": "N", "count": "x"},
                7
              ],
              "severity": {"malicious": 1, "other": "low"}
            }
            """#
        let (_, problems) = MappingFile.read(Array(text.utf8))
        #expect(
            problems.map(\.reason) == [
                .form(.unsupportedVersion("2", expected: "1")),
                .form(.unknownKey("threatid", known: Self.inRow)),
                .content(.badThreatID("1598")), .content(.emptyText(key: "threatName")),
                .content(.unknownSeverity("hihg")),
                .form(.wrongType(key: "count", expected: .wholeNumber)),
                .content(.duplicateRow(alertType: " c ", firstLine: 6)),
                .form(.wrongType(key: "threats", expected: .object)),
                .form(.unknownKey("other", known: ["malicious", "rejection", "default"])),
                .form(.wrongType(key: "malicious", expected: .string)),
            ])
        #expect(problems.map(\.line) == [2, 4, 5, 5, 5, 7, 7, 8, 10, 10])
    }
}
