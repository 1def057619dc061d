package import ByteStreams

/// The account of a run, or of many: what `summary.json`, the closing table and every report are made
/// from.
///
/// Summaries add up: in any order and any grouping, those of parts give that of the whole. So lists
/// here have no order of their own; ``SummaryOrder`` gives them the one that reports show.
package struct Summary: Sendable {
    package var total = Tally()
    /// One line an input.
    package var files: [FileLine] = []
    /// For each reason the first piece that was rejected for it, in the order of inputs.
    package var firstRejects: [RejectReason: FirstReject] = [:]
    /// What walked directories hold besides inputs, by the endings of the names: see ``SkippedFiles``.
    package var skipped: [String: UInt64] = [:]
    /// The first of those, by its name below the directory that was walked.
    package var firstSkipped: Path?
    /// Further names of inputs and of walked directories: links, and arguments that come again. Each
    /// input is read once.
    package var repeated: UInt64 = 0
    /// The run replayed rejects of another one.
    package var isReplay = false
    /// What the run at hand did of all this; nil for a summary that was read.
    package var thisRun: ThisRun?
    /// What runs were asked for; nil where there was none.
    package var options: SummaryOptions?
    /// A signal ended a run before all inputs were read.
    package var isInterrupted = false

    package init() {}

    /// The summary of one input.
    package init(_ file: FileResult) { add(file) }

    /// Something was rejected, damaged or kept back: exit code 1.
    package var hasFindings: Bool {
        total.rejected.total > 0 || files.contains { $0.damage != nil || $0.isWithheld }
    }

    /// Says of all inputs that they are gone, and keep the results of an earlier run.
    mutating func markGone() {
        for index in files.indices { files[index].isGone = true }
    }

    /// Inputs that are gone, and keep the results of an earlier run.
    package var gone: UInt64 { UInt64(files.count(where: \.isGone)) }

    /// Adds what a run left unread.
    package mutating func add(_ skipped: SkippedFiles) {
        self.skipped.merge(skipped.counts, uniquingKeysWith: +)
        if firstSkipped == nil { firstSkipped = skipped.first }
    }

    package var skippedTotal: UInt64 { skipped.values.reduce(0, +) }

    /// Adds what became of one input.
    package mutating func add(_ file: FileResult) {
        total.add(file.tally)
        files.append(FileLine(file))
        for (reason, note) in file.firstRejects { add(FirstReject(note), reason) }
    }

    package mutating func add(_ other: Summary) {
        total.add(other.total)
        files += other.files
        for (reason, first) in other.firstRejects { add(first, reason) }
        skipped.merge(other.skipped, uniquingKeysWith: +)
        firstSkipped = [firstSkipped, other.firstSkipped].compactMap(\.self).min {
            $0.asWritten.precedesByComponents($1.asWritten)
        }
        repeated += other.repeated
        if let added = other.options {
            if options == nil { options = added } else { options?.add(added) }
        }
        isInterrupted = isInterrupted || other.isInterrupted
        isReplay = isReplay || other.isReplay
    }

    mutating func add(_ first: FirstReject, _ reason: RejectReason) {
        if let known = firstRejects[reason], !first.precedes(known) { return }
        firstRejects[reason] = first
    }
}
