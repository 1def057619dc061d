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
