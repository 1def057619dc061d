internal import ByteStreams
internal import JSONRecords
internal import Mimecast
internal import Sophos

/// The entries of a summary's lists.
extension SummaryReader {
    /// An object in a list: its members by key.
    struct Entry {
        /// The key of the list.
        var list: String
        var members: [String: Member]
        var offset: Int
    }

    func entry(_ node: JSONNode, of list: String) throws(SummaryProblem) -> Entry {
        let (required, optional) = Self.keys(of: list)
        let members = try document.members(
            of: node, named: list, known: required + optional, required: required)
        return Entry(
            list: list, members: Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0) }),
            offset: node.offset)
    }

    private static func keys(of list: String) -> (required: [String], optional: [String]) {
        switch list {
        case "damaged": (["file", "reason", "offset"], ["detail", "unproven"])
        case "alertTypes":
            (["alertType", "threatId", "threatName", "matched", "count", "first", "last"], [])
        case "unmapped": (["alertType", "count"], [])
        case "unknownFields": (["kind", "field", "count"], [])
        case "days": (["date", "category", "seen", "alerts"], [])
        case "unknownShapes": (["keys", "count", "first"], [])
        case "files":
            (
                ["file", "seen", "converted", "filtered", "duplicate", "rejected"],
                ["damage", "withheld", "replayed", "gone"]
            )
        case "firstRejects": (["reason", "file", "record", "line", "offset", "detail"], [])
        case "verdicts": (["category", "verdict", "count"], [])
        case "options": (["option", "value"], [])
        default: (["category", "action", "count"], [])
        }
    }

    mutating func readDamaged(_ entry: Entry) throws(SummaryProblem) {
        var line = FileLine(file: Path(try text("file", entry)))
        line.damage = FileLine.Damage(
            reason: try word(DamageReason.self, "reason", entry),
            offset: try number("offset", entry),
            detail: "", unproven: 0)
        if let detail = entry.members["detail"] {
            line.damage?.detail = try document.text(of: detail)
        }
        if let unproven = entry.members["unproven"] {
            line.damage?.unproven = try number(unproven)
        }
        damaged.append(line)
    }

    mutating func readOption(_ entry: Entry) throws(SummaryProblem) {
        let option = SummaryOptions.Entry(
            option: try text("option", entry), value: try text("value", entry))
        summary.options?.add(option)
    }

    mutating func readAlertType(_ entry: Entry) throws(SummaryProblem) {
        let type = Tally.AlertType(
            alertType: Array(try text("alertType", entry).utf8),
            threatID: try document.optionalText(of: member("threatId", entry)),
            threatName: try document.optionalText(of: member("threatName", entry)),
            matched: try word(ThreatMatch.Manner.self, "matched", entry).rawValue)
        var span = Tally.Span()
        span.count = try number("count", entry)
        span.first = try time(member("first", entry))
        span.last = try time(member("last", entry))
        summary.total.alertTypes[type, default: Tally.Span()].add(span)
    }

    mutating func skipUnmapped(_ entry: Entry) throws(SummaryProblem) {
        _ = try text("alertType", entry)
        _ = try number("count", entry)
    }

    mutating func readUnknownField(_ entry: Entry) throws(SummaryProblem) {
        let field = Tally.UnknownField(
            kind: try text("kind", entry), field: Array(try text("field", entry).utf8))
        summary.total.unknownFields[field, default: 0] += try number("count", entry)
    }

    mutating func readDay(_ entry: Entry) throws(SummaryProblem) {
        let day = Tally.Day(
            number: try day(member("date", entry)),
            category: try word(Category.self, "category", entry))
        summary.total.days[day, default: Tally.DayCounts()].add(
            Tally.DayCounts(
                seen: try number("seen", entry), alerts: try number("alerts", entry)))
    }

    mutating func readUnknownShape(_ entry: Entry) throws(SummaryProblem) {
        var names: [[UInt8]] = []
        for node in try document.elements(of: try member("keys", entry)) {
            guard case .string(let name) = node.value else {
                throw document.wrongType(try member("keys", entry), .string)
            }
            names.append(Array(name.utf8))
        }
        let place = try member("first", entry)
        let keys = ["file", "record", "line", "offset"]
        let first = Entry(
            list: "first",
            members: Dictionary(
                uniqueKeysWithValues: try document.members(
                    of: place.node, named: "first", known: keys, required: keys
                ).map { ($0.key, $0) }),
            offset: place.node.offset)
        let shape = Tally.UnknownShape(
            count: try number("count", entry), file: Path(try text("file", first)),
            record: try number("record", first),
            place: Place(line: try number("line", first), offset: try number("offset", first)))
        summary.total.add(shape, of: names)
    }

    mutating func readFile(_ entry: Entry) throws(SummaryProblem) {
        var line = FileLine(file: Path(try text("file", entry)))
        line.seen = try number("seen", entry)
        line.converted = try number("converted", entry)
        line.filtered = try number("filtered", entry)
        line.duplicate = try number("duplicate", entry)
        line.rejected = try number("rejected", entry)
        if entry.members["damage"] != nil {
            // The rest is in the list of damaged inputs.
            let reason = try word(DamageReason.self, "damage", entry)
            line.damage = FileLine.Damage(reason: reason, offset: 0, detail: "", unproven: 0)
        }
        if let withheld = entry.members["withheld"] {
            line.isWithheld = try document.boolean(of: withheld)
        }
        if let replayed = entry.members["replayed"] { line.replayed = try number(replayed) }
        if let gone = entry.members["gone"] { line.isGone = try document.boolean(of: gone) }
        summary.files.append(line)
    }

    mutating func readFirstReject(_ entry: Entry) throws(SummaryProblem) {
        let first = FirstReject(
            file: Path(try text("file", entry)), record: try number("record", entry),
            place: Place(line: try number("line", entry), offset: try number("offset", entry)),
            detail: try text("detail", entry))
        summary.firstRejects[try word(RejectReason.self, "reason", entry)] = first
    }

    mutating func readWord(
        _ entry: Entry, _ key: String, to table: WritableKeyPath<Tally, [Tally.Word: UInt64]>
    ) throws(SummaryProblem) {
        let word = Tally.Word(
            category: try word(Category.self, "category", entry),
            text: Array(try text(key, entry).utf8))
        summary.total[keyPath: table][word, default: 0] += try number("count", entry)
    }
}

/// The values of a summary.
extension SummaryReader {
    /// The sum of all numbers stays below this, so no partial sum overflows.
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
    mutating func count<Reason: CountedReason>(
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

    /// An instant in exactly the form that summaries use.
    func time(_ member: Member) throws(SummaryProblem) -> Int64 {
        let text = try document.text(of: member)
        guard let time = Self.time(text) else {
            throw document.problem(.badTime(text), at: member.node.offset)
        }
        return time
    }

    /// A date as a day number.
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
