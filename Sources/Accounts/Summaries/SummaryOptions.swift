internal import ByteStreams
internal import Sophos

/// The runs' options, as far as they affect the summary: options that differ from their defaults, and a
/// mapping other than the built-in one.
///
/// Like summaries, options of runs can be merged in any order and grouping: each option has all the
/// values that any run had.
package struct SummaryOptions: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        /// As users know it: `--category`, `mapping`.
        package var option: String
        /// `(default)` if a run used the default.
        package var value: String

        package init(option: String, value: String) {
            self.option = option
            self.value = value
        }
    }

    /// The value of an option that a run did not have.
    private static let none = "(default)"
    /// Options that decide where results are written or which inputs are used, or that identify someone.
    private static let leftOut: Set<String> = [
        "version", "command", "--compress", "--partition-by", "--checksum", "--shard",
        "--customer-id",
    ]

    /// Each option has at least one value other than the default.
    private var values: [String: Set<String>] = [:]

    /// All options at their defaults.
    package init() {}

    package init(_ fingerprint: RunFingerprint) {
        let usual = RunFingerprint(ConvertOptions(), .builtIn)
        for item in fingerprint.items where !Self.leftOut.contains(item.name) {
            let isUsual = usual.items.contains(item)
            if !isUsual { add(Entry(option: item.name, value: item.value)) }
        }
    }

    /// Adds an entry that was read back.
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

    /// The options as shell words, each with its value; options that not all runs had are omitted.
    ///
    /// A summary that was read may come from anybody, so only existing options are used, and values are
    /// quoted.
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
            // Names as JSON strings.
            return entry.value.dropFirst().dropLast().split(separator: "\",\"").map { word($0) }
        default: return [word(entry.value)]
        }
    }

    private static let mapping = "mapping"

    /// The mapping, unless all runs used the built-in one.
    package var mappingText: String? {
        guard let digests = values[Self.mapping] else { return nil }
        return digests.sorted().map { digest in
            digest == Self.none ? "built in" : "from a file, SHA-256 \(digest.prefix(12))…"
        }.joined(separator: "; ")
    }
}
