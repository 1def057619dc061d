internal import Accounts
import ByteStreams

/// The options of a command line that decide what becomes of a record: a command that explains a record
/// must say the same, or it explains something else.
enum DecisionWords {
    private static let options: Set<String> = [
        "--category", "--unmapped", "--mapping", "--since", "--until", "--max-record-bytes",
        "--unwrap", "--unwrap-field",
    ]
    private static let flags: Set<String> = ["--assume-utc"]

    /// - Parameter arguments: those of this process.
    /// - Returns: the options with their values, as a shell takes them.
    static func words(of arguments: [[UInt8]]) -> [String] {
        var words: [String] = []
        var index = 0
        while index < arguments.count {
            let word = arguments[index]
            index += 1
            if word == Array("--".utf8) { break }
            let name = String(decoding: word.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
            if flags.contains(name) {
                words.append(name)
            } else if options.contains(name) {
                words.append(ShellWords.quoted(word))
                if name.utf8.count == word.count, index < arguments.count {
                    words.append(ShellWords.quoted(arguments[index]))
                    index += 1
                }
            }
        }
        return words
    }
}
