internal import ByteStreams
internal import JSONRecords
internal import Mimecast
internal import Sophos

/// Reads `summary.json` back (SPEC 7.4), for merging or comparing.
///
/// Strict: anything that is not a summary of ours, or whose totals contradict its files, is refused with
/// its location. Only the keys after `files` may be missing.
package struct SummaryReader {
    typealias Member = JSONNode.Member

    private static let required = [
        "version", "inputs", "bytes", "seen", "converted", "unproven", "filtered", "duplicate",
        "rejected", "damaged", "warnings", "categories", "alertTypes", "namedBy", "severities",
        "verdicts", "actions", "unmapped", "skipped", "unknownFields", "days", "first", "last",
        "files",
    ]
    private static let optional = [
        "unwrapped", "oddTypes", "unknownShapes",
        "firstSkipped", "repeated", "gone", "firstRejects", "replayed", "replayedCategories",
        "options", "interrupted",
    ]

    let document: JSONDocument<SummaryFault>
    var summary = Summary()
    /// The sum of the numbers read, in this summary and in those before it.
    var sum: UInt64 = 0
    /// The damaged inputs' lines, in the order of the list.
    var damaged: [FileLine] = []
    private var inputs: UInt64 = 0
    private var gone: UInt64?
    /// The offset of each key's value.
    private var offsets: [String: Int] = [:]

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
        // The version first: in another version all keys may differ.
        if let version = try reader.document.members(of: reader.document.root).first(where: {
            $0.key == "version"
        }) {
            try reader.check(version: version)
        }
        reader.summary.options = SummaryOptions()
        let members = try reader.document.members(
            of: reader.document.root, known: required + optional, required: required)
        for member in members {
            reader.offsets[member.key] = member.node.offset
            try reader.read(member)
        }
        try reader.check()
        sum = reader.sum
        return reader.summary
    }

    private mutating func read(_ member: Member) throws(SummaryProblem) {
        switch member.key {
        case "version": break
        case "inputs": inputs = try number(member)
        case "bytes": try readBytes(member)
        case "seen": summary.total.seen = try number(member)
        case "converted": summary.total.converted = try number(member)
        case "unproven": summary.total.unproven = try number(member)
        case "filtered": summary.total.filtered = try count(member)
        case "duplicate": summary.total.duplicate = try number(member)
        case "rejected": summary.total.rejected = try count(member)
        case "warnings": summary.total.warnings = try count(member)
        case "categories": try readCategories(member)
        case "namedBy":
            for (branch, count) in try numbers(member, NamedBy.self) {
                summary.total.namedBy[branch.rawValue] = count
            }
        case "severities":
            for (severity, count) in try numbers(member, Severity.self) {
                summary.total.severities[severity] = count
            }
        case "first":
            if let time = try optionalTime(member) { summary.total.span.first = time }
        case "last":
            if let time = try optionalTime(member) { summary.total.span.last = time }
        case "unwrapped":
            for member in try document.members(of: member.node, named: member.key) {
                summary.total.unwrapped[Array(member.key.utf8)] = try number(member)
            }
        case "oddTypes":
            for member in try document.members(of: member.node, named: member.key) {
                summary.total.oddTypes[member.key] = try number(member)
            }
        case "skipped":
            for entry in try document.members(of: member.node, named: member.key) {
                summary.skipped[entry.key] = try number(entry)
            }
        case "replayed":
            summary.isReplay = true
            summary.total.replayed = try count(member)
        case "replayedCategories":
            for (category, count) in try numbers(member, Category.self) {
                summary.total.replayedCategories[category] = count
            }
        case "firstSkipped": summary.firstSkipped = Path(try document.text(of: member))
        case "repeated": summary.repeated = try number(member)
        case "gone": gone = try number(member)
        case "interrupted": summary.isInterrupted = try document.boolean(of: member)
        default: try readList(member)
        }
    }

    private func check(version member: Member) throws(SummaryProblem) {
        if case .number("1") = member.node.value {
            throw document.problem(.earlierVersion("1"), at: member.node.offset)
        }
        try document.check(version: member, is: SummaryJSON.version)
    }

    private mutating func readList(_ member: Member) throws(SummaryProblem) {
        for node in try document.elements(of: member) {
            let entry = try entry(node, of: member.key)
            switch member.key {
            case "damaged": try readDamaged(entry)
            case "alertTypes": try readAlertType(entry)
            case "unknownFields": try readUnknownField(entry)
            case "unknownShapes": try readUnknownShape(entry)
            case "days": try readDay(entry)
            case "files": try readFile(entry)
            case "firstRejects": try readFirstReject(entry)
            case "verdicts": try readWord(entry, "verdict", to: \.verdicts)
            case "actions": try readWord(entry, "action", to: \.actions)
            case "options": try readOption(entry)
            // Unmapped names are also among the alert types.
            default: try skipUnmapped(entry)
            }
        }
    }

    private mutating func readBytes(_ member: Member) throws(SummaryProblem) {
        let keys = ["read", "decompressed"]
        for member in try document.members(
            of: member.node, named: member.key, known: keys, required: keys)
        {
            if member.key == "read" {
                summary.total.bytesRead = try number(member)
            } else {
                summary.total.bytesDecompressed = try number(member)
            }
        }
    }

    private mutating func readCategories(_ member: Member) throws(SummaryProblem) {
        let keys = ["seen", "converted", "filtered", "duplicate", "rejected"]
        for member in try document.members(of: member.node, named: member.key) {
            let category = try word(Category.self, member.key, of: "categories", at: member.offset)
            var counts = Tally.CategoryCounts()
            for member in try document.members(
                of: member.node, named: member.key, known: keys, required: keys)
            {
                let number = try number(member)
                switch member.key {
                case "seen": counts.seen = number
                case "converted": counts.converted = number
                case "filtered": counts.filtered = number
                case "duplicate": counts.duplicate = number
                default: counts.rejected = number
                }
            }
            guard counts.balances else {
                throw document.problem(.unbalancedCategory(member.key), at: member.node.offset)
            }
            summary.total.categories[category] = counts
        }
    }

    // MARK: Contradictions

    private mutating func check() throws(SummaryProblem) {
        let total = summary.total
        // A time without alerts, or vice versa, would be lost when written again.
        if total.span.first != .max, total.span.last != .min {
            summary.total.span.count = max(total.converted, 1)
        }
        guard total.balances else {
            throw document.problem(.unbalanced, at: offsets["seen"] ?? 0)
        }
        let files = summary.files
        try check("inputs", inputs, UInt64(files.count))
        if let gone { try check("gone", gone, summary.gone) }
        try check("seen", total.seen, files.reduce(0) { $0 + $1.seen })
        try check("converted", total.converted, files.reduce(0) { $0 + $1.converted })
        try check("filtered", total.filtered.total, files.reduce(0) { $0 + $1.filtered })
        try check("duplicate", total.duplicate, files.reduce(0) { $0 + $1.duplicate })
        try check("rejected", total.rejected.total, files.reduce(0) { $0 + $1.rejected })
        let replayed = files.reduce(0) { $0 + $1.replayed }
        try check("replayed", total.replayed.total, replayed)
        try matchDamage()
    }

    private func check(
        _ key: String, _ number: UInt64, _ sum: UInt64
    ) throws(SummaryProblem) {
        guard number == sum else {
            throw document.problem(.notTheSum(key: key), at: offsets[key] ?? 0)
        }
    }

    /// Each damaged input is in both lists, in the same order; one of them has more details.
    private mutating func matchDamage() throws(SummaryProblem) {
        var rest = damaged[...]
        for index in summary.files.indices {
            guard let damage = summary.files[index].damage else { continue }
            guard let told = rest.popFirst(), told.file == summary.files[index].file,
                told.damage?.reason == damage.reason
            else { throw damageDiffers }
            summary.files[index].damage = told.damage
        }
        guard rest.isEmpty else { throw damageDiffers }
    }

    private var damageDiffers: SummaryProblem {
        document.problem(.damageDiffers, at: offsets["damaged"] ?? 0)
    }
}
