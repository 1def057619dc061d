import Accounts
import ByteStreams
import JSONRecords
import Runs
import Sophos
import TestSupport
import Testing

@Suite struct SummaryOptionsTests {
    private func summary(_ change: (inout ConvertOptions) -> Void = { _ in }) throws -> Summary {
        let directory = TemporaryDirectory()
        let input = directory.write(Array("1\n".utf8), to: "in.ndjson")
        var options = ConvertOptions()
        change(&options)
        return try ConvertRun(try InputList([.path(input)]), to: .nowhere, options).run()
    }

    private func read(_ summary: Summary) throws -> Summary {
        var buffer = ByteBuffer()
        SummaryJSON.append(summary, to: &buffer)
        var sum: UInt64 = 0
        return try SummaryReader.read(buffer.bytes, sum: &sum)
    }

    @Test func `options at their defaults are omitted`() throws {
        let options = try #require(try summary().options)
        #expect(options == SummaryOptions())
        #expect(options.words.isEmpty && options.entries.isEmpty && options.mappingText == nil)
        let elsewhere = try summary {
            $0.customerID = "5c0f6c1e-8d1f-8b2a-9c3d-0e1f2a3b4c5d"
            $0.compression = .gzip
            $0.partitionKeys = [.date]
            $0.checksums = true
        }
        #expect(elsewhere.options == options, "they decide nothing")
    }

    @Test func `other options are shown as typed`() throws {
        let options = try #require(
            try summary {
                $0.categories = [.url, .rejection]
                $0.unmapped = .reject
                $0.deduplicates = true
                $0.window = 1_731_844_800_000..<Int64.max
            }.options)
        #expect(
            options.words == [
                "--category url", "--category rejection", "--deduplicate",
                "--since 2024-11-17T12:00:00.000Z", "--unmapped reject",
            ])
    }

    @Test func `options read back, and a summary without any used the defaults`() throws {
        let told = try summary { $0.unmapped = .category }
        #expect(try read(told).options == told.options)
        #expect(try read(try summary()).options == SummaryOptions())
        #expect(Summary().options == nil)
    }

    @Test func `options merge in any order and grouping, and merging nothing changes nothing`()
        throws
    {
        let parts = [
            try summary(), try summary { $0.unmapped = .reject },
            try summary { $0.categories = [.url] },
            try summary {
                $0.unmapped = .category
                $0.categories = [.url]
            },
        ].compactMap(\.options)
        func sum(_ parts: [SummaryOptions]) -> SummaryOptions {
            parts.dropFirst().reduce(into: parts[0]) { $0.add($1) }
        }
        let whole = sum(parts)
        #expect(sum(parts.reversed()) == whole)
        #expect(sum([sum([parts[2], parts[3]]), sum([parts[1], parts[0]])]) == whole)
        #expect(sum([whole, whole]) == whole)
        #expect(whole.words.isEmpty)
        #expect(whole.differing == ["--category", "--unmapped"])
        #expect(sum([parts[2], parts[2]]).words == ["--category url"])
        var summary = Summary()
        var other = Summary()
        other.options = parts[1]
        summary.add(other)
        #expect(summary.options == parts[1])
        summary.add(Summary())
        #expect(summary.options == parts[1])
    }

    @Test func `a foreign summary cannot inject commands`() {
        var options = SummaryOptions()
        options.add(.init(option: "--since", value: "x; rm -rf ~"))
        options.add(.init(option: "; rm", value: "on"))
        options.add(.init(option: "--no-such", value: "x"))
        #expect(options.words == ["--since 'x; rm -rf ~'"])
    }
}
