internal import JSONRecords
internal import Mimecast
internal import Sophos

/// The values of a summary.
extension SummaryReader {
    /// The sum of all numbers stays below this, so no sum of some of them overflows.
    private static let limit: UInt64 = 1 << 62

    mutating func number(_ member: Member) throws(SummaryProblem) -> UInt64 {
        let number = try document.wholeNumber(of: member)
        guard number < Self.limit, sum + number < Self.limit else {
            throw document.problem(.tooGreat, at: member.node.offset)
        }
        sum += number
        return number
    }

    /// `{reason: n}`
    mutating func count<Reason: RawRepresentable<String> & CaseIterable & Hashable & Sendable>(
        _ member: Member
    ) throws(SummaryProblem) -> Count<Reason> {
        var count = Count<Reason>()
        for (reason, number) in try numbers(member, Reason.self) { count[reason] = number }
        return count
    }

    mutating func numbers<Word: RawRepresentable<String>>(
        _ member: Member, _ type: Word.Type
    ) throws(SummaryProblem) -> [(Word, UInt64)] {
        var numbers: [(Word, UInt64)] = []
        for entry in try document.members(of: member.node, named: member.key) {
            let word = try word(type, entry.key, of: member.key, at: entry.offset)
            numbers.append((word, try number(entry)))
        }
        return numbers
    }

    func word<Word: RawRepresentable<String>>(
        _ type: Word.Type, _ text: String, of key: String, at offset: Int
    ) throws(SummaryProblem) -> Word {
        guard let word = Word(rawValue: text) else {
            throw document.problem(.unknownWord(key: key, text), at: offset)
        }
        return word
    }

    // MARK: Times

    func optionalTime(_ member: Member) throws(SummaryProblem) -> Int64? {
        if case .null = member.node.value { return nil }
        return try time(member)
    }

    /// An instant as summaries write it, and no other way of writing it.
    func time(_ member: Member) throws(SummaryProblem) -> Int64 {
        let text = try document.text(of: member)
        guard let time = Self.time(text) else {
            throw document.problem(.badTime(text), at: member.node.offset)
        }
        return time
    }

    /// A date as the number of its day.
    func day(_ member: Member) throws(SummaryProblem) -> Int32 {
        let text = try document.text(of: member)
        guard let time = Self.time(text + "T00:00:00.000Z") else {
            throw document.problem(.badTime(text), at: member.node.offset)
        }
        return Int32(EventTime.dayNumber(of: time))
    }

    private static func time(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard let time = JSONText.withText(of: bytes, { EventTime.parse(content: $0) }) else {
            return nil
        }
        var written = ByteBuffer(capacity: 64)
        Timestamp.append(time, to: &written)
        return written.bytes == bytes ? time : nil
    }

    // MARK: Members of entries

    func member(_ key: String, _ entry: Entry) throws(SummaryProblem) -> Member {
        guard let member = entry.members[key] else {
            throw document.problem(.missingKey(key), at: entry.offset)
        }
        return member
    }

    func text(_ key: String, _ entry: Entry) throws(SummaryProblem) -> String {
        try document.text(of: member(key, entry))
    }

    mutating func number(_ key: String, _ entry: Entry) throws(SummaryProblem) -> UInt64 {
        try number(member(key, entry))
    }

    func word<Word: RawRepresentable<String>>(
        _ type: Word.Type, _ key: String, _ entry: Entry
    ) throws(SummaryProblem) -> Word {
        let member = try member(key, entry)
        return try word(
            type, try document.text(of: member), of: key, at: member.node.offset)
    }
}
