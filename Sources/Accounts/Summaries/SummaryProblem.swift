package import JSONRecords

/// What can be wrong with the contents of a summary.
package enum SummaryFault: Hashable, Sendable {
    /// A word that a key cannot have: no reason, no category.
    case unknownWord(key: String, String)
    /// No instant, or no day, as a summary writes it.
    case badTime(String)
    /// Numbers so great that sums of them could not be counted.
    case tooGreat
    /// A summary of an earlier version, which counted otherwise.
    case earlierVersion(String)
    /// The outcomes of a category do not add up to what was seen of it.
    case unbalancedCategory(String)
    /// The outcomes do not add up to what was seen.
    case unbalanced
    /// This number is not the sum of the files' numbers.
    case notTheSum(key: String)
    /// The damaged inputs are not those of the list of files.
    case damageDiffers
}

/// What is wrong with a summary that is read back, and where.
package typealias SummaryProblem = DocumentProblem<SummaryFault>
