import JSONRecords
import Mimecast
import Testing

@Suite struct StringElementsTests {
    private func elements(_ array: String) -> [String] {
        JSONText.withText(of: Array(array.utf8)) { text in
            var elements = StringElements(of: text)
            var texts: [String] = []
            while let element = elements.next() {
                texts.append(String(decoding: element.bytes, as: UTF8.self))
            }
            return texts
        }
    }

    private func areAll(_ text: String) -> Bool {
        JSONText.withText(of: Array(text.utf8)) { StringElements.areAll(in: $0) }
    }

    @Test(arguments: [
        ("[]", []), ("[ \n]", []), (#"["a"]"#, [#""a""#]), (#"[ "a" , "b"]"#, [#""a""#, #""b""#]),
        (#"["a\"]","\\","],[" ]"#, [#""a\"]""#, #""\\""#, #""],[""#]),
        (#"["",""]"#, [#""""#, #""""#]),
    ])
    func `a list of strings is read string by string`(array: String, expected: [String]) {
        #expect(elements(array) == expected)
        #expect(areAll(array))
    }

    @Test(arguments: [
        "[1]", "[null]", #"["a",1]"#, #"[1,"a"]"#, #"["a",["b"]]"#, "[[]]", "[{}]",
        #"["a",null,"b"]"#, #""a""#,
        "{}", "null", #"{"a":"b"}"#, "[true]",
    ])
    func `anything else is not a list of strings`(text: String) {
        #expect(!areAll(text))
    }

    @Test func `reading stops at an element that is not a string`() {
        #expect(elements(#"["a",1,"b"]"#) == [#""a""#])
        #expect(elements(#"[{"a":"b"}]"#) == [])
    }
}
