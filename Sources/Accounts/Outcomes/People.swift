/// Who the alerts concern: how many alerts each recipient and each sender domain has.
///
/// Personal data, so it is counted only on request (`--top-people`), shown only on the page of that run,
/// and written to no other file.
package struct People: Hashable, Sendable {
    package var recipients = Names()
    package var senderDomains = Names()

    package init() {}

    /// Adds what was counted separately.
    package mutating func add(_ other: People) {
        recipients.add(other.recipients)
        senderDomains.add(other.senderDomains)
    }

    /// Whether everything that was counted separately has room here.
    package func hasRoom(for other: People) -> Bool {
        recipients.hasRoom(for: other.recipients) && senderDomains.hasRoom(for: other.senderDomains)
    }

    /// Names with a count for each. Senders choose them, so their number and length are limited; those past
    /// a limit are counted together.
    package struct Names: Hashable, Sendable {
        /// The maximum number of distinct names.
        package static let limit = 10_000
        /// The maximum length of an address in bytes (RFC 5321, section 4.5.3.1.3).
        package static let longest = 254

        package private(set) var counts: [[UInt8]: UInt64] = [:]
        /// Alerts whose names are past a limit.
        package private(set) var others: UInt64 = 0

        package init() {}

        package mutating func add(_ name: [UInt8], _ count: UInt64 = 1) {
            if counts[name] != nil || counts.count < Self.limit && name.count <= Self.longest {
                counts[name, default: 0] += count
            } else {
                others += count
            }
        }

        /// In the order of names, so that the same names are kept each time.
        mutating func add(_ other: Names) {
            if hasRoom(for: other) {
                counts.merge(other.counts, uniquingKeysWith: +)
            } else {
                for (name, count) in other.top(.max) { add(name, count) }
            }
            others += other.others
        }

        func hasRoom(for other: Names) -> Bool { counts.count + other.counts.count <= Self.limit }

        /// The `limit` most frequent names; equally frequent ones in byte order.
        package func top(_ limit: Int) -> [(name: [UInt8], count: UInt64)] {
            Array(
                counts.map { (name: $0.key, count: $0.value) }.sorted {
                    $0.count != $1.count
                        ? $0.count > $1.count : $0.name.lexicographicallyPrecedes($1.name)
                }.prefix(limit))
        }
    }
}
