import Accounts
import ByteStreams
import JSONRecords
import Sophos
import TestSupport
import Testing

@testable import Pipeline

/// A file that is divided into ranges and converted on several cores gives every byte that one core gives.
@Suite struct RangesTests {
    private static let rangeBytes: [UInt64] = [1, 90, 700, 4096]

    /// Converts a file on one core, and then on three in small ranges.
    private func differences(
        _ input: Path, _ rangeBytes: UInt64, _ change: (inout ConvertOptions) -> Void = { _ in }
    ) throws -> [String] {
        let one = try convert(input, jobs: 1) {
            change(&$0)
            $0.countsPeople = true
        }
        let many = try convert(input, jobs: 3) {
            change(&$0)
            $0.countsPeople = true
            $0.readLimit = 64
            $0.rangeBytes = rangeBytes
        }
        #expect(many.summary.total.balances)
        #expect(many.summary.total.people == one.summary.total.people)
        return many.tree.differences(from: one.tree)
    }

    private func differences(
        _ text: String, _ rangeBytes: UInt64, _ change: (inout ConvertOptions) -> Void = { _ in }
    ) throws -> [String] {
        let directory = TemporaryDirectory()
        return try differences(directory.write(Array(text.utf8), to: "in.json"), rangeBytes, change)
    }

    @Test(arguments: rangeBytes) func `every sample gives the same files`(rangeBytes: UInt64) throws
    {
        for sample in Sample.all {
            guard case .success(let entries) = DirectoryListing.entries(of: sample.input) else {
                continue
            }
            for entry in entries where entry.type == .regular {
                let differences = try differences(sample.input.appending(entry.name), rangeBytes)
                #expect(differences == [], "\(sample.name)")
            }
        }
    }

    @Test(arguments: 0..<UInt64(6))
    func `any mixture of lines, pages, wrappers and broken pieces gives the same files`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed &* 6151 &+ 3)
        for round in 0..<12 {
            let text = Self.mixture(&random)
            let rangeBytes = Self.rangeBytes.randomElement(using: &random)!
            let differences = try differences(text, rangeBytes) {
                $0.includesRaw = seed == 1
                $0.partitionKeys = seed == 2 ? [.date, .category] : []
                $0.compression = seed == 3 ? .gzip : .none
                $0.format = seed == 4 ? .ocsf : .json
                $0.deduplicates = seed == 5
            }
            try #require(differences == [], "round \(round), \(rangeBytes) bytes:\n\(text)")
        }
    }

    /// Records in all their forms, and between them what is none.
    private static func mixture(_ random: inout SeededRandom) -> String {
        var text = ""
        for number in 0..<Int.random(in: 1...40, using: &random) {
            var records: [RandomRecord] = []
            for place in 0..<Int.random(in: 1...6, using: &random) {
                records.append(RandomRecord(number: number * 10 + place, &random))
            }
            switch Int.random(in: 0..<8, using: &random) {
            case 0:
                var disguise = Disguise(random)
                text += disguise.file(of: records)
                random = disguise.random
            case 1: text += String(records[0].json().dropLast(9)) + "\n"
            case 2:
                text +=
                    [
                        "]\n", "{\n", "x\n", "\"{\n{\"\n", "7,\n", "[\n{}\n,", "{\"a\":\"\n{\"}\n",
                        "\u{1}{}\n",
                    ]
                    .randomElement(using: &random)!
            case 3:
                let column = Int.random(in: 0..<900, using: &random)
                text += #"{"x\#(column)":1,"y":{"z\#(column % 7)":[\#(column)]}}"# + "\n"
            case 4: text += "[\n" + records.map { $0.json() }.joined(separator: "\n,\n") + "\n]\n"
            default: text += records.map { $0.json() + "\n" }.joined()
            }
        }
        return text
    }

    /// What is counted apart has a limit, and which names come first is decided by the whole file.
    @Test(arguments: rangeBytes) func `limits count the same names`(rangeBytes: UInt64) throws {
        let click = #""url":"https://x.example/","date":"2025-07-17T08:42:23+0000""#
        let texts = [
            (0..<120).map { #"{"shape\#($0)":1,"a":"\#($0)"}"# },
            (0..<200).map { #"{\#(click),"scanResult":"v\#($0 % 90)","action":"a\#($0 % 70)"}"# },
            (0..<700).map { #"{\#(click),"scanResult":"malicious","new\#($0 % 300)":1}"# },
            (0..<200).map { #"{"w\#($0 % 80)":{\#(click),"scanResult":"malicious"}}"# },
            (0..<300).map { #"{\#(click),"scanResult":"malicious","ttpDefinition":"d\#($0)"}"# },
        ]
        for lines in texts {
            let text = lines.joined(separator: "\n") + "\n"
            #expect(try differences(text, rangeBytes) == [], "\(lines[0])")
        }
    }

    @Test func `a failure that a page reports in the middle is reported at its place`() throws {
        let click =
            #"{"url":"u","scanResult":"malicious","date":"2025-07-17T08:42:23+0000"}"# + "\n"
        let failure = #"{"data":[],"fail":[{"errors":[{"code":"err_x","message":"no"}]}]}"# + "\n"
        let text =
            String(repeating: click, count: 30) + failure + String(repeating: click, count: 30)
        for rangeBytes in Self.rangeBytes { #expect(try differences(text, rangeBytes) == []) }
    }

    /// What comes of the three ranges behind the reader's, by themselves.
    private func ahead(_ text: String) throws -> [UInt64?] {
        let directory = TemporaryDirectory()
        let path = directory.write(Array(text.utf8), to: "in.json")
        let input = Input(path: path, relative: Path("in.json"))
        var options = ConvertOptions()
        options.rangeBytes = 500
        let converter = FileConverter(
            input, RunContext(options), alerts: AlertOutput(), rejects: OutputFile(.nowhere))
        var source = try input.open()
        let parts = source.parts
        source.stop()
        let ranges = converter.ranges(of: try #require(parts), from: 0)
        guard case .own(var edge?) = ranges.next(at: 0) else { return [] }
        var seen: [UInt64?] = []
        for _ in 0..<3 {
            let didWork = ranges.workOnNext()
            #expect(didWork)
            guard case .ahead(let range) = ranges.next(at: edge) else { return [] }
            let work = range.wait()
            seen.append(work?.converter?.result.tally.seen)
            edge = range.bytes.upperBound
        }
        return seen
    }

    @Test func `ranges of lines are of use, and those in one array are not`() throws {
        let click = #"{"url":"u","scanResult":"malicious","date":"2025-07-17T08:42:23+0000"}"#
        let lines = try ahead(String(repeating: click + "\n", count: 200))
        #expect(lines == [8, 8, 8], "lines of 71 bytes, up to the first that ends past 500")
        let array = "[\n" + Array(repeating: click, count: 200).joined(separator: ",\n") + "\n]\n"
        #expect(try ahead(array) == [nil, nil, nil])
    }
}
