import JSONRecords
import TestSupport
import Testing

@Suite struct JSONWriterTests {
    private func json(isOneLine: Bool = false, _ write: (inout JSONWriter) -> Void) -> String {
        var buffer = ByteBuffer()
        buffer.appendJSON(isOneLine: isOneLine, write)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    /// A document with a container of each kind, full and empty.
    private func write(_ layout: JSONWriter.Layout, to json: inout JSONWriter) {
        json.object(layout) { json in
            json.member("a", 1)
            json.object("b") { $0.member("c", true) }
            json.objects("d", layout, of: [2, 3]) { json, number in json.member("e", number) }
            json.array("f", layout) { _ in }
            json.object("g", layout) { _ in }
        }
        json.endLine()
    }

    @Test func `each layout has its own white space`() {
        #expect(
            json { write(.compact, to: &$0) } == """
                {"a":1,"b":{"c":true},"d":[{"e":2},{"e":3}],"f":[],"g":{}}

                """)
        #expect(
            json { write(.spaced, to: &$0) } == """
                {"a": 1, "b": {"c": true}, "d": [{"e": 2}, {"e": 3}], "f": [], "g": {}}

                """)
        #expect(
            json { write(.lines, to: &$0) } == """
                {
                  "a": 1,
                  "b": {"c": true},
                  "d": [
                    {"e": 2},
                    {"e": 3}
                  ],
                  "f": [],
                  "g": {}
                }

                """)
        #expect(
            json { write(.rows, to: &$0) } == """
                {
                "a":1,
                "b":{"c":true},
                "d":[
                {"e":2},
                {"e":3}],
                "f":[],
                "g":{}}

                """)
    }

    @Test func `on one line, nothing but the line ends and the indentation is missing`() {
        #expect(
            json(isOneLine: true) { write(.lines, to: &$0) } == """
                {"a": 1,"b": {"c": true},"d": [{"e": 2},{"e": 3}],"f": [],"g": {}}
                """)
    }

    @Test func `a line can be started anywhere, and the comma stays on the one before`() {
        let text = json { json in
            json.object { json in
                json.startLine()
                json.member("a", 1)
                json.member("b", 2)
                json.startLine()
                json.member("c", 3)
                json.endLine()
            }
        }
        #expect(text == "{\n\"a\":1,\"b\":2,\n\"c\":3\n}")
    }

    @Test func `what is nil is null, or not there at all`() {
        let text = json { json in
            json.object { json in
                json.member("a", ifPresent: Int?.none)
                json.member("b", String?.none)
                json.member("c", ifPresent: 1)
                json.array("d", of: [nil, "e"])
            }
        }
        #expect(text == #"{"b":null,"c":1,"d":[null,"e"]}"#)
    }

    @Test func `keys and text are escaped, and what is JSON already is not`() {
        let text = json { json in
            json.object { json in
                json.member("", "")
                json.member(named: "\"\n", "\u{1B}\u{202E}\\")
                json.member("json", json: Array(#"{"x": "\n"}"#.utf8))
                json.member("quoted", quoted: { $0.append("2024") })
            }
        }
        #expect(
            text == #"{"":"","\"\n":"\u001b\u202e\\","json":{"x": "\n"},"quoted":"2024"}"#)
    }

    @Test func `bytes that are not UTF-8 are written in base64, under another key`() {
        let text = json { json in
            json.object { json in
                json.member("path", bytes: Array("ü".utf8))
                json.member("path", bytes: [0xFF])
            }
        }
        #expect(text == #"{"path":"ü","path_base64":"/w=="}"#)
    }

    @Test func `the numbers at the limits are exact`() {
        let text = json { json in
            json.object { json in
                json.member("least", Int64.min)
                json.member("greatest", UInt64.max)
            }
        }
        #expect(text == #"{"least":-9223372036854775808,"greatest":18446744073709551615}"#)
    }

    @Test func `a document may be taken away in parts, and continues a text`() {
        var buffer = ByteBuffer()
        buffer.append("text ")
        var parts = ""
        var json = JSONWriter(after: buffer)
        json.object { json in
            for number in 0..<3 {
                json.member(named: "\(number)", number)
                parts += String(decoding: json.text.bytes, as: UTF8.self)
                json.text.removeAll()
            }
        }
        parts += String(decoding: json.finish().bytes, as: UTF8.self)
        #expect(parts == #"text {"0":0,"1":1,"2":2}"#)
    }

    private struct Stopped: Error {}

    @Test func `what the members throw is passed on`() {
        var json = JSONWriter(after: ByteBuffer())
        #expect(throws: Stopped.self) {
            try json.object { json in
                try json.array("a") { _ throws in throw Stopped() }
            }
        }
    }
}
