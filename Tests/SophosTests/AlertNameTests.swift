import Sophos
import Testing

@Suite struct AlertNameTests {
    @Test func `plain text is escaped for JSON and reads back`() {
        let name = AlertName(type: "a \"b\" \\ \u{1}\u{E9}", threat: nil)
        #expect(String(decoding: name.typeText, as: UTF8.self) == #"a \"b\" \\ \u0001"# + "\u{E9}")
        #expect(String(decoding: name.type, as: UTF8.self) == "a \"b\" \\ \u{1}\u{E9}")
    }

    @Test func `JSON text is kept verbatim`() {
        let name = AlertName(typeText: Array(#"\u0041\/"#.utf8), threat: nil)
        #expect(String(decoding: name.typeText, as: UTF8.self) == #"\u0041\/"#)
        #expect(String(decoding: name.type, as: UTF8.self) == "A/")
    }
}
