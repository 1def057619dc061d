import JSONRecords
import TestSupport
import Testing

@Suite struct JSONStringsTests {
    private func unescaped(_ content: String) -> String {
        let bytes = JSONText.withText(of: Array(content.utf8), JSONStrings.unescape)
        return String(validating: bytes, as: UTF8.self) ?? "not UTF-8"
    }

    private func repaired(_ text: String) -> String {
        let bytes = JSONText.withText(of: Array(text.utf8), JSONStrings.repairingSurrogates)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func quoted(_ bytes: [UInt8]) -> String {
        var buffer = ByteBuffer()
        JSONStrings.append(bytes, to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("", ""), ("plain", "plain"), (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#"\u0000"#, "\u{0}"),
        (#"\u0041\u00e9\u20AC\u20ac"#, "A\u{E9}\u{20AC}\u{20AC}"), (#"\ud83d\ude00"#, "\u{1F600}"),
        (#"\uD83D\uDE00x"#, "\u{1F600}x"), (#"\uDBFF\uDFFF"#, "\u{10FFFF}"),
        (#"\ud800\udc00"#, "\u{10000}"),
        (#"\\u0041"#, #"\u0041"#), (#"a\\"#, #"a\"#), ("\u{E9}\\n\u{1F600}", "\u{E9}\n\u{1F600}"),
        (#"\ufffd"#, "\u{FFFD}"), (#"\ud800"#, "\u{FFFD}"), (#"\udc00"#, "\u{FFFD}"),
        (#"\ud800\ud800"#, "\u{FFFD}\u{FFFD}"), (#"\udc00\ud800"#, "\u{FFFD}\u{FFFD}"),
        (#"\ud83d\ud83d\ude00"#, "\u{FFFD}\u{1F600}"), (#"\ud83dx\ude00"#, "\u{FFFD}x\u{FFFD}"),
        (#"\ud83d\n"#, "\u{FFFD}\n"), (#"\ud83d\\ude00"#, "\u{FFFD}\\ude00"),
        (#"\ud83d\u0041"#, "\u{FFFD}A"),
    ])
    func `escaped strings decode to this`(content: String, expected: String) {
        #expect(unescaped(content) == expected)
    }

    @Test(arguments: [
        (#""plain""#, #""plain""#), (#""\ud800""#, #""\ufffd""#), (#""\uDC00x""#, #""\ufffdx""#),
        (#""\ud83d\ude00""#, #""\ud83d\ude00""#),
        (#""\ud83d\ud83d\ude00""#, #""\ufffd\ud83d\ude00""#),
        (#""\\ud800""#, #""\\ud800""#), (#""\"\\\n\u0041\ufffd""#, #""\"\\\n\u0041\ufffd""#),
        (#""\ud83d\u0041""#, #""\ufffd\u0041""#),
        (#"[{"\ud800": "\udc00"}]"#, #"[{"\ufffd": "\ufffd"}]"#),
        (#"\ud800"#, #"\ufffd"#), ("", ""),
    ])
    func `only lone surrogates are replaced`(text: String, expected: String) {
        #expect(repaired(text) == expected)
    }

    @Test func `any text reads back from its quoted form`() {
        var scalars: [Unicode.Scalar] = (0...0x2FF).compactMap { Unicode.Scalar(UInt32($0)) }
        scalars += [
            "\u{2027}", "\u{2028}", "\u{2029}", "\u{202E}", "\u{FEFF}", "\u{FFFD}", "\u{1F600}",
        ]
        for scalar in scalars {
            let text = "x" + String(Character(scalar)) + "y"
            let quoted = quoted(Array(text.utf8))
            #expect(quoted.hasPrefix("\"") && quoted.hasSuffix("\""))
            #expect(unescaped(String(quoted.unicodeScalars.dropFirst().dropLast())) == text)
        }
    }

    @Test func `anything that a reader could take for a line end or a command is escaped`() {
        #expect(quoted(Array("\"\\\n\r\t/".utf8)) == #""\"\\\n\r\t/""#)
        #expect(quoted([0x00, 0x08, 0x0C, 0x1B, 0x1F]) == #""\u0000\u0008\u000c\u001b\u001f""#)
        #expect(quoted(Array("\u{7F}\u{80}\u{9F}".utf8)) == #""\u007f\u0080\u009f""#)
        #expect(quoted(Array("\u{2028}\u{2029}".utf8)) == #""\u2028\u2029""#)
        #expect(quoted(Array("a\u{202E}b\u{2066}\u{200F}".utf8)) == #""a\u202eb\u2066\u200f""#)
        #expect(quoted(Array("\u{A0}\u{E9}\u{1F600}".utf8)) == "\"\u{A0}\u{E9}\u{1F600}\"")
    }

    @Test func `bytes that are not UTF-8 become the replacement character`() {
        #expect(quoted([0x78, 0xFF, 0x79]) == "\"x\u{FFFD}y\"")
        #expect(quoted([0xC3]) == "\"\u{FFFD}\"")
        #expect(quoted([]) == "\"\"")
    }

    @Test func `any bytes read back as Swift decodes them`() {
        var generator = SeededRandom(7)
        let parts: [[UInt8]] = [
            [0x61], Array("plain".utf8), [0x22], [0x5C], [0x0A], [0x7F], [0x00], [0xC3, 0xA9],
            [0xC3],
            [0xE2, 0x80, 0xA8], [0xE2, 0x80], [0xF0, 0x9F, 0x98, 0x80], [0xF0, 0x9F, 0x98], [0x80],
            [0xED, 0xA0, 0x80], [0xFF], [0xC2, 0x85], [0xEF, 0xBF, 0xBD],
        ]
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...8, using: &generator)).flatMap { _ in
                parts.randomElement(using: &generator)!
            }
            let quoted = quoted(bytes)
            #expect(quoted.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
            #expect(
                unescaped(String(quoted.dropFirst().dropLast()))
                    == String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func `numbers are written with all their digits`() {
        func digits(_ number: some FixedWidthInteger) -> String {
            var buffer = ByteBuffer()
            buffer.append(decimal: number)
            return String(decoding: buffer.bytes, as: UTF8.self)
        }
        for number in [0, 1, 9, 10, 99, 100, -1, -10, .max, .min] {
            #expect(digits(number) == String(number))
        }
        #expect(digits(UInt64.max) == "18446744073709551615")
        #expect(digits(Int8.min) == "-128")
        var generator = SeededRandom(3)
        for bits in 0..<64 {
            for _ in 0..<100 {
                let number = UInt64.random(in: 0...(.max >> UInt64(bits)), using: &generator)
                #expect(digits(number) == String(number))
            }
        }
        for power in sequence(first: UInt64(1), next: { $0 < .max / 10 ? $0 * 10 : nil }) {
            #expect(digits(power) == String(power))
            #expect(digits(power - 1) == String(power - 1))
        }
    }

    @Test func `bytes are appended only if they are UTF-8, wherever they are not`() {
        for length in 0...40 {
            let before = [UInt8](repeating: 0x22, count: length)
            for (part, isUTF8) in [
                ([], true), ([0x0A], true), ([0xC3, 0xA9], true), ([0xC3], false), ([0xFF], false),
                ([0x00, 0xED, 0xA0, 0x80], false),
            ] as [([UInt8], Bool)] {
                for rest in [[], [0x61], [UInt8](repeating: 0x61, count: 40)] {
                    let bytes = before + part + rest
                    var buffer = ByteBuffer()
                    buffer.append("before")
                    let isAppended = JSONText.withText(of: bytes) {
                        JSONStrings.append(ifUTF8: $0, to: &buffer)
                    }
                    let text = String(decoding: buffer.bytes, as: UTF8.self)
                    #expect(isAppended == isUTF8)
                    #expect(text == (isUTF8 ? "before" + quoted(bytes) : "before"))
                }
            }
        }
    }
}
