import ByteStreams
import TestSupport
import Testing

/// Progress and colour of the program, whose standard error here is never a terminal.
@Suite struct TerminalOptionsTests {
    private func messages(
        _ options: [String], environment: [String: String] = [:]
    ) throws -> String {
        let scratch = TemporaryDirectory()
        let click =
            #"{"url":"https://example.com","scanResult":"clean","date":"2024-11-17T17:02:30Z"}"#
        let input = scratch.write(Array(click.utf8), to: "a\u{7}.json")
        let output = scratch.path.appending("out")
        let words = [ProgramRun.text(input), "--output", ProgramRun.text(output)] + options
        return try ProgramRun(words, environment: environment).messages
    }

    @Test func `a file gets neither progress nor colour`() throws {
        let text = try messages([])
        #expect(!text.contains("\r"))
        #expect(!text.contains("\u{1B}"))
    }

    @Test func `requested progress is drawn and erased before anything else is printed`()
        throws
    {
        let text = try messages(["--progress", "always", "--verbose"])
        #expect(text.hasPrefix("\r0/1 files") || text.hasPrefix("\r0 %  0/1 files"))
        let afterwards = text.split(separator: "\r\u{1B}[K", maxSplits: 1).last ?? ""
        #expect(afterwards.hasPrefix(#"a\x07.json: seen 1, "#))
        #expect(text.split(separator: "\r\u{1B}[K").last?.hasSuffix("\n") == true)
        // Everything drawn is erased before the next permanent line.
        #expect(!text.contains("files\n"))
    }

    @Test func `quiet shows no progress`() throws {
        #expect(try messages(["--progress", "always", "--quiet"]) == "")
    }

    @Test func `colour follows the flag and the environment`() throws {
        #expect(try messages(["--color", "always"]).contains("\u{1B}[1m    seen"))
        #expect(
            try messages([], environment: ["CLICOLOR_FORCE": "1"]).contains("\u{1B}[1m    seen"))
        #expect(
            try !messages([], environment: ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"])
                .contains("\u{1B}"))
    }

    @Test func `an invalid choice is refused with the valid ones`() throws {
        let run = try ProgramRun(["a.json", "--output", "out", "--color", "sometimes"])
        #expect(run.status == 64)
        #expect(run.messages.contains("'auto', 'always' or 'never'"), "\(run.messages)")
    }
}
