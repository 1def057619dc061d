import JSONRecords
import TestSupport
import Testing

@Suite struct JSONTextTests {
    private func with<Result>(_ text: String, _ body: (JSONText) -> Result) -> Result {
        JSONText.withText(of: Array(text.utf8), body)
    }

    @Test(arguments: ["null", "\"\"", "[]", "{}", "[ \n]", "{\t}"])
    func `empty values are recognised`(text: String) {
        #expect(with(text) { $0.isEmpty })
    }

    @Test(arguments: [
        "\" \"", "\"null\"", "\"nil\"", "0", "false", "[0]", "[[]]", #"{"":{}}"#, "\"N/A\"", "true",
    ])
    func `other values are not empty`(text: String) {
        #expect(with(text) { !$0.isEmpty })
    }

    @Test func `a string's content is between its quotes, anything else is its own content`() {
        #expect(with("\"x\"") { $0.content.equals("x") })
        #expect(with("\"\"") { $0.content.count } == 0)
        #expect(with("12") { $0.content.equals("12") })
        #expect(with("[\"x\"]") { $0.content.equals("[\"x\"]") })
    }

    @Test func `texts of every length are compared`() {
        for length in 0...40 {
            let text = String(repeating: "m", count: length)
            #expect(with(text) { $0.equals(Array(text.utf8)) })
            #expect(with(text) { left in with(text) { left.equals($0) } })
            for position in 0..<length {
                var other = Array(text.utf8)
                other[position] ^= 0x01
                #expect(with(text) { !$0.equals(other) })
            }
            #expect(with(text) { !$0.equals(Array((text + "m").utf8)) })
        }
    }

    @Test func `case is ignored in ASCII letters only`() {
        #expect(with("CLeAN") { $0.equalsIgnoringCase("clean") })
        #expect(with("clean ") { !$0.equalsIgnoringCase("clean") })
        #expect(with("clea") { !$0.equalsIgnoringCase("clean") })
        #expect(with("@[") { !$0.equalsIgnoringCase("`{") }, "neighbours of the letters")
        #expect(with("\u{212A}") { !$0.equalsIgnoringCase("k") }, "the Kelvin sign")
    }

    @Test func `words are the same with any separator and in any case`() {
        for text in ["url protect", "URL_PROTECT", "Url-Protect"] {
            #expect(with(text) { $0.isWords("url protect") }, "\(text)")
        }
        for text in ["url.protect", "url protec", "urlxprotect", "url  protect"] {
            #expect(with(text) { !$0.isWords("url protect") }, "\(text)")
        }
    }

    @Test func `a text is found wherever it occurs, and only there`() {
        for length in 0...70 {
            let space = String(repeating: "\"", count: length)
            for rest in 0...20 {
                let end = String(repeating: "x", count: rest)
                #expect(with(space + "\"original\"" + end) { $0.contains("\"original\"") })
                #expect(with(space + "\"origimal\"" + end) { !$0.contains("\"original\"") })
            }
        }
        #expect(with("\"original") { !$0.contains("\"original\"") })
        #expect(with("ab") { $0.contains("ab") })
    }

    @Test func `either of two words is found wherever it occurs, in any case, and only there`() {
        for length in 0...40 {
            // What the words start with and have as their fourth letter.
            let before = String(repeating: "v", count: length)
            for rest in 0...20 {
                let end = String(repeating: "d", count: rest)
                for word in ["result", "VERDICT", "reSult", "Verdict"] {
                    #expect(
                        with(before + word + end) {
                            $0.containsIgnoringCase("result", or: "verdict")
                        })
                }
                for word in ["resulx", "verdic", "rexult", "xerdict", "esult", "ver"] {
                    #expect(
                        with(before + word + "." + end) {
                            !$0.containsIgnoringCase("result", or: "verdict")
                        })
                }
            }
        }
    }

    @Test func `text that may be JSON is noticed wherever it starts`() {
        for length in 0...40 {
            let before = String(repeating: "\"", count: length) + "x"
            for rest in 0...20 {
                let end = String(repeating: "x", count: rest)
                for start in ["\"{", "\"[", "\" ", "\"\\"] {
                    #expect(with(before + start + end) { $0.mayContainJSONText })
                }
                for start in ["\"|", "\"}", "x{", "\"\u{1B}", "\"", "{\"", "\"x {"] {
                    #expect(with(before + start + end) { !$0.mayContainJSONText })
                }
            }
        }
    }

    @Test func `white space is trimmed from both ends`() {
        #expect(with(" \t\r\n\u{B}\u{C}x y ") { $0.trimmed.equals("x y") })
        #expect(with("   ") { $0.trimmed.count } == 0)
        #expect(with("") { $0.trimmed.count } == 0)
        #expect(with("\u{A0}x") { $0.trimmed.count } == 3, "only ASCII white space")
    }

    @Test func `kinds of values are distinguished by the first byte`() {
        #expect(with("\"\"") { $0.isString && !$0.isArray && !$0.isObject && !$0.isNull })
        #expect(with("[]") { $0.isArray })
        #expect(with("{}") { $0.isObject })
        #expect(with("null") { $0.isNull })
        #expect(with("1") { !$0.isString && !$0.isArray && !$0.isObject && !$0.isNull })
    }
}
