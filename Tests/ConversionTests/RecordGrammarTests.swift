import Accounts
import Glibc
import Sophos
import TestSupport
import Testing

/// Valid records generated from the grammar: each gives the alert that its answer stands for, however
/// it is written.
@Suite struct RecordGrammarTests {
    /// `RECORD_GRAMMAR=20000 swift test --filter RecordGrammar` tests more files.
    static let count = getenv("RECORD_GRAMMAR").flatMap { Int(String(cString: $0)) } ?? 60

    @Test func `a record gives the alert of what it says, however it is written`() throws {
        var parts: Set<String> = []
        for seed in 1...UInt64(Self.count) {
            let grammar = RecordGrammar(seed: seed)
            let isDeduplicated = seed % 2 == 0
            let result = try convert(text: grammar.text) {
                $0.categories = Set(Category.allCases)
                $0.deduplicates = isDeduplicated
                $0.readLimit = [7, 64, 4096, 1 << 20][Int(seed % 4)]
            }
            let difference = Self.difference(result, grammar.records, isDeduplicated)
            try #require(difference == nil, "seed \(seed): \(difference!)")
            let total = result.summary.total
            parts.formUnion(total.filtered.occurred.map(\.reason.rawValue))
            parts.formUnion(total.warnings.occurred.map(\.reason.rawValue))
            parts.formUnion(total.categories.filter { $1.converted > 0 }.map(\.key.rawValue))
            if !total.unwrapped.isEmpty { parts.insert("unwrapped") }
        }
        #expect(
            parts.isSuperset(of: [
                "attachment", "impersonation", "url", "rejection", "other-kind", "clean-or-safe",
                "lone-surrogate", "unknown-verdict", "odd-type", "line-prefix", "unwrapped",
            ]))
    }

    /// The first difference between what a run gave and the answers; nil if there is none.
    private static func difference(
        _ result: (summary: Summary, tree: Tree),
        _ records: [(answer: RecordGrammar.Answer, text: String)], _ isDeduplicated: Bool
    ) -> String? {
        let lines = (result.tree.files["alerts/in.ndjson.ndjson"] ?? []).split(separator: 0x0A)
        var rest = lines[...]
        var ids: [Int: String] = [:]
        var filtered: UInt64 = 0
        for (answer, text) in records {
            guard let expected = RecordModel.alert(of: answer) else {
                filtered += 1
                continue
            }
            if isDeduplicated, ids[answer.number] != nil { continue }
            guard var alert = rest.popFirst().flatMap({ seen(Array($0)) }) else {
                return "no alert of \(text)\n\(answer)"
            }
            let first = alert.removeFirst()
            if first.key != "id" || first.value.utf8.count != 37 { return "\(first) of \(text)" }
            if ids.updateValue(first.value, forKey: answer.number) ?? first.value != first.value {
                return "another id for \(text)\n\(answer.held)"
            }
            guard let second = alert.firstIndex(where: { $0.key == "event_service_event_id" }),
                alert.remove(at: second).value == first.value, second == 11
            else { return "no second id of \(text)" }
            if let difference = difference(alert, expected) {
                return "\(difference) of \(text)\n\(answer.held)"
            }
        }
        if !rest.isEmpty { return "\(rest.count) alerts too many" }
        if Set(ids.values).count != ids.count { return "an id twice" }
        let total = result.summary.total
        let converted = UInt64(lines.count)
        let duplicate = UInt64(records.count) - filtered - converted
        return total.seen == UInt64(records.count) && total.converted == converted
            && total.filtered.total == filtered && total.rejected.total == 0
            && total.duplicate == duplicate && total.balances
            ? nil : "counts: \(total)"
    }

    private static func difference(
        _ alert: [(key: String, value: String)], _ expected: [(key: String, value: String)]
    ) -> String? {
        for (alert, expected) in zip(alert, expected) {
            // By bytes, because strings are equal that look equal.
            if alert.key != expected.key || Array(alert.value.utf8) != Array(expected.value.utf8) {
                return "\(alert), not \(expected),"
            }
        }
        return alert.count == expected.count
            ? nil : "\(alert.map(\.key)), not \(expected.map(\.key))"
    }

    /// The members of an alert, those of objects with their path: a string with a quote before it, of a
    /// list its elements.
    private static func seen(
        _ json: [UInt8], _ path: String = ""
    ) -> [(key: String, value: String)]? {
        JSONChecker.members(of: json)?.flatMap { member in
            let name = path + member.name
            return seen(member.value, name + ".") ?? [(name, seen(value: member.value))]
        }
    }

    private static func seen(value: [UInt8]) -> String {
        if let text = JSONChecker.text(of: value) { return "\"" + text }
        if let elements = JSONChecker.elements(of: value) {
            return "[" + elements.map(seen(value:)).joined(separator: RecordModel.separator)
        }
        return String(decoding: value, as: UTF8.self)
    }
}
