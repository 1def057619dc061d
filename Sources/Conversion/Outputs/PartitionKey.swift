/// What alerts can be divided by into folders, from the outermost folder inwards.
package enum PartitionKey: String, Hashable, Sendable, CaseIterable {
    /// The UTC date of the event: `date=2024-11-17`.
    case date
    /// `category=url`.
    case category
}
