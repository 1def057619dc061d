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
        /// Of its category.
        let number: Int
        /// As it stands in the record.
        let text: [UInt8]
    }

    private var entries: [Entry] = []
    /// How often each of the entries came.
    private var counts: [UInt64] = []
    private var others = [UInt64](repeating: 0, count: Category.allCases.count)

    mutating func count(_ text: JSONText, in category: Category) {
        let number = category.index
        for index in entries.indices
        where entries[index].number == number && text.equals(entries[index].text) {
            counts[index] &+= 1
            return
        }
        let isFull = entries.count { $0.number == number } == Self.limit
        if text.count > Self.longest || isFull {
            others[number] &+= 1
        } else {
            entries.append(Entry(number: number, text: text.bytes))
            counts.append(1)
        }
    }

    func add(to tally: inout [Tally.Word: UInt64]) {
        for (entry, count) in zip(entries, counts) {
            let category = Category.allCases[entry.number]
            let word = Tally.Word(category: category, text: Self.word(entry.text))
            tally[word, default: 0] += count
        }
        for category in Category.allCases {
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
