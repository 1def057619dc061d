import ArgumentParser
import JSONRecords

/// A tenant's UUID (RFC 9562 §4), as it was typed.
struct CustomerID: ExpressibleByArgument {
    let text: String

    init?(argument: String) {
        let groups = argument.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12],
            groups.allSatisfy({ $0.utf8.allSatisfy(JSONText.isHexadecimal) })
        else { return nil }
        text = argument
    }
}
