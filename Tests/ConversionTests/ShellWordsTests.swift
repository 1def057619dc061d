import Foundation
import Testing

@testable import Accounts

@Suite struct ShellWordsTests {
    @Test(
        arguments: [
            ("exports/2024-11.json.gz", "exports/2024-11.json.gz"), ("", "''"), ("a b", "'a b'"),
            ("it's", #"'it'\''s'"#), ("$(x)`y`\"\\", "'$(x)`y`\"\\'"), ("über", "'über'"),
            ("a\nb'\\", #"$'a\012b\'\\'"#), ("\u{1B}[2J", #"$'\033[2J'"#),
            ("\u{202E}", #"$'\342\200\256'"#),
        ])
    func `a word is quoted as it would be typed`(word: String, typed: String) {
        #expect(ShellWords.quoted(Array(word.utf8)) == typed)
    }

    @Test func `bash reads back every byte`() throws {
        let word = (1...255).map { UInt8($0) } + Array("'~*?[a]{b,c}!#&|;<>".utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", "printf %s " + ShellWords.quoted(word)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let read = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(Array(read) == word)
    }
}
