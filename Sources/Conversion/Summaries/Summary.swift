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
    /// Files of a walked directory that no ending names as logs, and special files.
    package var skipped: UInt64 = 0
    /// Further names of inputs and of walked directories: links, and arguments that come again. Each
    /// input is read once.
    package var repeated: UInt64 = 0
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
        skipped += other.skipped
        repeated += other.repeated
        if let added = other.options {
            if options == nil { options = added } else { options?.add(added) }
        }
        isInterrupted = isInterrupted || other.isInterrupted
    }

    private mutating func add(_ first: FirstReject, _ reason: RejectReason) {
        if let known = firstRejects[reason], !first.precedes(known) { return }
        firstRejects[reason] = first
    }
}
