/// What this run did, as opposed to everything in its output directory: its exit code and closing lines
/// cover only this, so that old rejects are not reported for ever (SPEC 7.3).
package struct ThisRun: Hashable, Sendable {
    /// What it found of an earlier run; nil if it resumed none.
    package var resumed: ResumeReport?
    /// The inputs requested.
    package var planned: UInt64 = 0
    /// The inputs it converted, and the outcomes of their pieces.
    package var inputs: UInt64 = 0
    package var seen: UInt64 = 0
    package var converted: UInt64 = 0
    package var filtered: UInt64 = 0
    package var duplicate: UInt64 = 0
    package var rejected: UInt64 = 0
    /// Inputs that were damaged, or whose alerts `--strict` withheld.
    package var damaged: UInt64 = 0
    package var withheld: UInt64 = 0

    package init(planned: Int = 0) { self.planned = UInt64(planned) }

    /// Something was rejected, damaged or withheld: exit code 1.
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
    /// Inputs whose results are kept.
    package var kept: UInt64 = 0
    /// Inputs that have changed.
    package var changed: UInt64 = 0
    /// Inputs that the earlier run did not have or did not get to.
    package var added: UInt64 = 0
    /// Inputs of the earlier run that are gone, but whose results are kept.
    package var gone: UInt64 = 0
    /// Inputs of the earlier run that are gone, and whose results were removed.
    package var pruned: UInt64 = 0
    /// Inputs whose results are missing or modified.
    package var spoiled: UInt64 = 0
    /// Unchanged inputs that are converted again because an earlier one changed, which may affect which
    /// of their alerts are duplicates.
    package var following: UInt64 = 0

    package init() {}
}
