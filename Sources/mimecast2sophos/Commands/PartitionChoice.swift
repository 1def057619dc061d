import ArgumentParser
import Conversion

/// A value of `--partition-by`: a key, or the word for none.
struct PartitionChoice: ExpressibleByArgument {
    /// Nil: no key.
    let key: PartitionKey?

    init?(argument: String) {
        key = PartitionKey(rawValue: argument)
        if key == nil, argument != "none" { return nil }
    }

    static var allValueStrings: [String] { ["none"] + PartitionKey.allCases.map(\.rawValue) }
}
