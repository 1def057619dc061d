import JSONRecords
import TestSupport
import Testing

/// RFC 8259 and RFC 3629, as tables of what is accepted and what is not.
@Suite struct RecordWalkerTests {
    /// The fault of `value` as the value of a field; nil if it is accepted.
    private func fault(of value: String) -> JSONFault? {
        let records = ReadRecord.all(in: "{\"a\":\(value)}")
        guard records.count == 1, records[0].fault == nil else { return records.first?.fault }
        #expect(records[0].fields["a"] == value)
        return nil
    }

    /// The same one level down, where another function walks.
    private func nestedFault(of value: String) -> JSONFault? {
        let records = ReadRecord.all(in: "{\"a\":[{\"b\":\(value)}]}")
        return records.first?.fault
    }

    // MARK: Scalars

    @Test(arguments: [
        "0", "-0", "1", "-1", "10", "9007199254740993", "1.5", "-0.0", "0.000", "1e5", "1E5",
        "1e+5",
        "1e-5", "0e0", "-1.25E-07", "1e00", "123456789012345678901234567890", "1e999", "0.1e1",
    ])
    func `valid numbers are accepted`(number: String) {
        #expect(fault(of: number) == nil)
        #expect(nestedFault(of: number) == nil)
    }

    @Test(arguments: [
        "-", "+1", "01", "-01", "00", "1.", ".5", "-.5", "1.e5", "1e", "1e+", "1E-", "1ee5", "0x10",
        "1_000",
        "Infinity", "-Infinity", "NaN", "1,5", "1 2", "--1", "1.2.3", "1f", "\u{661}",
    ])
    func `invalid numbers are rejected`(number: String) {
        #expect(fault(of: number) == .syntax)
        #expect(nestedFault(of: number) == .syntax)
    }

    @Test(arguments: ["true", "false", "null"])
    func `there are exactly three literals`(word: String) {
        #expect(fault(of: word) == nil)
        #expect(nestedFault(of: word) == nil)
        #expect(fault(of: word.uppercased()) == .syntax)
        for length in 1..<word.count {
            #expect(fault(of: String(word.prefix(length))) == .syntax)
        }
        #expect(fault(of: word + "x") == .syntax)
        #expect(fault(of: "undefined") == .syntax)
    }

    // MARK: Escapes

    @Test(arguments: [
        #""\"""#, #""\\""#, #""\/""#, #""\b\f\n\r\t""#, #""\u0000""#, #""\u00e9""#, #""\u00E9""#,
        #""\uABCD\uabcd""#, #""\ud83d\ude00""#, #""\\u12""#, #""x\\""#, #""\uFFFF""#,
    ])
    func `valid escapes are accepted`(string: String) {
        #expect(fault(of: string) == nil)
        #expect(nestedFault(of: string) == nil)
        #expect(ReadRecord.all(in: "{\"a\":\(string)}").first?.escaped == ["a"])
        #expect(ReadRecord.all(in: "{\"a\":[\(string)]}").first?.escaped == ["a"])
        #expect(ReadRecord.all(in: "{\"zz\":\(string),\"a\":\"x\"}").first?.escaped == [])
    }

    @Test(arguments: [
        #""\x41""#, #""\a""#, #""\0""#, #""\'""#, #""\U0041""#, #""\u""#, #""\u1""#, #""\u12""#,
        #""\u123""#, #""\u12g4""#, #""\u+123""#, #""\u 123""#, #""\ud83d\u12""#, #""\ud83d\ug000""#,
        #""\é""#,
    ])
    func `invalid escapes are rejected`(string: String) {
        #expect(fault(of: string) == .syntax)
        #expect(nestedFault(of: string) == .syntax)
        #expect(ReadRecord.all(in: "{\"a\(string.dropFirst()):1}").first?.fault == .syntax)
    }

    @Test(arguments: [
        (#"\ud800"#, 1), (#"\udc00"#, 1), (#"\udc00\ud800"#, 2), (#"\ud83d\ude00"#, 0),
        (#"\ud83d\ud83d\ude00"#, 1), (#"\ud83dx\ude00"#, 2), (#"\ud83d\\ude00"#, 1),
        (#"\ud83d\n\ude00"#, 2), (#"\uDBFF\uDFFF"#, 0), (#"\ud83d\ude00\ude00"#, 1),
        (#"\ud7ff\ue000"#, 0),
        (#"\ud83d\u0041"#, 1), (#"\\ud800"#, 0),
    ])
    func `lone surrogates are counted wherever they occur`(content: String, count: Int) {
        for json in [
            "{\"a\":\"\(content)\"}", "{\"zz\":\"\(content)\"}", "{\"a\":[{\"\(content)\":1}]}",
            "{\"\(content)\":1}", "{\"a\":{\"x\":\"\(content)\"}}",
        ] {
            let records = ReadRecord.all(in: json)
            #expect(records.count == 1)
            #expect(records.first?.fault == nil)
            #expect(records.first?.loneSurrogates == count, "\(json)")
        }
        // The count is one record's, not the reader's.
        let two = ReadRecord.all(in: "{\"a\":\"\(content)\"}{\"a\":\"\(content)\"}{\"a\":\"\"}")
        #expect(two.map(\.loneSurrogates) == [count, count, 0])
    }

    @Test func `every control character must be escaped`() {
        for byte in UInt8(0)..<0x20 {
            let input = Array("{\"a\":\"x".utf8) + [byte] + Array("y\"}".utf8)
            let nested = Array("{\"a\":[\"x".utf8) + [byte] + Array("y\"]}".utf8)
            let isLineEnd = byte == 0x0A || byte == 0x0D
            for (input, offset) in [(input, UInt64(7)), (nested, 8)] {
                let records = ReadRecord.all(in: input)
                #expect(records.count == 1)
                #expect(
                    records.first?.fault == (isLineEnd ? .syntax : .controlCharacter), "\(byte)")
                #expect(records.first?.faultOffset == offset)
            }
        }
        #expect(fault(of: "\"\u{7F}\"") == nil)
    }

    // MARK: Structure

    @Test(arguments: [
        "{}", "{ }", "{\"a\":1}", " \t\r\n{ \"a\" : 1 , \"b\" : [ ] } ", "{\"a\":{},\"b\":[]}",
        "{\"a\":[1,[2,[3]],{\"x\":{\"y\":[]}}]}", "{\"\":1}", "{\"a\":\r\n\t 1\n,\n\"b\"\n:\n2\n}",
        "{\"a\":[ ],\"b\":{ }}", "{\"a\" :1}", "{\"a\":[1 ,2 , 3 ]}", "{\"a\":{\"x\":1 ,\"x\":2}}",
    ])
    func `valid objects are accepted`(json: String) {
        let records = ReadRecord.all(in: json)
        #expect(records.map(\.fault) == [nil])
        #expect(records.first?.text == json.trimmed)
    }

    @Test(arguments: [
        "{,}", "{\"a\":1,}", "{\"a\":1,,\"b\":2}", "{\"a\"}", "{\"a\":}", "{\"a\":,}",
        "{\"a\" \"b\"}",
        "{\"a\":1 \"b\":2}", "{\"a\":1;\"b\":2}", "{1:2}", "{null:1}", "{a:1}", "{'a':1}",
        "{\"a\"=1}",
        "{\"a\":1]", "{\"a\":[1}", "{\"a\":[1,]}", "{\"a\":[,1]}", "{\"a\":[1 2]}", "{\"a\":[1:2]}",
        "{\"a\":{\"b\":1,}}", "{\"a\":{,}}", "{\"a\":{\"b\"}}", "{\"a\":{\"b\":}}", "{\"a\":{b:1}}",
        "{\"a\":{1:1}}", "{\"a\":[}]}", "{\"a\":{]}}", "{\"a\"::1}", "{\"a\":1}}", "{/**/}",
        "{\"a\":1//\n}",
        "{\"a\":\u{A0}1}", "{\"a\":\u{0C}1}", "{\"a\":\u{0B}1}", "{\"a\":\u{0}1}", "{\"a\":1\u{0}}",
        "{\u{0}\"a\":1}", "{\"a\u{0}\":1}",
    ])
    func `invalid objects are rejected`(json: String) {
        let faults = ReadRecord.all(in: json).compactMap(\.fault)
        #expect(faults.count == 1)
        #expect(faults == [json.contains("a\u{0}") ? .controlCharacter : .syntax])
        // Its neighbours on other lines are kept, and what was learned from it does not affect them.
        let good = "{\"a\":1,\"b\":{\"b\":1}}"
        let three = ReadRecord.all(in: "\(good)\n\(json)\n\(good)")
        #expect(three.filter { $0.fault == nil && $0.text == good }.count == 2)
    }

    // MARK: Depth

    private func nested(_ open: String, _ close: String, _ count: Int, in inner: String) -> String {
        String(repeating: open, count: count) + inner + String(repeating: close, count: count)
    }

    @Test func `128 levels including the record are walked, and 129 are not`() {
        let shapes = [("[", "]"), ("{\"x\":", "}"), ("{\"x\":1,\"y\":", "}"), ("[ 1 , ", "]")]
        for (open, close) in shapes {
            #expect(fault(of: nested(open, close, 126, in: "[]")) == nil)
            #expect(fault(of: nested(open, close, 127, in: "0")) == nil)
            #expect(fault(of: nested(open, close, 127, in: "[]")) == .depth)
            #expect(fault(of: nested(open, close, 127, in: "{}")) == .depth)
            #expect(fault(of: nested(open, close, 128, in: "0")) == .depth)
        }
        let mixed = nested("[{\"x\":", "}]", 63, in: "[\"deep\"]")
        #expect(fault(of: mixed) == nil)
        #expect(fault(of: "[\(mixed)]") == .depth)
        #expect(fault(of: "[\(mixed),\(mixed),[\(mixed)]]") == .depth)
        #expect(fault(of: nested("[", "]", 126, in: "[],[],{},[]")) == nil, "siblings add no depth")
    }

    @Test
    func `a cut inside deep nesting is a truncation, and nesting beyond the limit is too deep`() {
        let open = "{\"a\":" + String(repeating: "[", count: 127)
        #expect(ReadRecord.all(in: open).map(\.fault) == [.truncated])
        #expect(ReadRecord.all(in: open + "[").map(\.fault) == [.depth])
    }

    // MARK: Fields

    @Test(arguments: [
        ("{\"a\":1,\"a\":2}", "a"), ("{\"a\":1,\"b\":2,\"a\":1}", "a"),
        ("{\"a\":1,\"\\u0061\":2}", "a"),
        ("{\"\\u0061\":1,\"a\":2}", "a"), ("{\"\\u0061\":1,\"\\u0061\":2}", "a"),
        ("{\"subject\":1,\"\\u0073ubje\\u0063t\":2}", "subject"), ("{\"a\":null,\"a\":null}", "a"),
        ("{\"a\":1 , \"a\" : 2}", "a"), ("{\"a\":[],\"a\":\"x\"}", "a"),
        ("{\"a\":1,\"b\":1,\"b\":2,\"a\":2}", "a"),
    ])
    func `a duplicate field is reported`(json: String, name: String) {
        let records = ReadRecord.all(in: json + "\n{\"a\":1,\"b\":2,\"subject\":3}")
        #expect(records.first?.duplicate == name)
        #expect(records.last?.duplicate == nil, "the next record is another")
    }

    @Test(arguments: [
        "{\"a\":1,\"A\":2}", "{\"a\":{\"a\":1,\"a\":2}}", "{\"zz\":1,\"zz\":2}",
        "{\"meta\":1,\"meta\":2}",
        "{\"a\":1,\"\\\\u0061\":2}", "{\"a\":1,\"a \":2}", "{\"a\":1,\"\":2,\"\":3}",
        "{\"zz\":1,\"z\\u007a\":2}",
        "{\"a\":1,\"aa\":2}",
    ])
    func `names that are not read may occur any number of times`(json: String) {
        let records = ReadRecord.all(in: json)
        #expect(records.map(\.fault) == [nil])
        #expect(records.first?.duplicate == nil)
    }

    @Test func `a key with escapes is the key it represents`() {
        let record = ReadRecord.all(in: #"{"\u0073ubject":"x","da\u0074e":[1],"\u0075rl" : "\n"}"#)
            .first
        #expect(record?.fields == ["subject": "\"x\"", "date": "[1]", "url": #""\n""#])
        #expect(record?.escaped == ["url"], "escapes of the key are not the value's")
        #expect(record?.containers == ["date"])
        #expect(record?.unknown == [])
    }

    @Test func `an empty name is a name`() {
        let record = ReadRecord.all(in: #"{"":1,"a":2}"#).first
        #expect(record?.unknown == [""])
        #expect(record?.fields == ["a": "2"])
    }

    // MARK: UTF-8

    @Test func `exactly the well-formed sequences of RFC 3629 are accepted`() {
        let edges: [UInt8] = [0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
        var sequences: [[UInt8]] = []
        for lead in UInt8(0x80)...0xFF {
            sequences.append([lead])
            for second in UInt8(0x80)...0xFF { sequences.append([lead, second]) }
            guard lead >= 0xDF else { continue }
            for second in edges {
                for third in edges {
                    sequences.append([lead, second, third])
                    for fourth in edges { sequences.append([lead, second, third, fourth]) }
                }
            }
        }
        var input: [UInt8] = []
        for sequence in sequences {
            input += Array("{\"a\":\"".utf8) + sequence + Array("\"}\n".utf8)
        }
        let records = ReadRecord.all(in: input)
        #expect(records.count == sequences.count)
        for (record, sequence) in zip(records, sequences) {
            let isValid = String(validating: sequence, as: UTF8.self) != nil
            #expect(record.fault == (isValid ? nil : .invalidUTF8), "\(sequence)")
        }
    }

    @Test(
        arguments: [
            ([0xC3], "cut after the first of two"),
            ([0xE2, 0x82], "cut after the second of three"),
            ([0xF0, 0x9F, 0x98], "cut after the third of four"), ([0xC0, 0x80], "overlong NUL"),
            ([0xE0, 0x80, 0xAF], "overlong slash"), ([0xF0, 0x80, 0x80, 0xAF], "overlong slash"),
            ([0xED, 0xB0, 0x80], "a surrogate"), ([0xF4, 0x90, 0x80, 0x80], "above U+10FFFF"),
            ([0xBF], "no lead"),
            ([0xFE], "never a byte of UTF-8"),
        ] as [([UInt8], String)])
    func `bytes that are not UTF-8 are distinguished from a truncation`(bytes: [UInt8], why: String)
    {
        for (before, after) in [
            ("{\"a\":\"x", "y\"}"), ("{\"zz", "\":1}"), ("{\"a\":[{\"", "\":1}]}"),
            ("{\"a\":[\"", "\"]}"),
        ] {
            let input = Array(before.utf8) + bytes + Array(after.utf8)
            let whole = ReadRecord.all(in: input)
            #expect(whole.map(\.fault) == [.invalidUTF8], "\(why)")
            #expect(whole.first?.faultOffset == UInt64(before.utf8.count), "\(why)")
            #expect(ReadRecord.all(in: input, step: 1) == whole, "reads of one byte tell the same")
        }
    }

    @Test func `a sequence cut by the end of the input is a truncation`() {
        let whole = Array("{\"a\":\"\u{1F600}".utf8)
        for length in 1...whole.count {
            #expect(ReadRecord.all(in: Array(whole[..<length])).map(\.fault) == [.truncated])
        }
    }

    // MARK: Blocks

    /// Strings of every length around the 8, 32 and 64 bytes that the walker examines in one step, with
    /// a non-plain byte at every position.
    @Test(arguments: [#"\""#, #"\\"#, #"\u0041"#, "\u{E9}", "\u{20AC}", "\u{1F600}", "\u{7F}"])
    func `a special character is found at every position of a string of any length`(special: String)
    {
        var expected: [String] = []
        for length in 0...130 {
            for position in stride(from: 0, through: length, by: length < 70 ? 1 : 3) {
                let plain = String(repeating: "x", count: position)
                let rest = String(repeating: "y", count: length - position)
                expected.append("\"\(plain)\(special)\(rest)\"")
            }
        }
        let input = expected.map { "{\"a\":\($0)}" }.joined(separator: "\n")
        let records = ReadRecord.all(in: input)
        #expect(records.count == expected.count)
        for (record, text) in zip(records, expected) {
            #expect(record.fault == nil)
            #expect(record.fields["a"] == text)
            #expect(record.escaped.contains("a") == special.hasPrefix("\\"))
        }
    }

    @Test(arguments: [0x00, 0x01, 0x1F, 0x0A] as [UInt8])
    func `a control character is found at every position, too`(byte: UInt8) {
        for length in 0...130 {
            for position in stride(from: 0, through: length, by: 7) {
                var input = Array("{\"a\":\"".utf8) + [UInt8](repeating: 0x78, count: length)
                input.insert(byte, at: 6 + position)
                input += Array("\"}".utf8)
                let records = ReadRecord.all(in: input)
                #expect(records.count == 1)
                #expect(records.first?.fault == (byte == 0x0A ? .syntax : .controlCharacter))
                #expect(records.first?.faultOffset == UInt64(6 + position))
            }
        }
    }

    @Test func `a plain string of every length ends at its quote`() {
        let texts = (0...130).map { String(repeating: "\u{21}", count: $0) }
        let input = texts.map { "{\"a\":\"\($0)\",\"b\":[\"\($0)\"],\"\($0)\":0}" }.joined()
        let records = ReadRecord.all(in: input)
        #expect(records.map { $0.fields["a"] } == texts.map { "\"\($0)\"" })
        #expect(records.map { $0.fields["b"] } == texts.map { "[\"\($0)\"]" })
        #expect(records.map(\.unknown) == texts.map { [$0] })
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
