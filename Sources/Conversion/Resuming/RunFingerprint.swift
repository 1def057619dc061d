internal import ByteStreams
internal import JSONRecords
internal import Sophos

/// The options that decide what a run writes. Results of two runs go together only when all of them
/// are the same.
package struct RunFingerprint: Hashable, Sendable {
    /// One option: its name as users know it, and its value in words.
    package struct Item: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    /// What differs, for a message.
    package struct Difference: Hashable, Sendable {
        package var name: String
        /// Nil: the earlier run did not have it.
        package var was: String?
        package var now: String?
    }

    package private(set) var items: [Item]

    init(items: [Item]) { self.items = items }

    init(_ options: ConvertOptions, _ mapping: ThreatMapping) {
        let keys = PartitionKey.allCases.filter(options.partitionKeys.contains)
        let categories = Category.allCases.filter(options.categories.contains)
        let values: [(String, String)] = [
            // Another version may decide otherwise.
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
            ("mapping", mapping.digest.hexadecimal),
        ]
        items = values.map { Item(name: $0.0, value: $0.1) }
    }

    /// The first option in which a run with this fingerprint differs from an earlier one.
    func difference(from earlier: RunFingerprint) -> Difference? {
        for item in items {
            let was = earlier.items.first { $0.name == item.name }?.value
            if was != item.value { return Difference(name: item.name, was: was, now: item.value) }
        }
        let names = Set(items.map(\.name))
        return earlier.items.first { !names.contains($0.name) }.map {
            Difference(name: $0.name, was: $0.value, now: nil)
        }
    }

    private static func word(_ value: Bool) -> String { value ? "on" : "off" }

    private static func list(_ words: [String]) -> String {
        words.isEmpty ? "none" : words.joined(separator: ",")
    }

    /// Each name once, as JSON has it, because a name may hold anything.
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
