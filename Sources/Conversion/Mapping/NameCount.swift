/// How often, and the first and last event time in milliseconds since 1970.
package struct NameCount: Hashable, Sendable {
    package private(set) var count: UInt64 = 0
    package private(set) var first = Int64.max
    package private(set) var last = Int64.min

    package init() {}

    package mutating func add(_ eventTime: Int64) {
        count &+= 1
        first = min(first, eventTime)
        last = max(last, eventTime)
    }
}
