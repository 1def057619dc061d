internal import ByteStreams
internal import JSONRecords
internal import Mimecast
internal import Sophos

/// Reads `summary.json` back (SPEC 7.4), for merging or comparing.
///
/// Strict: anything that is not a summary of ours, or whose totals contradict its files, is refused with
/// its location.
package struct SummaryReader {
    typealias Member = JSONNode.Member

    /// A number that must follow from the rest of the summary.
    struct Claim {
        let key: String
        let offset: Int
        let number: UInt64
        let count: @Sendable (Summary) -> UInt64

        init(member: Member, _ number: UInt64, of count: @escaping @Sendable (Summary) -> UInt64) {
            key = member.key
            offset = member.node.offset
            self.number = number
            self.count = count
        }
    }

    let document: JSONDocument<SummaryFault>
    /// The sum of the numbers read, in this summary and in those before it.
    private var sum: UInt64
    var claims: [Claim] = []
    /// The damaged inputs, in the order of their list.
    var damaged: [(file: Path, damage: FileLine.Damage)] = []

    private init(_ bytes: [UInt8], sum: UInt64) throws(SummaryProblem) {
        document = try JSONDocument(bytes)
        self.sum = sum
    }

    /// - Parameter sum: the sum of all numbers in the summaries that this one will be merged with; this
    ///   one's numbers are added to it.
    /// - Throws: `SummaryProblem`, the first in the order of the document.
    package static func read(
        _ bytes: [UInt8], sum: inout UInt64
    ) throws(SummaryProblem) -> Summary {
        var reader = try SummaryReader(bytes, sum: sum)
        let root = reader.document.root
        let members = try reader.document.members(of: root)
        // The version first: in another version all keys may differ.
        if let version = members.first(where: { $0.key == "version" }) {
            try reader.check(version: version)
        }
        var summary = Summary()
        summary.options = SummaryOptions()
        try reader.read(root, named: nil, SummaryJSON.keys, into: &summary)
        let offsets = members.map { ($0.key, $0.node.offset) }
        try reader.check(&summary, Dictionary(uniqueKeysWithValues: offsets))
        sum = reader.sum
        return summary
    }

    private func check(version member: Member) throws(SummaryProblem) {
        if case .number("1") = member.node.value {
            throw document.problem(.earlierVersion("1"), at: member.node.offset)
        }
        try document.check(version: member, is: SummaryJSON.version)
    }

    /// Reads the members of an object.
    ///
    /// - Parameter name: the key whose value the object is; nil for the document itself.
    mutating func read<Object>(
        _ node: JSONNode, named name: String?, _ keys: [SummaryKey<Object>],
        into object: inout Object
    ) throws(SummaryProblem) {
        let members = try document.members(
            of: node, named: name, known: keys.map(\.name),
            required: keys.filter(\.isRequired).map(\.name))
        for member in members {
            guard let key = keys.first(where: { $0.name == member.key }) else { continue }
            try key.read(member, &object, &self)
        }
    }

    // MARK: Contradictions

    /// - Parameter offsets: that of each key's value.
    private func check(
        _ summary: inout Summary, _ offsets: [String: Int]
    ) throws(SummaryProblem) {
        let total = summary.total
        // A time without alerts, or vice versa, would be lost when written again.
        if total.span.first != .max, total.span.last != .min {
            summary.total.span.count = max(total.converted, 1)
        }
        guard total.balances else {
            throw document.problem(.unbalanced, at: offsets["seen"] ?? 0)
        }
        for claim in claims where claim.number != claim.count(summary) {
            throw document.problem(.notTheSum(key: claim.key), at: claim.offset)
        }
        let files = summary.files
        let sums: [(key: String, total: UInt64, number: KeyPath<FileLine, UInt64>)] = [
            ("seen", total.seen, \.seen), ("converted", total.converted, \.converted),
            ("filtered", total.filtered.total, \.filtered),
            ("duplicate", total.duplicate, \.duplicate),
            ("rejected", total.rejected.total, \.rejected),
            ("replayed", total.replayed.total, \.replayed),
        ]
        for sum in sums where sum.total != files.reduce(0, { $0 + $1[keyPath: sum.number] }) {
            throw document.problem(.notTheSum(key: sum.key), at: offsets[sum.key] ?? 0)
        }
        guard matchDamage(&summary.files) else {
            throw document.problem(.damageDiffers, at: offsets["damaged"] ?? 0)
        }
    }

    /// Each damaged input is in both lists, in the same order; one of them has more details.
    private func matchDamage(_ files: inout [FileLine]) -> Bool {
        var rest = damaged[...]
        for index in files.indices {
            guard let damage = files[index].damage else { continue }
            guard let told = rest.popFirst(), told.file == files[index].file,
                told.damage.reason == damage.reason
            else { return false }
            files[index].damage = told.damage
        }
        return rest.isEmpty
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

    /// One of a closed list of words.
    func word<Word: RawRepresentable<String>>(_ member: Member) throws(SummaryProblem) -> Word {
        try word(try document.text(of: member), of: member.key, at: member.node.offset)
    }

    /// - Parameter key: that of the object whose keys are words.
    func word<Word: RawRepresentable<String>>(
        key member: Member, of key: String
    ) throws(SummaryProblem) -> Word {
        try word(member.key, of: key, at: member.offset)
    }

    private func word<Word: RawRepresentable<String>>(
        _ text: String, of key: String, at offset: Int
    ) throws(SummaryProblem) -> Word {
        guard let word = Word(rawValue: text) else {
            throw document.problem(.unknownWord(key: key, text), at: offset)
        }
        return word
    }

    /// An array of strings.
    func texts(_ member: Member) throws(SummaryProblem) -> [[UInt8]] {
        var texts: [[UInt8]] = []
        for node in try document.elements(of: member) {
            guard case .string(let text) = node.value else {
                throw document.wrongType(member, .string)
            }
            texts.append(Array(text.utf8))
        }
        return texts
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
}
