package import JSONRecords

/// A fault in the contents of a summary.
package enum SummaryFault: Hashable, Sendable {
    /// A word that a key cannot have, such as an unknown reason or category.
    case unknownWord(key: String, String)
    /// Not an instant or a day in a summary's format.
    case badTime(String)
    /// Numbers so large that their sums could overflow.
    case tooGreat
    /// A summary of an earlier version, which counted differently.
    case earlierVersion(String)
    /// The outcomes of a category do not add up to its `seen`.
    case unbalancedCategory(String)
    /// The outcomes do not add up to `seen`.
    case unbalanced
    /// This number is not the sum of the files' numbers.
    case notTheSum(key: String)
    /// The damaged inputs do not match the list of files.
    case damageDiffers
}

/// A problem in a summary that is read back, and its location.
package typealias SummaryProblem = DocumentProblem<SummaryFault>
