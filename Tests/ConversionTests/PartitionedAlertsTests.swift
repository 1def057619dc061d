import ByteStreams
import Sophos
import TestSupport
import Testing

@testable import Accounts
@testable import Pipeline

@Suite struct PartitionedAlertsTests {
    private static func options(
        _ keys: Set<PartitionKey>, _ compression: Compression = .none
    ) -> ConvertOptions {
        var options = ConvertOptions()
        options.partitionKeys = keys
        options.compression = compression
        return options
    }

    /// Publishes alerts of many days and two categories, and returns the tree.
    private func publish(
        _ options: ConvertOptions, memoryLimit: Int, isUnproven: Bool = false
    ) throws -> (tree: Tree, published: [PublishedFile]) {
        let output = TemporaryDirectory()
        let places = AlertPlaces(OutputTree(output.path), of: Path("a/in.json"), options)
        var alerts = PartitionedAlerts(places, options, memoryLimit: memoryLimit)
        for number in 0..<3000 {
            let line = Array("{\"number\":\(number),\"text\":\"\(number &* 7919 % 1009)\"}\n".utf8)
            try alerts.take(
                line.span.bytes, day: Int32(number % 97),
                category: number % 3 == 0 ? .url : .attachment)
        }
        let published = try alerts.publish(isUnproven: isUnproven)
        return (Tree(output.path), published)
    }

    @Test(arguments: [Compression.none, .gzip], [false, true])
    func `the number of spills does not change the output`(
        compression: Compression, isUnproven: Bool
    ) throws {
        let options = Self.options([.date, .category], compression)
        let roomy = try publish(options, memoryLimit: 1 << 30, isUnproven: isUnproven)
        #expect(roomy.published.count == 97 * 2)
        #expect(roomy.tree.files.count == 97 * 2)
        let tight = try publish(options, memoryLimit: 4096, isUnproven: isUnproven)
        #expect(tight.tree.differences(from: roomy.tree) == [])
        #expect(tight.published.map(\.content) == roomy.published.map(\.content))
    }

    @Test func `spills depend on buffered bytes, however many partitions there are`() throws {
        let output = TemporaryDirectory()
        let options = Self.options([.date])
        let places = AlertPlaces(OutputTree(output.path), of: Path("in.json"), options)
        var alerts = PartitionedAlerts(places, options, memoryLimit: 4096)
        let alert = [UInt8](repeating: 0x20, count: 100)
        var timesFull = 0
        for number in 0..<1000 {
            let before = alerts.gathered
            try alerts.take(alert.span.bytes, day: Int32(number % 500), category: .url)
            if alerts.gathered < before { timesFull += 1 }
        }
        // 100,000 bytes, 41 alerts at a time.
        #expect(timesFull == 24)
        #expect(try alerts.publish(isUnproven: false).count == 500)
    }

    @Test func `a file's fingerprint matches its content`() throws {
        let (tree, published) = try publish(
            Self.options([.date], .gzip), memoryLimit: 20_000)
        #expect(published.count == 97)
        let held = Set(
            tree.files.values.map {
                ContentFingerprint(size: UInt64($0.count), crc32: CRC32.of($0.span.bytes))
            })
        #expect(held == Set(published.map(\.content)))
    }

    @Test func `folders are named for the date, then for the category`() throws {
        func names(_ keys: Set<PartitionKey>) throws -> [String] {
            try publish(Self.options(keys), memoryLimit: 1 << 20).tree.files.keys.sorted()
        }
        #expect(try names([.date]).first == "alerts/date=1970-01-01/a/in.json.ndjson")
        #expect(
            try names([.category]) == [
                "alerts/category=attachment/a/in.json.ndjson",
                "alerts/category=url/a/in.json.ndjson",
            ])
        #expect(
            try names([.category, .date]).last
                == "alerts/date=1970-04-07/category=url/a/in.json.ndjson")
    }

    @Test(arguments: [Compression.none, .gzip])
    func `partitions contain all alerts, each in its folder`(
        compression: Compression
    ) throws {
        let whole = try convert(Sample.root)
        let parts = try convert(Sample.root) { options in
            options.partitionKeys = [.date, .category]
            options.compression = compression
        }
        #expect(parts.tree.files["summary.json"] == whole.tree.files["summary.json"])
        #expect(parts.tree.files.keys.contains { $0.hasPrefix("unproven/date=") })
        var lines: [String: [String]] = [:]
        for (name, content) in parts.tree.files
        where name.hasPrefix("alerts/") || name.hasPrefix("unproven/") {
            let folders = name.split(separator: "/", maxSplits: 3)
            let date = try #require(folders[1].split(separator: "=").last)
            let category = try #require(folders[2].split(separator: "=").last)
            let isGzip = compression == .gzip
            let original = "\(folders[0])/\(folders[3].dropLast(isGzip ? 3 : 0))"
            for line in try text(content, isGzip: isGzip).split(separator: "\n") {
                #expect(line.contains(#""when":"\#(date)T"#))
                #expect(line.contains(#""category":"\#(category)""#))
                lines[original, default: []].append(String(line))
            }
        }
        var expected: [String: [String]] = [:]
        for (name, content) in whole.tree.files
        where name.hasPrefix("alerts/") || name.hasPrefix("unproven/") {
            expected[name] = String(decoding: content, as: UTF8.self).split(separator: "\n").map(
                String.init)
        }
        #expect(lines.mapValues { $0.sorted() } == expected.mapValues { $0.sorted() })
    }

    private func text(_ content: [UInt8], isGzip: Bool) throws -> String {
        guard isGzip else { return String(decoding: content, as: UTF8.self) }
        var source = ContainerSource(MemorySource(content))
        let drained = Drained(&source)
        #expect(drained.damage == nil)
        return String(decoding: drained.bytes, as: UTF8.self)
    }
}
