import ArgumentParser
import JSONRecords

/// A tenant's UUID (RFC 9562 §4), as it was typed.
struct CustomerID {
    let text: String

    /// - Throws: what the parser shows behind the value.
    init(argument: String) throws {
        let groups = argument.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12],
            groups.allSatisfy({ $0.utf8.allSatisfy(JSONText.isHexadecimal) })
        else {
            throw ValidationError(
                "expected a UUID such as 4ab3f1a0-6f0e-4c8e-9b1f-0d2f5a7c9e11")
        }
        text = argument
    }
}
