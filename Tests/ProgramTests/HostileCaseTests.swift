import Accounts
import ByteStreams
import Sophos
import TestSupport
import Testing

/// Runs the program on hostile inputs, one by one: what is kept, what is reported, and that nothing is
/// lost in between.
@Suite struct HostileCaseTests {
    static let cases =
        JSONCases.all + WrapperCases.all + EncodingCases.all + EnvelopeCases.all + GzipCases.all

    @Test(arguments: cases)
    func `a hostile input is handled as its table says`(_ hostile: HostileCase) throws {
        let scratch = TemporaryDirectory()
        let content = hostile.content()
        let input = scratch.write(content, to: hostile.file)
        let output = scratch.path.appending("out")
        let run = try ProgramRun(
            [ProgramRun.text(input), "--output", ProgramRun.text(output)] + hostile.options)
        let outcome = try Outcome(output)
        #expect(run.status == hostile.exit, "\(run.messages)")

        // The decompressed bytes, and an independent count of their pieces.
        var source = try InputSource(path: input)
        let bytes = Drained(&source).bytes
        let isForeign = hostile.damage == [.inputNotJSON]
        let counted =
            isForeign ? 0 : PieceCounter.count(bytes, recordLimit: hostile.recordLimit)

        // Every piece has one outcome.
        let rejected = outcome.counts("rejected", RejectReason.self)
        let rejectedCount = rejected.values.reduce(0, +)
        #expect(outcome.number("seen") == counted)
        #expect(
            outcome.number("seen") == outcome.number("converted") + outcome.filtered
                + outcome.number("duplicate") + rejectedCount)

        // The outcomes are those of the table.
        if let seen = hostile.seen { #expect(outcome.number("seen") == seen) }
        if let converted = hostile.converted { #expect(outcome.number("converted") == converted) }
        #expect(outcome.filtered == hostile.filtered)
        if let reasons = hostile.rejected { #expect(rejected == reasons) }
        #expect(outcome.counts("warnings", Warning.self) == hostile.warnings)
        #expect(outcome.damage.count == (hostile.damage.isEmpty ? 0 : 1))
        #expect(outcome.damage.allSatisfy(hostile.damage.contains))

        try checkAlerts(outcome, hostile)
        try checkRejects(outcome, bytes)
        checkVisible(outcome, run)
    }

    /// Converted alerts are all among the proven ones, or none of them.
    private func checkAlerts(_ outcome: Outcome, _ hostile: HostileCase) throws {
        let isUnproven = outcome.damage.contains(where: \.leavesAlertsUnproven)
        let (holder, other) = isUnproven ? ("unproven", "alerts") : ("alerts", "unproven")
        #expect(try UInt64(outcome.objects(below: holder).count) == outcome.number("converted"))
        #expect(outcome.content(below: other).isEmpty)
        #expect(outcome.number("unproven") == (isUnproven ? outcome.number("converted") : 0))
        // The neighbours of the fault, in their original order.
        let good = try outcome.subjects(below: holder).compactMap {
            $0.hasPrefix("good ") ? Int($0.dropFirst(5)) : nil
        }
        #expect(good == good.sorted())
        if hostile.converted == 5 { #expect(good == [1, 2, 3, 4, 5]) }
    }

    /// Every reject is there with its location and bytes.
    private func checkRejects(_ outcome: Outcome, _ bytes: [UInt8]) throws {
        let rejects = try outcome.rejects()
        #expect(
            UInt64(rejects.count)
                == outcome.counts("rejected", RejectReason.self).values.reduce(0, +))
        var line = 1
        var position = 0
        var record = 0
        for reject in rejects {
            let whole = bytes[reject.offset..<reject.offset + reject.length]
            let isKeptWhole = reject.length <= 1 << 20
            #expect(reject.raw.elementsEqual(isKeptWhole ? whole : whole.prefix(64 << 10)))
            // Computed from the previous piece.
            line += bytes[position..<reject.offset].count { $0 == 0x0A }
            position = reject.offset
            #expect(reject.line == line)
            #expect(reject.record > record)
            record = reject.record
        }
    }

    /// Text for people contains no commands.
    private func checkVisible(_ outcome: Outcome, _ run: ProgramRun) {
        #expect(Visible.hidden(in: Array(run.messages.utf8)) == [])
        #expect(run.messages.utf8.count < 64 << 10)
        for name in ["summary.json", "summary.html"] {
            #expect(Visible.hidden(in: outcome.tree.files[name] ?? []) == [], "\(name)")
        }
    }
}
