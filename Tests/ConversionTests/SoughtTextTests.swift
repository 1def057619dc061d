import JSONRecords
import Pipeline
import Testing

@Suite struct SoughtTextTests {
    private func stands(_ text: String, inRecord record: String) -> Bool {
        guard let sought = SoughtText(text) else { return false }
        return JSONText.withText(of: Array(record.utf8)) { sought.stands(inRecord: $0) }
    }

    private func stands(_ text: String, in bytes: String) -> Bool {
        SoughtText(text)?.stands(in: Array(bytes.utf8)) ?? false
    }

    @Test func `the empty text cannot be searched for`() {
        #expect(SoughtText("") == nil)
        #expect(SoughtText("a")?.text == "a")
    }

    @Test(arguments: [
        "https://x.example/a?b=1", "X.EXAMPLE", "x.example/A", "a?b=1", "ExAmPlE", "h", "1",
    ])
    func `part of a value is found in any case`(text: String) {
        #expect(stands(text, inRecord: #"{"url":"https://x.example/a?b=1","n":2}"#))
    }

    @Test(arguments: [
        #"https:\/\/x.example\/a"#, #"https\u003a//x\u002Eexample/a"#,
        #"\u0068\u0074\u0074\u0070\u0073://X.Example/A"#,
    ])
    func `a value is found despite escapes`(written: String) {
        #expect(stands("https://x.example/a", inRecord: #"{"url":"\#(written)"}"#))
    }

    @Test func `a value is found in JSON inside of strings, however often it was escaped`() {
        var text = #"{"url":"https:\/\/x.example\/a"}"#
        for _ in 0..<3 {
            text = text.replacing(#"\"#, with: #"\\"#).replacing("\"", with: #"\""#)
            text = #"{"message":"\#(text)"}"#
            #expect(stands("https://x.example/A", inRecord: text), "\(text)")
            #expect(!stands("https://x.example/b", inRecord: text))
        }
    }

    @Test func `numbers and literals are values, field names are not`() {
        let record = #"{"scanResult":{"taggedMalicious":[true,null,{"hits":4711}]},"b":"x"}"#
        #expect(!stands("scanResult", inRecord: record))
        #expect(!stands("malicious", inRecord: record))
        #expect(!stands("hits", inRecord: record))
        #expect(stands("471", inRecord: record))
        #expect(stands("TRUE", inRecord: record))
        #expect(stands("x", inRecord: record))
        #expect(!stands("x\"}", inRecord: record))
    }

    @Test(
        arguments: [
            ("Prüfung", "bitte PRÜFUNG"), ("PRÜFUNG", #"bitte pr\u00fcfung"#), ("客户", "致客户"),
            ("客户", #"\u81f4\u5BA2\u6237"#), ("😀 a", #"\ud83D\ude00 A"#), ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ])
    func `letters of any script are found in any case`(text: String, value: String) {
        #expect(stands(text, inRecord: #"{"a":1,"subject":"\#(value)"}"#))
        #expect(!stands(text + "!", inRecord: #"{"a":1,"subject":"\#(value)"}"#))
    }

    @Test func `control characters, quotes and backslashes are found unescaped`() {
        let record = #"{"a":"one\r\ntwo\tthree \"four\" C:\\new\\users"}"#
        #expect(stands("one\r\ntwo\tthree", inRecord: record))
        #expect(stands("\"four\"", inRecord: record))
        #expect(stands(#"C:\new\users"#, inRecord: record))
        #expect(!stands("one two", inRecord: record))
    }

    @Test func `bytes that are not JSON are searched as they are`() {
        #expect(stands("Invoice", in: #"{"subject":"your INVOICE"#))
        #expect(stands("a/b", in: #"{"url":"a\/b\"#))
        #expect(stands("b", in: #"\u12"b"#))
        #expect(!stands("invoice", in: "invoic"))
        #expect(!stands("invoice", in: ""))
        let sought = SoughtText("ü")
        #expect(sought?.stands(in: [0xC3, 0xFF, 0xC3, 0xBC]) == true)
        #expect(sought?.stands(in: [0xC3, 0xFF, 0xC3]) == false)
    }

    @Test func `a text is found at every position relative to eight-byte words`() {
        for length in 1...20 {
            let text = String("needle-of-some-length".prefix(length))
            for offset in 0...17 {
                let line = String(repeating: "n", count: offset) + text.uppercased()
                #expect(stands(text, in: line), "\(text) at \(offset)")
                #expect(stands(text, in: line + "nee"))
                #expect(!stands(text + "!", in: line + "?"))
            }
        }
    }
}
