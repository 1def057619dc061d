import ByteStreams
import Conversion

/// The command that goes on with a run that did not end, as one types it into a shell.
enum ResumeCommand {
    /// Tells it, when there is something to go on with: the last line of a run that did not end.
    static func tell(for directory: Path) {
        guard FileStatus.isTaken(OutputTree(directory).journal) else { return }
        Messages.tell(
            "resume with: " + text(CommandLine.arguments.map { Path(argument: $0).bytes }))
    }

    /// - Parameter arguments: those of this process, the program's name among them.
    static func text(_ arguments: [[UInt8]]) -> String {
        let kept = arguments.filter { $0 != Array("--overwrite".utf8) }
        let resume = Array("--resume".utf8)
        let hasResume = kept.contains(resume)
        // Before a `--`, which ends options.
        let end = kept.firstIndex(of: Array("--".utf8)) ?? kept.endIndex
        let words = kept[..<end] + (hasResume ? [] : [resume]) + kept[end...]
        return words.map(quoted).joined(separator: " ")
    }

    /// One word of a shell's command, without anything that a terminal obeys: as it is, in single
    /// quotes, or, with control characters or bytes that are no text, in the quotes of `$'…'`.
    private static func quoted(_ word: [UInt8]) -> String {
        if !word.isEmpty, word.allSatisfy(isPlain) { return String(decoding: word, as: UTF8.self) }
        let text = String(decoding: word, as: UTF8.self)
        if TerminalText.escaped(word) == text, !word.contains(UInt8(ascii: "'")) {
            return "'\(text)'"
        }
        return "$'" + word.map(escaped).joined() + "'"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "_@%+=:,./-".utf8.contains(byte)
        }
    }

    private static func escaped(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\\"):
            "\\" + String(UnicodeScalar(byte))
        case 0x20..<0x7F: String(UnicodeScalar(byte))
        default:
            // Three octal digits: what follows cannot be taken for one more.
            "\\" + String(byte >> 6) + String(byte >> 3 & 7) + String(byte & 7)
        }
    }
}
