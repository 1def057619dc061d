package import Accounts
internal import JSONRecords
package import Sophos

/// The names in one file and the decision for each: made once, looked up by the bytes in the record, and
/// counted per alert.
///
/// Use one per file, because which names are past the limit must depend on the file alone.
package struct NameTable: Sendable {
    /// Which entry a record's name has; valid until the next look-up.
    package struct Index: Hashable, Sendable {
        fileprivate var number: Int
    }

    /// Distinct names a table keeps. A rejection's text is chosen by whoever rejects the mail, so there
    /// must be a limit; names past it are matched like all others, but counted together.
    package static let limit = 4096
    /// The maximum length in bytes of a distinct name; each is kept while its file is read.
    package static let longest = 1024
    /// What the names past a limit are counted under.
    package static let otherName = "(other)"

    private let mapping: ThreatMapping
    private let usesCategoryThreat: Bool
    /// The first is the last one past a limit; behind it stand the names that are kept.
    private var entries: [NameEntry]
    /// What was counted of each name that is kept; nothing of the first.
    private var counts = [Tally.Span()]
    /// Open addressing, a power of two wide: an entry's number, or -1.
    private var buckets: [Int32] = []
    /// The entry of a name that is kept which was looked up last; 0 before the first one.
    private var last = 0
    /// By category: the entry of its own name, or 0.
    private var constants = InlineArray<4, Int>(repeating: 0)
    private var others: [OtherKey: Tally.Span] = [:]
    private var namedBy: InlineArray<4, UInt64> = InlineArray(repeating: 0)

    private static let firstWidth = 64

    /// - Parameter usesCategoryThreat: names without a row get their category's threat.
    package init(_ mapping: ThreatMapping, usesCategoryThreat: Bool) {
        self.mapping = mapping
        self.usesCategoryThreat = usesCategoryThreat
        entries = [
            NameEntry([], .url, mapping: mapping, usesCategoryThreat: usesCategoryThreat)
        ]
        buckets = Array(repeating: -1, count: Self.firstWidth)
    }

    /// Borrowed rather than copied, so that reading one property of the entry costs no more than that.
    package subscript(_ index: Index) -> NameEntry {
        _read { yield entries[index.number] }
    }

    // MARK: Looking up

    /// The entry of a name.
    package mutating func index(of name: Naming.Name, in category: Category) -> Index {
        switch name {
        case .slice(let text): return index(of: text, in: category)
        case .text(let text): return index(of: text, in: category)
        }
    }

    /// As above, for the one name that is the category's own.
    private mutating func index(of text: StaticString, in category: Category) -> Index {
        let known = constants[category.index]
        if known > 0 {
            assert(entries[known].key == Array(text.description.utf8), "a category has one name")
            return Index(number: known)
        }
        let index = JSONText.withText(of: Array(text.description.utf8)) {
            self.index(of: $0, in: category)
        }
        constants[category.index] = index.number
        return index
    }

    private mutating func index(of text: JSONText, in category: Category) -> Index {
        // Asked once, because it is a call to another module.
        let categoryNumber = category.index
        if last > 0, isEntry(last, text, categoryNumber) { return Index(number: last) }
        let mask = buckets.count - 1
        var bucket = Self.hash(text, categoryNumber) & mask
        while buckets[bucket] >= 0 {
            let number = Int(buckets[bucket])
            if isEntry(number, text, categoryNumber) {
                last = number
                return Index(number: number)
            }
            bucket = (bucket + 1) & mask
        }
        let entry = NameEntry(
            text.bytes, category, mapping: mapping, usesCategoryThreat: usesCategoryThreat)
        guard counts.count <= Self.limit, text.count <= Self.longest else {
            entries[0] = entry
            return Index(number: 0)
        }
        last = entries.count
        buckets[bucket] = Int32(last)
        entries.append(entry)
        counts.append(Tally.Span())
        if entries.count * 2 > buckets.count { widen() }
        return Index(number: last)
    }

    /// True if the entry is that of a name. Not a method of the entry, because that would copy it.
    @inline(__always)
    private func isEntry(_ number: Int, _ text: JSONText, _ categoryNumber: Int) -> Bool {
        entries[number].categoryNumber == categoryNumber && text.equals(entries[number].key)
    }

    private mutating func widen() {
        let mask = buckets.count * 2 - 1
        buckets = Array(repeating: -1, count: mask + 1)
        for (number, entry) in entries.enumerated().dropFirst() {
            var bucket =
                JSONText.withText(of: entry.key) {
                    Self.hash($0, entry.categoryNumber)
                } & mask
            while buckets[bucket] >= 0 { bucket = (bucket + 1) & mask }
            buckets[bucket] = Int32(number)
        }
    }

    private static func hash(_ text: JSONText, _ categoryNumber: Int) -> Int {
        var mixed = UInt64(truncatingIfNeeded: categoryNumber &+ 1)
        guard text.count >= 8 else {
            for index in 0..<text.count { mixed = mix(mixed, UInt64(text[index])) }
            return Int(truncatingIfNeeded: mixed)
        }
        // Eight bytes a step; the last step may see some of them again.
        let last = text.count &- 8
        var index = 0
        while index < last {
            mixed = mix(mixed, text.word(at: index))
            index &+= 8
        }
        mixed = mix(mixed, text.word(at: last))
        return Int(truncatingIfNeeded: mixed)
    }

    /// The high bits of a product hold the most of both factors, so they come down for the next step.
    private static func mix(_ mixed: UInt64, _ word: UInt64) -> UInt64 {
        let product = (mixed ^ word) &* 0x9E37_79B9_7F4A_7C15
        return product ^ product >> 32
    }

    // MARK: Counting

    private struct OtherKey: Hashable {
        var category: Category
        var threat: Threat?
        var manner: ThreatMatch.Manner
    }

    /// Counts one alert of a name.
    package mutating func count(_ index: Index, namedBy: NamedBy, eventTime: Int64) {
        self.namedBy[namedBy.index] &+= 1
        if index.number == 0 {
            let passing = entries[0]
            let key = OtherKey(
                category: passing.category, threat: passing.name.threat, manner: passing.manner)
            others[key, default: Tally.Span()].add(eventTime)
        } else {
            counts[index.number].add(eventTime)
        }
    }

    /// Adds what another table has counted, whose alerts follow ours.
    ///
    /// - Returns: false when not all of its names have room, or had; then nothing is added.
    mutating func absorb(_ other: NameTable) -> Bool {
        guard other.others.isEmpty, counts.count + other.counts.count - 2 < Self.limit else {
            return false
        }
        for (entry, span) in zip(other.entries, other.counts).dropFirst() {
            let index = JSONText.withText(of: entry.key) { self.index(of: $0, in: entry.category) }
            counts[index.number].add(span)
        }
        for branch in namedBy.indices { namedBy[branch] += other.namedBy[branch] }
        return true
    }

    /// How many alerts each branch of the naming rule named.
    package func count(namedBy: NamedBy) -> UInt64 { self.namedBy[namedBy.index] }

    /// What was counted. Names that differ only as text in JSON may come more than once.
    package var counted:
        [(
            type: [UInt8], category: Category, threat: Threat?, manner: ThreatMatch.Manner,
            span: Tally.Span
        )]
    {
        let known = zip(entries, counts).filter { $1.count > 0 }.map { entry, span in
            (entry.name.type, entry.category, entry.name.threat, entry.manner, span)
        }
        let rest = others.map {
            (Array(Self.otherName.utf8), $0.key.category, $0.key.threat, $0.key.manner, $0.value)
        }
        return known + rest
    }
}

/// One distinct name and what was decided about it.
package struct NameEntry: Sendable {
    /// The name as it stood in the record, without quotes.
    let key: [UInt8]
    package let category: Category
    /// The category's index, to be compared without a call to another module.
    let categoryNumber: Int
    package let name: AlertName
    package let manner: ThreatMatch.Manner
    /// What the row says of severity, when it says something.
    package let severity: Severity?

    /// Whether no row matches the name, whatever threat it was given.
    package var isUnmapped: Bool { manner == .none }

    init(_ key: [UInt8], _ category: Category, mapping: ThreatMapping, usesCategoryThreat: Bool) {
        self.key = key
        self.category = category
        categoryNumber = category.index
        let match = JSONText.withText(of: key) { mapping.match(JSONStrings.unescape($0)) }
        manner = match.manner
        severity = match.row?.severity
        if let row = match.row {
            name = AlertName(type: row.alertType, threat: row.threat)
        } else {
            // The vendor's words verbatim, except for lone surrogates.
            let text = JSONText.withText(of: key, JSONStrings.repairingSurrogates)
            name = AlertName(typeText: text, threat: usesCategoryThreat ? category.threat : nil)
        }
    }
}
