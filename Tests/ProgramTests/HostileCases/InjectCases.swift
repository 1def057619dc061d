import Testing

/// Text that a mail's sender can write: subjects that have a meaning for downstream readers.
///
/// Each case is one record between two good ones, converted into every format.
struct InjectCase: Sendable, CustomTestStringConvertible {
    var number: Int
    var name: String
    /// The subject itself.
    var subject: String
    var kept: String

    init(_ number: Int, _ name: String, _ subject: String, kept: String) {
        self.number = number
        self.name = name
        self.subject = subject
        self.kept = kept
    }

    var testDescription: String { "\(number) \(name)" }

    static let all: [InjectCase] = [
        InjectCase(
            82, "a line end and a forged CEF line",
            "x\nCEF:0|Evil|P|1|1|forged|10|src=192.0.2.4", kept: "One alert, one line."),
        InjectCase(
            83, "CR LF and a forged syslog line", "x\r\n<134>Jan 1 00:00:00 h app: login ok",
            kept: "One alert, one line."),
        InjectCase(
            84, "bars, which end CEF's header fields", "a|b|10|", kept: "The bars are text."),
        InjectCase(
            85, "an equals sign, which begins a CEF value", "x act=allow src=192.0.2.1",
            kept: "One value."),
        InjectCase(86, "a backslash at the end", "x\\", kept: "It does not reach what follows."),
        InjectCase(
            87, "backslashes in front of bars, equals signs and letters", "\\| \\= \\n",
            kept: "All of it reads back as it was."),
        InjectCase(
            88, "quotes, which end a value of key=value lines", "a\" user=\"admin",
            kept: "One value."),
        InjectCase(
            89, "U+2028, U+2029, U+0085, VT and FF, which some take for line ends",
            "a\u{2028}b\u{2029}c\u{85}d\u{0B}e\u{0C}", kept: "One line for whatever reads it."),
        InjectCase(
            90, "terminal commands", "\u{1B}]0;pwn\u{07}\u{1B}[2J\u{1B}[31m",
            kept: "No terminal obeys anything."),
        InjectCase(
            91, "a terminal command in one character, U+009B", "\u{9B}2J", kept: "As before."),
        InjectCase(
            92, "a bidirectional override", "invoice\u{202E}fdp.exe",
            kept: "The alert has it as it was; people see it by its number."),
        InjectCase(
            93, "a spreadsheet formula", "=cmd|' /C calc'!A0",
            kept: "All of it; no table for spreadsheets is written."),
        InjectCase(
            94, "HTML and a script",
            "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
            kept: "The page shows it as text."),
        InjectCase(95, "what looks like JSON", "\",\"type\":\"fake", kept: "One value."),
        InjectCase(96, "printf's signs", "%n%s%s%s%x", kept: "They mean nothing."),
        InjectCase(
            97, "a subject of a mebibyte", String(repeating: "A", count: 1 << 20),
            kept: "All of it, nothing cut."),
        InjectCase(
            98, "a hundred thousand combining marks on a letter",
            "e" + String(repeating: "\u{301}", count: 100_000), kept: "All of them."),
    ]
}
