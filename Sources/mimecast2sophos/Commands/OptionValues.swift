internal import Accounts
internal import ArgumentParser
internal import ByteStreams
internal import JSONRecords
internal import Reports
internal import Runs
internal import Sophos

/// A value that is one of a few words: the raw values of a type, in any case.
protocol Choice: ExpressibleByArgument, CaseIterable, RawRepresentable<String> {}

extension Choice {
    init?(argument: String) { self.init(rawValue: argument.lowercased()) }

    static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension ConvertOptions.UnwrapMode: Choice {}
extension Compression: Choice {}
extension TerminalWish: Choice {}

/// A choice whose words are explained by the help.
protocol ExplainedChoice: Choice {
    var explanation: String { get }
}

extension ExplainedChoice {
    static var allValueDescriptions: [String: String] {
        Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0.explanation) })
    }
}

extension Format: ExplainedChoice {
    var explanation: String {
        switch self {
        case .json: "An alert of the Sophos Central SIEM API, version 1."
        case .cef: "A line of CEF, as the SIEM script of Sophos writes it."
        case .keyvalue: "A line of key=\"value\" pairs, as that script writes it."
        case .detection: "A detection of Sophos XDR."
        case .ocsf: "An OCSF Detection Finding."
        }
    }
}

extension ConvertOptions.Unmapped: ExplainedChoice {
    var explanation: String {
        switch self {
        case .keep: "Keep it, with a null threat."
        case .category: "Give it the threat of its category."
        case .reject: "Reject it."
        }
    }
}

/// A comma-separated list of such words, in any case.
struct ChoiceList<Word: CaseIterable & RawRepresentable<String>>: ExpressibleByArgument {
    let words: [Word]

    init?(argument: String) {
        var words: [Word] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let text = part.lowercased().filter { $0 != " " }
            guard let word = Word(rawValue: text) else { return nil }
            words.append(word)
        }
        self.words = words
    }

    static var allValueStrings: [String] { Word.allCases.map(\.rawValue) }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

/// A number of bytes, perhaps with a unit: `16MiB` and `16M` are 16 · 2²⁰, `16MB` is 16 · 10⁶.
struct ByteCount: Hashable, CustomStringConvertible {
    let bytes: Int

    /// - Returns: nil for what is no whole number of bytes, or too many to count.
    init?(_ text: String) {
        let digits = text.prefix { ("0"..."9").contains($0) }
        guard let number = Int(digits) else { return nil }
        let factor: Int
        switch text.dropFirst(digits.count).lowercased() {
        case "", "b": factor = 1
        case "k", "kib": factor = 1 << 10
        case "m", "mib": factor = 1 << 20
        case "g", "gib": factor = 1 << 30
        case "kb": factor = 1000
        case "mb": factor = 1_000_000
        case "gb": factor = 1_000_000_000
        default: return nil
        }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
        if overflow { return nil }
        self.bytes = bytes
    }

    init(bytes: Int) { self.bytes = bytes }

    /// In the largest unit that divides it.
    var description: String {
        let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")]
        let unit = units.first { bytes >= $0.0 && bytes % $0.0 == 0 }
        return unit.map { "\(bytes / $0.0)\($0.1)" } ?? "\(bytes)"
    }
}

/// An integer, with a message that says what is expected.
enum WholeNumber {
    /// - Throws: what the parser shows behind the value.
    static func parse(_ text: String, from least: UInt64 = 0) throws -> UInt64 {
        guard let number = UInt64(text), number >= least else {
            throw ValidationError("expected a number from \(least)")
        }
        return number
    }

    static func fromOne(_ text: String) throws -> UInt64 { try parse(text, from: 1) }
    static func fromZero(_ text: String) throws -> UInt64 { try parse(text) }
}

extension Budget {
    /// - Throws: what the parser shows behind the value.
    init(argument: String) throws {
        guard let budget = Budget(argument) else {
            throw ValidationError("expected a number such as 5, or a share such as 1%")
        }
        self = budget
    }
}

/// A tenant's UUID (RFC 9562 §4), as typed.
struct CustomerID {
    let text: String

    /// - Throws: what the parser shows behind the value.
    init(argument: String) throws {
        let groups = argument.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12],
            groups.allSatisfy({ $0.utf8.allSatisfy(JSONText.isHexadecimal) })
        else {
            throw ValidationError(
                "expected a UUID such as 4ab3f1a0-6f0e-4c8e-9b1f-0d2f5a7c9e11")
        }
        text = argument
    }
}

/// A value of `--partition-by`: a key, or the word for none.
enum PartitionChoice: String, CaseIterable {
    case none, date, category

    /// nil: no key.
    var key: PartitionKey? { PartitionKey(rawValue: rawValue) }
}

/// One end of the window on event time, as typed.
struct WindowBound: Hashable, Sendable {
    let text: String
    /// Milliseconds since 1970.
    let instant: Int64

    /// - Throws: what the parser shows behind the value.
    init(argument: String) throws {
        guard let instant = ConvertOptions.instant(rfc3339: argument) else {
            throw ValidationError(
                "expected a date such as 2024-11-17, or a date-time with offset such as 2024-11-17T09:00:00Z"
            )
        }
        text = argument
        self.instant = instant
    }
}

/// The mapping that a command uses.
struct MappingOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file whose rows and severities add to the built-in mapping or replace its rows (see mapping template).",
            valueName: "file"),
        completion: .file(extensions: ["json"]))
    var mapping: String?

    /// - Throws: `unreadableMapping`, `mapping`.
    func threats() throws(RunError) -> ThreatMapping {
        try MappingSource.mapping(mapping.map { Path(argument: $0) })
    }
}
