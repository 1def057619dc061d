package import ByteStreams
internal import JSONRecords
package import Sophos

/// The options that affect a run's output. Results of two runs may be combined only if all of them are
/// equal.
package struct RunFingerprint: Hashable, Sendable {
    /// One option: its name as users know it, and its value as text.
    package struct Item: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A difference, for a message.
    package struct Difference: Hashable, Sendable {
        package var name: String
        /// nil if the earlier run did not have it.
        package var was: String?
        package var now: String?
    }

    package private(set) var items: [Item]

    package init(items: [Item]) { self.items = items }

    package init(_ options: ConvertOptions, _ mapping: ThreatMapping) {
        let keys = PartitionKey.allCases.filter(options.partitionKeys.contains)
        let categories = Category.allCases.filter(options.categories.contains)
        let values: [(String, String)] = [
            // Another version may decide differently.
            ("version", Product.version),
            ("command", options.replays ? "replay" : "convert"),
            ("--format", options.format.rawValue),
            ("--compress", options.compression.rawValue),
            ("--partition-by", Self.list(keys.map(\.rawValue))),
            ("--category", Self.list(categories.map(\.rawValue))),
            ("--since", Self.time(options.window.lowerBound, none: .min)),
            ("--until", Self.time(options.window.upperBound, none: .max)),
            ("--deduplicate", Self.word(options.deduplicates)),
            ("--unmapped", options.unmapped.rawValue),
            ("--include-raw", Self.word(options.includesRaw)),
            ("--customer-id", options.customerID ?? "none"),
            ("--strict", Self.word(options.isStrict)),
            ("--keep-damaged", Self.word(options.keepsDamaged)),
            ("--unwrap", options.unwrap.rawValue),
            ("--unwrap-field", Self.names(options.unwrapFields)),
            ("--assume-utc", Self.word(options.assumesUTC)),
            ("--max-record-bytes", String(options.recordLimit)),
            ("--checksum", Self.word(options.checksums)),
            ("--shard", options.shard?.text ?? "none"),
        ]
        items = values.map { Item(name: $0.0, value: $0.1) }
        items += mapping.rows.map { row in
            Item(name: Self.row(row.alertType), value: Self.words(row))
        }
        let severity = mapping.severity
        items += [
            Item(name: "severity of malicious alerts", value: severity.malicious.rawValue),
            Item(name: "severity of rejections", value: severity.rejection.rawValue),
            Item(name: "severity of other alerts", value: severity.otherwise.rawValue),
            Item(name: Self.mapping, value: mapping.digest.hexadecimal),
        ]
    }

    private static let mapping = "mapping"

    private static func row(_ alertType: String) -> String { "mapping row \(alertType)" }

    /// `T1598.003 Spearphishing Link, high`
    private static func words(_ row: ThreatRow) -> String {
        let threat = "\(row.threat.id) \(row.threat.name)"
        return row.severity.map { "\(threat), \($0.rawValue)" } ?? threat
    }

    /// The options and the parts of the mapping in which a run with this fingerprint differs from an
    /// earlier one. Differences in the mapping's rows are given as text; its digest only if there are
    /// none.
    package func differences(from earlier: RunFingerprint) -> [Difference] {
        let was = Dictionary(earlier.items.map { ($0.name, $0.value) }) { first, _ in first }
        let now = Dictionary(items.map { ($0.name, $0.value) }) { first, _ in first }
        let gone = earlier.items.filter { now[$0.name] == nil }
        let names = items.map(\.name) + gone.map(\.name)
        let differences = names.filter { was[$0] != now[$0] }.map {
            Difference(name: $0, was: was[$0], now: now[$0])
        }
        let inWords = differences.filter { $0.name != Self.mapping }
        return inWords.isEmpty ? differences : inWords
    }

    private static func word(_ value: Bool) -> String { value ? "on" : "off" }

    private static func list(_ words: [String]) -> String {
        words.isEmpty ? "none" : words.joined(separator: ",")
    }

    /// Each name once, as a JSON string, because a name may contain anything.
    private static func names(_ names: [String]) -> String {
        list(
            Set(names).sorted().map { name in
                var text = ByteBuffer(capacity: name.utf8.count + 2)
                JSONStrings.append(name.utf8, to: &text)
                return String(decoding: text.bytes, as: UTF8.self)
            })
    }

    private static func time(_ instant: Int64, none: Int64) -> String {
        if instant == none { return "none" }
        var text = ByteBuffer(capacity: 64)
        Timestamp.append(instant, to: &text)
        return String(decoding: text.bytes, as: UTF8.self)
    }
}

extension ThreatMapping {
    /// Identifies the mapping: equivalent mappings have the same digest, however their files are
    /// formatted.
    package var digest: SHA256Digest {
        var text = ByteBuffer(capacity: 8192)
        MappingText.append(self, to: &text)
        return text.withBytes { SHA256.digest(of: $0) }
    }
}
