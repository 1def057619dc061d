/// A number for each case of a closed list of reasons, in the list's order.
package struct Count<Reason: CaseIterable & Hashable & Sendable>: Hashable, Sendable {
    private var numbers: [Reason: UInt64] = [:]

    package init() {}

    package subscript(reason: Reason) -> UInt64 {
        get { numbers[reason] ?? 0 }
        set { numbers[reason] = newValue > 0 ? newValue : nil }
    }

    package var total: UInt64 { numbers.values.reduce(0, +) }

    /// The reasons that occurred, in the list's order.
    package var occurred: [(reason: Reason, count: UInt64)] {
        Reason.allCases.compactMap { reason in
            let count = self[reason]
            return count > 0 ? (reason, count) : nil
        }
    }

    package mutating func add(_ other: Self) {
        for (reason, count) in other.numbers { numbers[reason, default: 0] += count }
    }
}
