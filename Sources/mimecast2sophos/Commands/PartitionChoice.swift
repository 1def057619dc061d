internal import Accounts


/// A word of `--partition-by`: a key, or the word for none.
enum PartitionChoice: String, CaseIterable {
    case none, date, category

    /// Nil: no key.
    var key: PartitionKey? { PartitionKey(rawValue: rawValue) }
}
