internal import Accounts
internal import JSONRecords
internal import Mimecast
internal import Sophos

/// What is counted for every record of a file, in plain numbers.
struct RecordCounts {
    /// By category.
    var categories = InlineArray<4, Tally.CategoryCounts>(repeating: Tally.CategoryCounts())
    var loneSurrogates: UInt64 = 0
    var unknownVerdicts: UInt64 = 0
    var oddTypes: [Field: UInt64] = [:]
    private var severities: InlineArray<3, UInt64> = InlineArray(repeating: 0)
    private var span = Tally.Span()
    private var days: [Tally.Day: Tally.DayCounts] = [:]
    /// By category, the day counted last: records of one day tend to come together.
    private var current = InlineArray<4, Current>(repeating: Current())

    private struct Current {
        var day = Int32.min
        var counts = Tally.DayCounts()
    }

    /// Counts a record whose event time was read.
    ///
    /// - Parameter category: its number.
    @inline(__always)
    mutating func see(_ category: Int, day: Int32) {
        if day != current[category].day { begin(day, category) }
        current[category].counts.seen &+= 1
    }

    /// Counts an alert; its record must be the last one seen.
    mutating func convert(_ category: Int, _ severity: Severity, _ eventTime: Int64) {
        categories[category].converted += 1
        severities[Self.number(severity)] += 1
        span.add(eventTime)
        current[category].counts.alerts &+= 1
    }

    private mutating func begin(_ day: Int32, _ category: Int) {
        endDay(of: category)
        current[category].day = day
    }

    private mutating func endDay(of category: Int) {
        let ended = current[category]
        if ended.counts.seen > 0 {
            let day = Tally.Day(number: ended.day, category: Category.allCases[category])
            days[day, default: Tally.DayCounts()].add(ended.counts)
        }
        current[category] = Current()
    }

    /// Adds what was counted separately, for records that follow ours.
    mutating func absorb(_ other: RecordCounts) {
        var other = other
        for category in Category.allCases {
            other.endDay(of: category.index)
            categories[category.index].add(other.categories[category.index])
        }
        loneSurrogates += other.loneSurrogates
        unknownVerdicts += other.unknownVerdicts
        oddTypes.merge(other.oddTypes, uniquingKeysWith: +)
        for number in severities.indices { severities[number] += other.severities[number] }
        span.add(other.span)
        for (day, counts) in other.days { days[day, default: Tally.DayCounts()].add(counts) }
    }

    private static func number(_ severity: Severity) -> Int {
        switch severity {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }

    mutating func add(to tally: inout Tally) {
        for category in Category.allCases {
            endDay(of: category.index)
            tally.categories[category, default: Tally.CategoryCounts()].add(
                categories[category.index])
        }
        for severity in Severity.allCases where severities[Self.number(severity)] > 0 {
            tally.severities[severity, default: 0] += severities[Self.number(severity)]
        }
        for (day, counts) in days { tally.days[day, default: Tally.DayCounts()].add(counts) }
        for (field, count) in oddTypes { tally.oddTypes[field.name, default: 0] += count }
        tally.warnings[.oddType] += oddTypes.values.reduce(0, +)
        tally.span.add(span)
        tally.warnings[.loneSurrogate] += loneSurrogates
        tally.warnings[.unknownVerdict] += unknownVerdicts
    }
}

/// How often unknown names occurred in one file's records of each kind.
struct UnknownCounts {
    /// The reader numbers names from 0; a negative number stands for all names past its limit.
    private var numbers: [UInt64] = []
    /// The names reported so far, over all readers of the file.
    private var names: Set<[UInt8]> = []

    mutating func add(_ names: [Int32], in kind: Kind) {
        for name in names {
            let place = (Int(name < 0 ? -1 : name) + 1) * Self.kinds + Int(kind.rawValue)
            while numbers.count <= place { numbers.append(0) }
            numbers[place] += 1
        }
    }

    /// Adds what was counted separately, for records that follow ours.
    ///
    /// - Parameter number: gives our reader's number of a name that the other's reader has numbered.
    mutating func absorb(_ other: UnknownCounts, number: (Int32) -> Int32) {
        for (place, count) in other.numbers.enumerated() where count > 0 {
            let ours = number(Int32(place / Self.kinds) - 1)
            let place = (Int(ours < 0 ? -1 : ours) + 1) * Self.kinds + place % Self.kinds
            while numbers.count <= place { numbers.append(0) }
            numbers[place] += count
        }
    }

    /// Adds the counts to the tally and resets them. Names past the reader's limit are counted together,
    /// however many readers the file had.
    ///
    /// - Parameter name: returns the text for a name's number.
    mutating func tell(_ tally: inout Tally, name: (Int32) -> [UInt8]) {
        for (place, count) in numbers.enumerated() where count > 0 {
            guard let kind = Kind(rawValue: UInt8(place % Self.kinds)) else { continue }
            let number = Int32(place / Self.kinds) - 1
            let field = number < 0 ? Self.other : kept(name(number))
            tally.unknownFields[.init(kind: kind.name, field: field), default: 0] += count
        }
        numbers.removeAll(keepingCapacity: true)
    }

    private mutating func kept(_ name: [UInt8]) -> [UInt8] {
        if names.contains(name) { return name }
        guard names.count < RecordReader.unknownLimit else { return Self.other }
        names.insert(name)
        return name
    }

    /// What all others are counted under.
    private static let other = Array("*".utf8)

    /// One more than the greatest raw value of a kind.
    private static let kinds = 8
}

/// Which words one key of a file's alerts has, and how often: a verdict or an action is one of a few.
///
/// They come from the vendor, but a sender may influence them: words beyond a limit, and texts too long
/// for a word, are counted together. Which those are depends on the file alone.
package struct WordCounts {
    /// Distinct texts of one category that are kept.
    static let limit = 64
    /// Bytes that a text has in its record, quotes and all.
    static let longest = 100
    /// What all others are counted under.
    package static let other = "(other)"

    private struct Entry {
        /// Of its category.
        let number: Int
        /// As written in the record.
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

    /// Whether all words that were counted apart have room beside ours.
    func hasRoom(for other: WordCounts) -> Bool {
        for category in Category.allCases.map(\.index) {
            // What was counted together may have been a word without room.
            let news = other.entries.count { $0.number == category && !contains($0) }
            let ours = entries.count { $0.number == category }
            if ours + news > Self.limit { return false }
            if other.others[category] > 0, ours + news >= Self.limit { return false }
        }
        return true
    }

    private func contains(_ entry: Entry) -> Bool {
        entries.contains { $0.number == entry.number && $0.text == entry.text }
    }

    /// Adds what was counted separately, for records that follow ours; ``hasRoom(for:)`` must be true.
    mutating func absorb(_ other: WordCounts) {
        for (entry, count) in zip(other.entries, other.counts) {
            let known = entries.firstIndex { $0.number == entry.number && $0.text == entry.text }
            if let known {
                counts[known] += count
            } else {
                entries.append(entry)
                counts.append(count)
            }
        }
        for category in others.indices { others[category] += other.others[category] }
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
