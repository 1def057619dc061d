/// What the run at hand did, of all that its output directory holds: its exit code and its closing lines
/// are about this, so that an old reject that was told of is not told of for ever (SPEC 7.3).
package struct ThisRun: Hashable, Sendable {
    /// What it found of an earlier run; nil when it went on with none.
    package var resumed: ResumeReport?
    /// The inputs that it was asked for.
    package var planned: UInt64 = 0
    /// Those that it converted, and what became of their pieces.
    package var inputs: UInt64 = 0
    package var seen: UInt64 = 0
    package var converted: UInt64 = 0
    package var filtered: UInt64 = 0
    package var duplicate: UInt64 = 0
    package var rejected: UInt64 = 0
    /// Inputs that proved damaged, or whose alerts `--strict` kept back.
    package var damaged: UInt64 = 0
    package var withheld: UInt64 = 0

    package init(planned: Int = 0) { self.planned = UInt64(planned) }

    /// Something was rejected, damaged or kept back: exit code 1.
    package var hasFindings: Bool { rejected > 0 || damaged > 0 || withheld > 0 }

    package mutating func add(_ file: FileResult) {
        inputs += 1
        seen += file.tally.seen
        converted += file.tally.converted
        filtered += file.tally.filtered.total
        duplicate += file.tally.duplicate
        rejected += file.tally.rejected.total
        if file.damage != nil { damaged += 1 }
        if file.isWithheld { withheld += 1 }
    }
}

/// What a run found of an earlier one in its output directory.
package struct ResumeReport: Hashable, Sendable {
    /// Inputs whose results stay.
    package var kept: UInt64 = 0
    /// Inputs that are not what they were.
    package var changed: UInt64 = 0
    /// Inputs that the earlier run did not have, or did not come to.
    package var added: UInt64 = 0
    /// Inputs of the earlier run that are gone, and whose results stay.
    package var gone: UInt64 = 0
    /// Inputs of the earlier run that are gone, and their results with them.
    package var pruned: UInt64 = 0
    /// Inputs whose results are not as they were written.
    package var spoiled: UInt64 = 0
    /// Inputs that are as they were, and are converted again because one before them is not: which
    /// alerts of theirs are duplicates may have changed.
    package var following: UInt64 = 0

    package init() {}
}
