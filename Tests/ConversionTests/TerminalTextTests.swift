import Accounts
import ByteStreams
import Testing

@Suite struct TerminalTextTests {
    @Test(arguments: [
        ("plain text, ä, 日本, 🙂", "plain text, ä, 日本, 🙂"),
        ("\u{0}\u{1B}[2J\u{7F}", #"\x00\x1b[2J\x7f"#), ("a\nb\r\n\tc", #"a\x0ab\x0d\x0a\x09c"#),
        ("\u{80}\u{9B}31m\u{9F}\u{A0}x", "\\x80\\x9b31m\\x9f\u{A0}x"),
        ("invoice\u{202E}fdp.exe", #"invoice\u{202E}fdp.exe"#),
        ("\u{2066}\u{2069}\u{200E}\u{200F}\u{61C}", #"\u{2066}\u{2069}\u{200E}\u{200F}\u{061C}"#),
        ("a\u{2028}b\u{2029}c", #"a\u{2028}b\u{2029}c"#),
        ("pay\u{200B}pal\u{200D}\u{FEFF}\u{AD}", #"pay\u{200B}pal\u{200D}\u{FEFF}\u{00AD}"#),
        ("\u{3164}\u{FE0F}\u{E0041}\u{E000}", #"\u{3164}\u{FE0F}\u{E0041}\u{E000}"#),
        (#"C:\mail "x""#, #"C:\mail "x""#), ("", ""),
    ])
    func `text is shown in exactly this form`(text: String, shown: String) {
        #expect(TerminalText.escaped(text.utf8) == shown)
    }

    @Test(
        arguments: [
            ([0xFF], #"\xff"#), ([0x61, 0xC3, 0x62], #"a\xc3b"#), ([0xC0, 0xAF], #"\xc0\xaf"#),
            ([0xED, 0xA0, 0x80], #"\xed\xa0\x80"#),
            ([0xF4, 0x90, 0x80, 0x80], #"\xf4\x90\x80\x80"#),
            ([0xE2, 0x82], #"\xe2\x82"#), ([0xE2, 0x28, 0xA1], #"\xe2(\xa1"#),
            ([0x80, 0xC3, 0xA4, 0xF0, 0x9F], "\\x80ä\\xf0\\x9f"),
        ] as [([UInt8], String)])
    func `bytes that are not UTF-8 are shown one by one`(bytes: [UInt8], shown: String) {
        #expect(TerminalText.escaped(bytes) == shown)
    }

    @Test func `no scalar that moves, hides or ends text gets through`() {
        let planes: [ClosedRange<UInt32>] = [0...0xFFFF, 0x1F000...0x1FFFF, 0xE0000...0xE0FFF]
        for plane in planes {
            let text = String(String.UnicodeScalarView(plane.compactMap(Unicode.Scalar.init)))
            #expect(isSafe(TerminalText.escaped(text.utf8)))
            #expect(isSafe(TerminalText.quoted(text.utf8)))
        }
        #expect(isSafe(TerminalText.escaped(UInt8.min...UInt8.max)))
    }

    @Test func `a value is cut to eighty characters, however they are shown`() {
        let letters = String(repeating: "ä", count: 80)
        #expect(TerminalText.quoted(letters.utf8) == "\"\(letters)\"")
        #expect(TerminalText.quoted((letters + "b").utf8) == "\"\(letters)…\"")
        let escapes = String(repeating: #"\x1b"#, count: 80)
        #expect(TerminalText.quoted([UInt8](repeating: 0x1B, count: 81)) == "\"\(escapes)…\"")
        #expect(TerminalText.escaped([0x61, 0x62, 0x63], limit: 2) == "ab…")
        #expect(TerminalText.escaped([0x61, 0x62], limit: 2) == "ab")
    }

    @Test func `different values stay different between quotes`() {
        let symbols = ["\"", "\\", "x", "1", "b", "\u{1B}", "\u{202E}"]
        var texts = [""]
        var shown: Set = [TerminalText.quoted([])]
        for length in 1...4 {
            texts = texts.flatMap { text in symbols.map { text + $0 } }
            for text in texts { shown.insert(TerminalText.quoted(text.utf8)) }
            #expect(shown.count == (0...length).reduce(0) { $0 + power(symbols.count, $1) })
        }
    }

    private func power(_ base: Int, _ exponent: Int) -> Int {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }

    @Test func `escaped text contains no CI server commands`() {
        // GitHub Actions obeys `::name::` at the start of a line and `##[name]` anywhere in it.
        #expect(TerminalText.escaped("x ##[error]y".utf8) == "x #\\x23[error]y")
        #expect(TerminalText.escaped("###vso[a]".utf8) == "#\\x23#vso[a]")
        #expect(TerminalText.path(Path("::error::a.json")) == ":\\x3aerror:\\x3aa.json")
        #expect(TerminalText.path(Path("a:b#c.json")) == "a:b#c.json")
    }

    @Test func `escaping twice changes nothing`() {
        let once = TerminalText.escaped("\u{1B}##::\u{202E}\\x1b \"q\"".utf8)
        #expect(TerminalText.escaped(once.utf8) == once)
    }

    @Test func `quotes and backslashes are escaped only between quotes`() {
        #expect(TerminalText.quoted(#"a"b\c"#.utf8) == #""a\"b\\c""#)
        #expect(TerminalText.escaped(#"a"b\c"#.utf8) == #"a"b\c"#)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a hundred thousand combining marks take no longer than letters`() {
        let text = "a" + String(repeating: "\u{301}", count: 100_000)
        #expect(TerminalText.escaped(text.utf8).utf8.elementsEqual(text.utf8))
        let cut = "\"a" + String(repeating: "\u{301}", count: 79) + "…\""
        #expect(TerminalText.quoted(text.utf8).utf8.elementsEqual(cut.utf8))
        #expect(TerminalText.path(Path(text)).unicodeScalars.count == 4097)
    }

    @Test func `a path is shown on one line`() {
        #expect(TerminalText.path(Path("2024/clicks.json.gz")) == "2024/clicks.json.gz")
        #expect(TerminalText.path(Path(bytes: [0x61, 0x0A, 0x1B, 0xFF])) == #"a\x0a\x1b\xff"#)
        #expect(TerminalText.path(Path("")) == #""""#)
    }

    @Test func `bytes and checksums have all their digits`() {
        #expect(TerminalText.byte(0x0B) == "0x0b")
        #expect(TerminalText.checksum(0x1B2C) == "0x00001b2c")
        #expect(TerminalText.checksum(0x1B2C, digits: 4) == "0x1b2c")
    }
}

/// Whether `text` stays on its line, is drawn verbatim, and does not affect the terminal.
func isSafe(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: !scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
