import ByteStreams
import Foundation
import JSONRecords
import Sophos
import TestSupport
import Testing

@testable import Accounts

/// Every key of the summary is written, read back and merged by its row, and documented.
@Suite struct SummaryKeysTests {
    /// Something under every key.
    private static let full: Summary = {
        var summary = SummaryMergeTests.whole.summary
        var replayed = FileResult(relative: Path("replayed.json"))
        replayed.tally.replayed[.jsonSyntax] = 1
        replayed.tally.replayedCategories[.url] = 1
        replayed.isWithheld = true
        replayed.tally.seen = 1
        replayed.tally.duplicate = 1
        summary.add(replayed)
        summary.isReplay = true
        var gone = Summary(FileResult(relative: Path("gone.json")))
        gone.markGone()
        summary.add(gone)
        summary.options?.add(.init(option: "--strict", value: "on"))
        summary.isInterrupted = true
        return summary
    }()

    private static func text(_ summary: Summary, _ keys: [SummaryKey<Summary>]) -> [UInt8] {
        var buffer = ByteBuffer()
        buffer.appendJSON { json in json.object { $0.write(summary, keys) } }
        return buffer.bytes
    }

    private static let readBack = Result { try read(text(full, SummaryJSON.keys)) }

    private static func read(_ text: [UInt8]) throws -> Summary {
        var sum: UInt64 = 0
        return try SummaryReader.read(text, sum: &sum)
    }

    /// Those that stay the same if a summary is added to itself.
    private static let notCounted: Set = [
        "version", "first", "last", "firstSkipped", "firstRejects", "options", "interrupted",
    ]

    @Test(arguments: SummaryJSON.keys.map(\.name))
    func `a key is written, read back and merged`(name: String) throws {
        let key = SummaryJSON.keys.filter { $0.name == name }
        #expect(key.count == 1)
        let written = Self.text(Self.full, key)
        #expect(name == "version" || written != Self.text(Summary(), key), "nothing is written")
        #expect(Self.text(try Self.readBack.get(), key) == written)
        var merged = Summary()
        merged.add(Self.full)
        #expect(Self.text(merged, key) == written)
        merged.add(Self.full)
        #expect((Self.text(merged, key) == written) == Self.notCounted.contains(name))
    }

    @Test(arguments: SummaryJSON.keys.map(\.name))
    func `a summary without a key is refused, unless the key is optional`(name: String) throws {
        let key = try #require(SummaryJSON.keys.first { $0.name == name })
        let rest = Self.text(Self.full, SummaryJSON.keys.filter { $0.name != name })
        var reason: SummaryProblem.Reason?
        do { _ = try Self.read(rest) } catch let problem as SummaryProblem {
            reason = problem.reason
        }
        #expect((reason == .form(.missingKey(name))) == key.isRequired)
    }

    @Test func `docs/SUMMARY.md explains every key, in their order`() throws {
        let path = Sample.root.directory.appending("docs/SUMMARY.md")
        let document = try String(
            contentsOfFile: String(decoding: path.bytes, as: UTF8.self), encoding: .utf8)
        let table = document.split(separator: "\n").drop { $0 != "| key | value |" }
            .dropFirst(2).prefix { $0.hasPrefix("|") }
        func words(_ text: Substring) -> [String] {
            text.matches(of: /`(\w+)`/).map { String($0.1) }
        }
        let listed = table.flatMap { words($0.split(separator: "|")[0]) }
        #expect(listed == SummaryJSON.keys.map(\.name))
        // And the keys of the lists' entries.
        let explained = Set(table.flatMap(words))
        let root = try JSONDocument<Never>(Self.text(Self.full, SummaryJSON.keys)).root
        guard case .object(let members) = root.value else { throw NotAnObject() }
        var keys: Set<String> = []
        for member in members {
            guard case .array(let entries) = member.node.value else { continue }
            for case .object(let members) in entries.map(\.value) {
                keys.formUnion(members.map(\.key))
            }
        }
        #expect(keys.count > 30 && keys.isSubset(of: explained))
    }

    private struct NotAnObject: Error {}
}
