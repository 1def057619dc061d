import Accounts
import ByteStreams
import TestSupport
import Testing

/// One hostile input: how it is built, and the expected result.
///
/// `HostileCaseTests` runs the tables of these, and docs/FAULTS.md is generated from them.
struct HostileCase: Sendable, CustomTestStringConvertible {
    /// Its number in the catalogue; variants of one case share it.
    var number: Int
    /// The fault, as docs/FAULTS.md shows it.
    var name: String
    /// The name of the input's file.
    var file: String
    /// The content of the file.
    var content: @Sendable () -> [UInt8]
    /// Arguments besides the input and the output.
    var options: [String]
    var exit: Int32
    /// nil: as many pieces as the tests' counter finds in zlib's output.
    var seen: UInt64?
    var converted: UInt64?
    var filtered: UInt64
    /// nil: what broke is random, so any reasons are allowed.
    var rejected: [RejectReason: UInt64]?
    /// The possible damage to the file; empty for none.
    var damage: Set<DamageReason>
    var warnings: [Warning: UInt64]
    /// What is kept, in a sentence.
    var kept: String

    init(
        _ number: Int, _ name: String, in file: String = "in.ndjson",
        _ content: @escaping @Sendable () -> [UInt8], options: [String] = [],
        exit: Int32, seen: UInt64?, converted: UInt64?, filtered: UInt64 = 0,
        rejected: [RejectReason: UInt64]? = [:], damage: Set<DamageReason> = [],
        warnings: [Warning: UInt64] = [:], kept: String
    ) {
        self.number = number
        self.name = name
        self.file = file
        self.content = content
        self.options = options
        self.exit = exit
        self.seen = seen
        self.converted = converted
        self.filtered = filtered
        self.rejected = rejected
        self.damage = damage
        self.warnings = warnings
        self.kept = kept
    }

    var testDescription: String { "\(number) \(name)" }

    /// The record limit set by the case's options.
    var recordLimit: Int {
        options.firstIndex(of: "--max-record-bytes").flatMap { Int(options[$0 + 1]) } ?? 16 << 20
    }
}

/// Five good records, and a third line that is the case.
extension HostileCase {
    /// A third line that is one rejected piece.
    static func reject(
        _ number: Int, _ name: String, _ reason: RejectReason, _ line: String,
        options: [String] = [],
        kept: String = "The five records around it; the line is in rejects/ byte for byte."
    ) -> HostileCase {
        reject(number, name, reason, options: options, kept: kept) { Array(line.utf8) }
    }

    static func reject(
        _ number: Int, _ name: String, _ reason: RejectReason, options: [String] = [],
        kept: String = "The five records around it; the line is in rejects/ byte for byte.",
        _ line: @escaping @Sendable () -> [UInt8]
    ) -> HostileCase {
        HostileCase(
            number, name, { Hostile.thirdLine(line()) }, options: options, exit: 1, seen: 6,
            converted: 5, rejected: [reason: 1], kept: kept)
    }

    /// A third line that is one more alert.
    static func accept(
        _ number: Int, _ name: String, _ line: String, warnings: [Warning: UInt64] = [:],
        kept: String
    ) -> HostileCase {
        HostileCase(
            number, name, { Hostile.thirdLine(Array(line.utf8)) }, exit: 0, seen: 6, converted: 6,
            warnings: warnings, kept: kept)
    }
}

/// The parts from which the cases are built.
enum Hostile {
    /// A click record that is converted, on one line without its end.
    ///
    /// - Parameters:
    ///   - subject: as in JSON, between the quotes.
    ///   - more: more members, preceded by a comma.
    static func record(_ subject: String, more: String = "") -> String {
        """
        {"userEmailAddress":"grace.keller@example.com","url":"https://login.vendor.example.net/",\
        "ttpDefinition":"Default Inbound URL Protect Definition","subject":"\(subject)",\
        "scanResult":"malicious","date":"2024-11-17T17:02:30+0000",\
        "messageId":"<\(subject.utf8.count)@vendor.example.net>"\(more)}
        """
    }

    static func good(_ number: Int) -> String { record("good \(number)") }

    /// Five good records, and `line` as the third line.
    static func thirdLine(_ line: [UInt8]) -> [UInt8] {
        let before = [good(1), good(2)].map { $0 + "\n" }.joined()
        let after = [good(3), good(4), good(5)].map { $0 + "\n" }.joined()
        return Array(before.utf8) + line + [0x0A] + Array(after.utf8)
    }

    static func lines(_ records: [String]) -> [UInt8] {
        Array(records.map { $0 + "\n" }.joined().utf8)
    }

    /// A hundred good records.
    static let hundred = lines((1...100).map { record("good \($0)") })

    static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }
}
