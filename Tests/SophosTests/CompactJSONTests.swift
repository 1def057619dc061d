import JSONRecords
import Sophos
import Testing

@Suite struct CompactJSONTests {
    private func compact(_ text: String) -> String {
        var buffer = ByteBuffer()
        JSONText.withText(of: Array(text.utf8)) { CompactJSON.append($0, to: &buffer) }
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("{}", "{}"), ("{ }", "{}"), ("[ \r\n\t]", "[]"),
        ("{\n  \"a\" : 1 ,\n  \"b\" : [ 1 , 2 ]\n}", #"{"a":1,"b":[1,2]}"#),
        (#"{"a b" : "c  d"}"#, #"{"a b":"c  d"}"#),
        (#"{ "a\" " : "\\" , "b" : " \" : " }"#, #"{"a\" ":"\\","b":" \" : "}"#),
        ("[\"\\\\\" , 1]", "[\"\\\\\",1]"), ("\" x \"", "\" x \""), (" 1 ", "1"),
        ("[true , null]", "[true,null]"),
        ("[\"\u{E9} \u{2028}\" ]", "[\"\u{E9} \u{2028}\"]"), (#"{"":""}"#, #"{"":""}"#),
    ])
    func `white space is removed between tokens and kept inside strings`(
        text: String, expected: String
    ) {
        #expect(compact(text) == expected)
        #expect(compact(expected) == expected)
    }
}
