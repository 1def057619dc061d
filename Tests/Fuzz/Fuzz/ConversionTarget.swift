import Accounts
import ByteStreams
import JSONRecords
import Runs
import Sophos
import TestSupport

/// A whole run over one file: the counts add up and match an independent counter, all outputs are lines
/// of JSON, and the summary reads back.
enum ConversionTarget {
    private static let directory = TemporaryDirectory()

    static func run(_ given: [UInt8]) {
        guard let input = FuzzInput(given) else { return }
        let path = directory.write(input.bytes, to: "in")
        var options = ConvertOptions()
        options.includesRaw = input.choice & 1 == 1
        options.isStrict = input.choice & 0x22 == 0x22
        options.readLimit = input.choice & 4 == 4 ? 1 + input.choice >> 3 : .max
        options.recordLimit = 1 << 16
        // The piece counter does not look into wrappers.
        options.unwrap = input.choice & 0x40 == 0 ? .auto : .never
        do {
            let output = directory.path.appending("out")
            var run = ConvertRun(
                try InputList([.path(path)]), to: .directory(output), options)
            run.overwrites = true
            check(try run.run(), Tree(output), input.bytes, options)
        } catch {
            fatalError("\(error)")
        }
    }

    private static func check(
        _ summary: Summary, _ tree: Tree, _ bytes: [UInt8], _ options: ConvertOptions
    ) {
        let total = summary.total
        require(total.balances, "the counts do not add up")
        let isListing = total.warnings[.batchListing] > 0
        if options.unwrap == .never, !mayBePage(bytes), !isListing,
            !bytes.starts(with: GzipFixture.magic),
            summary.files.allSatisfy({ $0.damage == nil })
        {
            let pieces = PieceCounter.count(bytes, recordLimit: options.recordLimit)
            require(total.seen == pieces, "\(total.seen) pieces seen, \(pieces) counted")
        }
        var lines: [String: UInt64] = [:]
        for (name, content) in tree.files where name.hasSuffix("ndjson") {
            let folder = String(name.prefix { $0 != "/" })
            for line in content.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
            {
                lines[folder, default: 0] += 1
                require(
                    JSONChecker.members(of: Array(line), depthLimit: 130) != nil,
                    "no JSON in \(name)")
            }
            require(content.last == 0x0A, "no line end at the end of \(name)")
        }
        require(lines["rejects", default: 0] == total.rejected.total, "rejects kept")
        if !options.isStrict {
            let alerts = lines["alerts", default: 0] + lines["unproven", default: 0]
            require(alerts == total.converted, "\(alerts) alerts written of \(total.converted)")
            require(lines["unproven", default: 0] == total.unproven, "unproven alerts")
        }
        var sum: UInt64 = 0
        do {
            let read = try SummaryReader.read(tree.files["summary.json"] ?? [], sum: &sum)
            require(read.total.seen == total.seen, "the summary reads back as another")
        } catch {
            fatalError("the summary does not read back: \(error)")
        }
    }

    /// Whether an array in it may make an object a page: the counter only knows complete get-logs pages,
    /// not parts of them.
    private static func mayBePage(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        return ["logs", "data", "value", "\\u00"].contains { text.contains($0) }
    }
}
