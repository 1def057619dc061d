internal import ByteStreams
internal import Sophos

/// What runs were asked for, as far as it decides what their summary tells: options that are not as by
/// default, and a mapping that is not the built-in one.
///
/// As summaries do, options of runs add up in any order and grouping: each option has all the values that
/// some run had.
package struct SummaryOptions: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        /// As users know it: `--category`, `mapping`.
        package var option: String
        /// `(default)` where another run had no other value.
        package var value: String

        package init(option: String, value: String) {
            self.option = option
            self.value = value
        }
    }

    /// What stands for an option that a run did not have.
    private static let none = "(default)"
    /// They decide where results are written and what one works on, or tell who somebody is.
    private static let leftOut: Set<String> = [
        "version", "command", "--compress", "--partition-by", "--checksum", "--shard",
        "--customer-id",
    ]

    /// Each option has at least one value that is not the default one.
    private var values: [String: Set<String>] = [:]

    /// Options that are all as by default.
    package init() {}

    package init(_ fingerprint: RunFingerprint) {
        let usual = RunFingerprint(ConvertOptions(), .builtIn)
        for item in fingerprint.items where !Self.leftOut.contains(item.name) {
            let isUsual = usual.items.contains(item)
            if !isUsual { add(Entry(option: item.name, value: item.value)) }
        }
    }

    /// What was written before.
    package mutating func add(_ entry: Entry) {
        values[entry.option, default: []].insert(entry.value)
    }

    package mutating func add(_ other: SummaryOptions) {
        for option in Set(values.keys).union(other.values.keys) {
            values[option] = (values[option] ?? [Self.none]).union(
                other.values[option] ?? [Self.none])
        }
    }

    /// In a fixed order.
    package var entries: [Entry] {
        values.sorted { $0.key < $1.key }.flatMap { option, values in
            values.sorted().map { Entry(option: option, value: $0) }
        }
    }

    /// The options as a shell takes them, each with its value; those that not all runs had are left out.
    ///
    /// A summary that was read may come from anybody: only options that there are, and no value without
    /// its quotes.
    package var words: [String] {
        let known = Set(RunFingerprint(ConvertOptions(), .builtIn).items.map(\.name))
        return entries.filter {
            $0.option.hasPrefix("--") && known.contains($0.option) && values[$0.option]?.count == 1
        }.flatMap { Self.words(of: $0) }
    }

    /// Options that not all runs had, by name.
    package var differing: [String] {
        values.filter { $0.value.count > 1 && $0.key != Self.mapping }.keys.sorted()
    }

    private static func words(of entry: Entry) -> [String] {
        func word(_ value: some StringProtocol) -> String {
            "\(entry.option) \(ShellWords.quoted(Array(value.utf8)))"
        }
        switch entry.option {
        case _ where entry.value == "on": return [entry.option]
        case "--category": return entry.value.split(separator: ",").map { word($0) }
        case "--unwrap-field":
            // Names as JSON has them.
            return entry.value.dropFirst().dropLast().split(separator: "\",\"").map { word($0) }
        default: return [word(entry.value)]
        }
    }

    private static let mapping = "mapping"

    /// The mapping, when it is not the built-in one throughout.
    package var mappingText: String? {
        guard let digests = values[Self.mapping] else { return nil }
        return digests.sorted().map { digest in
            digest == Self.none ? "built in" : "from a file, SHA-256 \(digest.prefix(12))…"
        }.joined(separator: "; ")
    }
}
