import Mimecast
import Testing

/// No two tuples of values have the same bytes, whatever a sender writes into them.
@Suite struct IdentityBytesTests {
    /// Values that start with possible lengths, field numbers or marks.
    private static let hostile = [
        "null", #""a""#, #""b""#, #""ab""#, #""a\u0001b""#, #""\u0001a""#, #""\u0001a\u0001b""#,
        #""a\u0000""#,
        #""\u0000""#, #""\u0000\u0000""#, #""a\u0000\u0000""#, #""\u0002ab""#, #""\u0000\u0001a""#,
        "[]",
    ]

    @Test func `values that imitate lengths never give two tuples the same bytes`() throws {
        var seen: [[UInt8]: String] = [:]
        for hash in Self.hostile where hash != "[]" {
            for name in Self.hostile where name != "[]" {
                for recipient in Self.hostile where recipient != "[]" {
                    let json =
                        #"{"messageId":"m","recipientAddress":\#(recipient),"fileHash":\#(hash),"fileName":\#(name)}"#
                    let bytes = try identity(json)
                    #expect(seen.updateValue(json, forKey: bytes) == nil, "\(json)")
                }
            }
        }
        #expect(seen.count == 13 * 13 * 13)
    }

    @Test func `lengths around one and two bytes are distinguished`() throws {
        var seen: Set<[UInt8]> = []
        for length in [0, 1, 126, 127, 128, 129, 255, 256, 16_383, 16_384] {
            let text = String(repeating: "x", count: length)
            seen.insert(try identity(#"{"messageId":"m","fileName":"\#(text)"}"#))
            seen.insert(try identity(#"{"messageId":"n\#(text)","fileName":"x"}"#))
        }
        #expect(seen.count == 20)
    }

    /// LEB128.
    @Test(
        arguments: [
            (1, [1]), (127, [0x7F]), (128, [0x80, 1]), (300, [0xAC, 2]), (16_384, [0x80, 0x80, 1]),
        ] as [(Int, [UInt8])])
    func `a length has seven bits a byte, the lowest first`(length: Int, bytes: [UInt8]) throws {
        let text = String(repeating: "x", count: length)
        #expect(
            try identity(#"{"messageId":"m","fileName":"\#(text)"}"#).dropFirst(10)
                == [1, UInt8(ascii: "m"), 0, 0] + bytes + Array(text.utf8))
    }

    /// Each field's value is preceded by its number, in the order of the table: a value must not be able
    /// to imitate the next field.
    @Test func `lists never give two tuples the same bytes`() throws {
        let hits = Field.hits.rawValue
        let escape = { (byte: UInt8) in
            "\\u00" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        // As a list's second string of `hits` bytes, this would look like the field `hits` with its value.
        let filler = String(repeating: "x", count: Int(hits) - 1)
        let records = [
            #"{"identifiers":["a","b"]}"#, #"{"identifiers":["a"],"hits":"b"}"#,
            #"{"identifiers":["ab"]}"#,
            #"{"identifiers":["a","b",""]}"#, #"{"identifiers":["","a","b"]}"#,

            #"{"identifiers":["A"]}"#, #"{"identifiers":["a"]}"#,
            #"{"identifiers":[""]}"#, #"{"identifiers":["",""]}"#,
            #"{"identifiers":["[\"a\",\"b\"]"]}"#,
            "{\"identifiers\":[\"a\"],\"hits\":\"\(filler)\"}",
            "{\"identifiers\":[\"a\",\"\(escape(hits - 1))\(filler)\"]}",
            #"{"impersonationResults":[{"a":"x","b":"y"}]}"#,
            #"{"impersonationResults":[{"a":"x\",\"b\":\"y"}]}"#,
            #"{"impersonationResults":[{"a":"x"},{"b":"y"}]}"#,
            #"{"impersonationResults":[{"a":{"x":"b"}},"y"]}"#,
            #"{"impersonationResults":[1,2]}"#, #"{"impersonationResults":[12]}"#,
            #"{"impersonationResults":["1",2]}"#,
            #"{"impersonationResults":["12"]}"#, #"{"impersonationResults":[[1],2]}"#,
            #"{"recipients":["a@x","b@x"]}"#, #"{"recipients":["b@x","a@x"]}"#,
            #"{"recipients":"a@x"}"#,
            #"{"recipients":["a@xb@x"]}"#, #"{"recipient":"a@x"}"#, "{}",
        ]
        // Empty values count as absent.
        for nothing in [#"{"impersonationResults":[]}"#, #"{"identifiers":[]}"#] {
            #expect(try identity(nothing, .impersonation) == identity("{}", .impersonation))
        }
        var seen: [[UInt8]: String] = [:]
        for record in records {
            let other = seen.updateValue(record, forKey: try identity(record, .impersonation))
            #expect(other == nil, "\(record) and \(other ?? "")")
        }
    }

    /// A list's bytes start with `[`, which would be the length of a string of 91 bytes.
    @Test func `a list never equals the string that its bytes could be`() throws {
        let (first, second) = (String(repeating: "a", count: 40), String(repeating: "b", count: 45))
        let list = #"["\#(first)","\#(second)"]"#
        let string = #""\"(\#(first),\"-\#(second)]""#
        #expect(
            try identity(#"{"messageId":"m","recipients":\#(list)}"#)
                != identity(#"{"messageId":"m","recipients":\#(string)}"#))
    }

    /// The length of a string of 49 bytes is the digit 1.
    @Test func `a string in a list never equals the numbers that its bytes could be`() throws {
        let numbers = String(repeating: ",0", count: 23) + ",10"
        #expect(numbers.utf8.count == 49)
        let lists = ["[1\(numbers),\"x\"]", "[\"\(numbers)\",\"x\"]"]
        let identities = try lists.map {
            try identity(#"{"impersonationResults":\#($0)}"#, .impersonation)
        }
        #expect(identities[0] != identities[1])
    }

    @Test func `lists are compared by their content`() throws {
        func same(_ left: String, _ right: String) throws {
            #expect(
                try identity(left, .impersonation) == identity(right, .impersonation),
                "\(left) \(right)")
        }
        try same(#"{"identifiers":["a","b"]}"#, #"{"identifiers":[ "\u0061" , "b " ]}"#)
        try same(#"{"recipients":["A@x","b@X"]}"#, #"{"recipients":["a@x","B@\u0058"]}"#)
        try same(#"{"recipients":["a@x"]}"#, #"{"recipients":"A@x"}"#)
        try same(#"{"recipients":["A@x"]}"#, #"{"recipients":"a@x"}"#)
        try same(
            #"{"impersonationResults":[{"a":"x"}, {"b":1}]}"#,
            "{\"impersonationResults\":[\n{ \"a\" : \"\\u0078\" },{\"b\":1} ]}")
    }

    @Test func `an empty list yields to the next field`() throws {
        let empty = #"{"messageId":"m","recipients":[],"recipient":"#
        #expect(try identity(empty + "\"a@x\"}") != identity(empty + "\"b@x\"}"))
        #expect(
            try identity(empty + "\"a@x\"}") == identity(#"{"messageId":"m","recipient":"a@x"}"#))
        #expect(try identity(empty + "null}") == identity(#"{"messageId":"m"}"#))
    }
}
