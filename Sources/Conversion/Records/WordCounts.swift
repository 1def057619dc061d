internal import JSONRecords
internal import Sophos

/// Which words one key of a file's alerts has, and how often: a verdict or an action is one of a few.
///
/// They come from the vendor, and what stands in them may be anybody's choice: words beyond a limit,
/// and what is too long for a word, are counted together. Which those are depends on the file alone.
struct WordCounts {
    /// Distinct texts of one category that are kept.
    static let limit = 64
    /// Bytes that a text has in its record, quotes and all.
    static let longest = 100
    /// What all others are counted under.
    static let other = "(other)"

    private struct Entry {
        /// As it stands in the record.
        var text: [UInt8]
        var count: UInt64 = 1
    }

    private var entries = [[Entry]](repeating: [], count: Category.allCases.count)
    private var others = [UInt64](repeating: 0, count: Category.allCases.count)

    mutating func count(_ text: JSONText, in category: Category) {
        let index = category.index
        for number in entries[index].indices where text.equals(entries[index][number].text) {
            entries[index][number].count &+= 1
            return
        }
        if text.count > Self.longest || entries[index].count == Self.limit {
            others[index] &+= 1
        } else {
            entries[index].append(Entry(text: text.bytes))
        }
    }

    func add(to tally: inout [Tally.Word: UInt64]) {
        for category in Category.allCases {
            for entry in entries[category.index] {
                let word = Tally.Word(category: category, text: Self.word(entry.text))
                tally[word, default: 0] += entry.count
            }
            let count = others[category.index]
            if count > 0 {
                tally[.init(category: category, text: Array(Self.other.utf8)), default: 0] += count
            }
        }
    }

    private static func word(_ text: [UInt8]) -> [UInt8] {
        let plain = JSONText.withText(of: text) { JSONStrings.unescape($0.content) }
        return JSONText.withText(of: plain) { $0.trimmed.bytes.map(JSONText.lowercased) }
    }
}
