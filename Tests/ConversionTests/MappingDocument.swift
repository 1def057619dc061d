import ByteStreams
import Foundation
import JSONRecords
import Mimecast
import Sophos
import TestSupport

@testable import Accounts
@testable import Pipeline
@testable import Runs

/// The parts of docs/MAPPING.md generated from the tables in the code, each between `<!-- begin NAME
/// -->` and `<!-- end NAME -->`.
enum MappingDocument {
    static let path = Sample.root.directory.appending("docs/MAPPING.md")

    /// The parts by name.
    static func parts() throws -> [(name: String, text: String)] {
        [
            ("kinds", kinds), ("names", names), ("threats", threats), ("severities", severities),
            ("keys", keys(AlertMapping.rows)), ("fields", try fields()),
            ("identity", identity(AlertMapping.rows)), ("spellings", spellings),
        ]
    }

    /// What the sentences of the documents say of lists that the code has: by document, from docs/.
    static var phrases: [(document: String, phrase: String)] {
        let pages = WrapperMember.pageArrays.map(\.member.name)
        let when = ExpectedFormat.timeFields.fields.map(\.name)
        let rejection = Naming.fields(of: .rejection).map(\.name)
        return [
            ("MAPPING.md", "array that contains it (\(code(pages)), in any spelling)"),
            (
                "MAPPING.md",
                "the first of \(list(Kind.typeFields.fields.map(\.name), "and")) with a known word"
            ),
            ("MAPPING.md", "whose verdict (\(list(Verdict.fields.fields.map(\.name), "or")), in"),
            ("MAPPING.md", "event time in UTC: \(list(when, "or")) |"),
            ("MAPPING.md", "| first of \(code(rejection)), up to"),
            ("INPUTS.md", "when \(list(WrapperMember.copies.map(\.name), "or")) holds"),
            (
                "INPUTS.md",
                "one of these names: \(code(WrapperMember.texts.map(\.name))), and those given"
            ),
        ]
    }

    /// The document with every part regenerated.
    static func renewed(_ document: String) throws -> String {
        var document = document
        for (name, text) in try parts() {
            let begin = "<!-- begin \(name) -->\n"
            let end = "<!-- end \(name) -->"
            guard let start = document.range(of: begin)?.upperBound,
                let stop = document.range(of: end)?.lowerBound, start <= stop
            else { throw MissingPart(name: name) }
            document.replaceSubrange(start..<stop, with: text + "\n")
        }
        return document
    }

    struct MissingPart: Error {
        var name: String
    }

    private static func table(_ head: [String], _ rows: [[String]]) -> String {
        let lines = [head, head.map { _ in "---" }] + rows
        return lines.map { "| " + $0.joined(separator: " | ") + " |" }
            .map {
                $0.replacing("--- |", with: "---|").replacing("| ---", with: "|---").replacing(
                    "|  |", with: "| |"
                ).replacing("|  |", with: "| |")
            }
            .joined(separator: "\n")
    }

    private static func code(_ words: some Sequence<String>) -> String {
        words.map { "`\($0)`" }.joined(separator: ", ")
    }

    /// `a`, `b` or `c`
    private static func list(_ words: [String], _ conjunction: String) -> String {
        guard let last = words.last, words.count > 1 else { return code(words) }
        return "\(code(words.dropLast())) \(conjunction) \(code([last]))"
    }

    // MARK: Parts

    private static var kinds: String {
        let rows = KindEvidence.KeyRule.allCases.map { rule in
            [rule.text, rule.kind.name]
        }
        return table(["fields", "kind"], rows)
    }

    private static var names: String {
        table(
            ["category", "fields that have a say, in the order of the rule"],
            Category.allCases.map { category in
                let fields = Naming.fields(of: category).map(\.name)
                return [
                    "`\(category.rawValue)`", fields.isEmpty ? "none: a constant" : code(fields),
                ]
            })
    }

    private static var threats: String {
        table(
            ["alertType", "threatId", "threatName"],
            ThreatMapping.builtIn.rows.map { [$0.alertType, $0.threat.id, $0.threat.name] })
    }

    private static var severities: String {
        let rules = ThreatMapping.builtIn.severity
        return table(
            ["severity", "when"],
            [
                [
                    "`\(rules.malicious.rawValue)`",
                    "the verdict is `malicious`, or `taggedMalicious` is true",
                ],
                ["`\(rules.rejection.rawValue)`", "the category is `rejection`"],
                ["`\(rules.otherwise.rawValue)`", "otherwise"],
            ])
    }

    static func keys(_ rows: [AlertMapping.Row]) -> String {
        table(
            ["key", "fields, in order of preference", "remarks"],
            AlertKey.inOrder.map { key in
                let row = rows.first { $0.key == key }
                let only = row?.only.map { "\($0.rawValue) alerts only" }
                return [
                    "`\(key.name)`", code(row?.fields.map(\.name) ?? []),
                    [only, remark(on: key)].compactMap { $0 }.joined(separator: "; "),
                ]
            })
    }

    private static func remark(on key: AlertKey) -> String? {
        switch key.shape {
        case .constant:
            let values = Set(Category.allCases.map { key.constant(in: $0).description })
            return values.count == 1 ? "`\(values.first ?? "")`" : "the category"
        case .address: return "`{\"ip\":…}`; left out unless it is an IPv4 or IPv6 address"
        case .number: return "a number"
        case .boolean: return "a boolean: `\"true\"` becomes `true`"
        case .asWritten: return "a list stays a list"
        case .record: return "with `--include-raw`: the record as it was read, on one line"
        case .text: return nil
        }
    }

    /// The places of each tuple: a key stands for the first of its fields that is not missing.
    static func identity(_ rows: [AlertMapping.Row]) -> String {
        let identity = Identity(rows)
        func name(_ place: FieldChoice) -> String {
            for row in rows where Set(row.fields) == Set(place.fields) {
                let first = place.fields[0]
                let isInOrder = row.fields[0] == first
                return "`\(row.key.name)`" + (isInOrder ? "" : ", `\(first.name)` first")
            }
            return list(place.fields.map(\.name), "or")
        }
        let tuples: [(record: String, Identity.Tuple, Kind)] = [
            ("attachment", .message, .attachment),
            ("impersonation with an `id`", .vendorID, .impersonation),
            ("impersonation without an `id`", .message, .impersonation),
            ("url", .message, .url), ("any SIEM record", .siem, .url),
        ]
        return table(
            ["record", "places, in order"],
            tuples.map { record, tuple, kind in
                let word = tuple == .siem ? ["SIEM 2.0's word for the kind (`url protect`)"] : []
                let places = identity.places(of: tuple, kind)?.map(name) ?? []
                return [record, (word + places).joined(separator: "; ")]
            } + [
                [
                    "any of these without the message id, and SIEM without all three ids",
                    "every field that feeds the alert or decides its kind, if it has a value",
                ]
            ])
    }

    private static var spellings: String { code(Field.allCases.map(\.name)) }

    /// Samples of every Mimecast log that alerts are made from.
    private static let samples = [
        "page-attachments", "page-impersonation", "page-clicks", "old-clicks", "siem2-batch",
        "siem2-page", "siem1-mta", "rejections",
    ]

    /// Which field fed which key, in those samples.
    private static func fields() throws -> String {
        var fed: [AlertKey: [Category: Set<Field>]] = [:]
        for name in samples {
            var options = ConvertOptions()
            options.categories = Set(Category.allCases)
            nonisolated(unsafe) var found: [(Category, [AlertMapping.FedKey])] = []
            let inputs = try InputList([.path(Sample.root.appending("\(name)/input"))])
            let run = ExplainRun(inputs, options, mapping: .builtIn)
            // One job: called from this thread.
            _ = try run.run(ExplainRequest(limit: .max)) { find in
                guard case .piece(let piece) = find else { return true }
                var category: Category?
                for step in piece.steps {
                    if case .category(let is_, _) = step { category = is_ }
                    if case .values(let keys) = step, let category {
                        found.append((category, keys))
                    }
                }
                return true
            }
            for (category, keys) in found {
                for key in keys {
                    fed[key.key, default: [:]][category, default: []].insert(key.field)
                }
            }
        }
        let rows = AlertMapping.rows.map { row in
            ["`\(row.key.name)`"]
                + Category.allCases.map { category in
                    let seen = fed[row.key]?[category] ?? []
                    let names = row.fields.filter { seen.contains($0) }.map(\.name)
                    return code(names)
                }
        }
        return table(["key"] + Category.allCases.map { "`\($0.rawValue)`" }, rows)
    }
}
