package import ByteStreams
package import JSONRecords
package import Sophos

/// The outcomes of the pieces of one or more inputs, from which the summary is written.
///
/// Every piece adds to exactly one of `converted`, `filtered`, `duplicate` and `rejected`, and `seen` is
/// counted independently, where a piece is found: `balances` compares the two. Tallies can be added in
/// any order with the same result; the keys of the summary do it.
package struct Tally: Hashable, Sendable {
    /// One day and one category.
    package struct Day: Hashable, Sendable {
        /// Days since 1970-01-01, UTC.
        package var number: Int32
        package var category: Category

        package init(number: Int32, category: Category) {
            self.number = number
            self.category = category
        }
    }

    /// Records of one day and category with a valid event time, and the alerts among them.
    package struct DayCounts: Summable, Hashable, Sendable {
        package var seen: UInt64 = 0
        package var alerts: UInt64 = 0

        package init(seen: UInt64 = 0, alerts: UInt64 = 0) {
            self.seen = seen
            self.alerts = alerts
        }

        package mutating func add(_ other: DayCounts) {
            seen += other.seen
            alerts += other.alerts
        }
    }

    /// How often objects of one unknown shape occurred, and the location of the first.
    package struct UnknownShape: Summable, Hashable, Sendable {
        /// The maximum number of distinct shapes per input; ``SummaryOrder`` shows as many per run.
        package static let limit = 32

        package var count: UInt64
        package var file: Path
        package var record: UInt64
        package var place: Place

        package init(count: UInt64, file: Path, record: UInt64, place: Place) {
            self.count = count
            self.file = file
            self.record = record
            self.place = place
        }

        package mutating func add(_ other: UnknownShape) {
            let sum = count + other.count
            if other.precedes(self) { self = other }
            count = sum
        }

        /// In the order of inputs, and of pieces within them.
        private func precedes(_ other: UnknownShape) -> Bool {
            let (name, otherName) = (file.asWritten, other.file.asWritten)
            if name != otherName { return name.precedesByComponents(otherName) }
            return (record, place.line, place.offset)
                < (other.record, other.place.line, other.place.offset)
        }
    }

    package struct CategoryCounts: Summable, Hashable, Sendable {
        package var seen: UInt64 = 0
        package var converted: UInt64 = 0
        package var filtered: UInt64 = 0
        package var duplicate: UInt64 = 0
        package var rejected: UInt64 = 0

        package init() {}

        /// As for all pieces, each in the category has exactly one outcome.
        package var balances: Bool { seen == converted + filtered + duplicate + rejected }

        /// Adds the counts of other pieces of the category.
        package mutating func add(_ other: CategoryCounts) {
            seen += other.seen
            converted += other.converted
            filtered += other.filtered
            duplicate += other.duplicate
            rejected += other.rejected
        }
    }

    /// One alertType with its threat and how it matched a row.
    package struct AlertType: Hashable, Sendable {
        package var alertType: [UInt8]
        package var threatID: String?
        package var threatName: String?
        package var matched: ThreatMatch.Manner

        package init(
            alertType: [UInt8], threatID: String?, threatName: String?,
            matched: ThreatMatch.Manner
        ) {
            self.alertType = alertType
            self.threatID = threatID
            self.threatName = threatName
            self.matched = matched
        }
    }

    /// A count, and the first and last event time in milliseconds since 1970.
    package struct Span: Summable, Hashable, Sendable {
        package var count: UInt64 = 0
        package var first = Int64.max
        package var last = Int64.min

        package init() {}

        /// Counts one more, at a time in milliseconds since 1970.
        package mutating func add(_ time: Int64) {
            // Once per alert: no file has enough of them to overflow.
            count &+= 1
            first = min(first, time)
            last = max(last, time)
        }

        /// Adds a separate count. Commutative and associative.
        package mutating func add(_ other: Span) {
            count += other.count
            first = min(first, other.first)
            last = max(last, other.last)
        }
    }

    /// An unknown field name in records of one kind.
    package struct UnknownField: Hashable, Sendable {
        package var kind: String
        package var field: [UInt8]

        package init(kind: String, field: [UInt8]) {
            self.kind = kind
            self.field = field
        }
    }

    /// A vendor's word in converted alerts of one category: a verdict or an action.
    package struct Word: Hashable, Sendable {
        package var category: Category
        /// Trimmed, with ASCII letters in lower case: exports of different kinds differ only in case.
        package var text: [UInt8]

        package init(category: Category, text: [UInt8]) {
            self.category = category
            self.text = text
        }
    }

    package var seen: UInt64 = 0
    package var converted: UInt64 = 0
    /// Those of `converted` that come from damaged inputs.
    package var unproven: UInt64 = 0
    package var duplicate: UInt64 = 0
    package var filtered = Count<FilterReason>()
    package var rejected = Count<RejectReason>()
    package var warnings = Count<Warning>()
    /// For a replay: the rejects it read, by the reasons they had been rejected for.
    package var replayed = Count<RejectReason>()
    /// Those of them that had been counted for a category.
    package var replayedCategories: [Category: UInt64] = [:]
    package var categories: [Category: CategoryCounts] = [:]
    package var alertTypes: [AlertType: Span] = [:]
    package var namedBy: [NamedBy: UInt64] = [:]
    package var severities: [Severity: UInt64] = [:]
    package var unknownFields: [UnknownField: UInt64] = [:]
    package var days: [Day: DayCounts] = [:]
    /// Wrapped pieces, by the path of members that led to them.
    package var unwrapped: [[UInt8]: UInt64] = [:]
    /// Values of an unusual type, by the field's name.
    package var oddTypes: [String: UInt64] = [:]
    /// Objects of unknown kind, by the first eight of their names, sorted.
    package var unknownShapes: [[[UInt8]]: UnknownShape] = [:]
    package var verdicts: [Word: UInt64] = [:]
    package var actions: [Word: UInt64] = [:]
    package var people = People()
    /// First and last event time of the converted alerts.
    package var span = Span()
    /// Bytes as stored, and after decompression.
    package var bytesRead: UInt64 = 0
    package var bytesDecompressed: UInt64 = 0

    package init() {}

    /// The invariant: every piece has exactly one outcome.
    package var balances: Bool {
        seen == converted + filtered.total + duplicate + rejected.total
    }

    /// Counts objects of a shape.
    package mutating func add(_ shape: UnknownShape, of names: [[UInt8]]) {
        unknownShapes.add([names: shape])
    }
}

/// What is counted separately, and added. Commutative and associative.
package protocol Summable {
    mutating func add(_ other: Self)
}

extension UInt64: Summable {
    package mutating func add(_ other: UInt64) { self += other }
}

extension Dictionary: Summable where Value: Summable {
    package mutating func add(_ other: Self) {
        // Most inputs lack most of what can be counted.
        if other.isEmpty { return }
        merge(other) { sum, value in
            var sum = sum
            sum.add(value)
            return sum
        }
    }
}

/// A closed list of reasons, by which records are counted.
@usableFromInline
package protocol CountedReason:
    CaseIterable, Hashable, RawRepresentable<String>, Sendable
{
    /// Its place in the list, from 0.
    var number: Int { get }
}

extension CountedReason {
    /// For lists by which few are counted: a search.
    @usableFromInline package var number: Int {
        var number = 0
        for reason in Self.allCases {
            if reason == self { return number }
            number += 1
        }
        preconditionFailure("the list has every case")
    }
}

extension Warning: CountedReason {}
extension DamageReason: CountedReason {}

/// A number for each case of a closed list of reasons, in the list's order.
@usableFromInline package struct Count<Reason: CountedReason>: Summable, Hashable, Sendable {
    /// By the reasons' numbers: records are counted one by one, and a dictionary would hash each time.
    @usableFromInline var numbers = [UInt64](repeating: 0, count: Reason.allCases.count)

    package init() {}

    // Inlinable, because records are counted in another module: there it is specialised for the reason.
    @inlinable package subscript(reason: Reason) -> UInt64 {
        get { numbers[reason.number] }
        set { numbers[reason.number] = newValue }
    }

    /// Counts one more.
    @inlinable @inline(__always) package mutating func count(_ reason: Reason) {
        numbers[reason.number] &+= 1
    }

    package var total: UInt64 { numbers.reduce(0, +) }

    /// The reasons that occurred, in the list's order.
    package var occurred: [(reason: Reason, count: UInt64)] {
        zip(Reason.allCases, numbers).filter { $0.1 > 0 }.map { (reason: $0.0, count: $0.1) }
    }

    package mutating func add(_ other: Self) {
        for number in numbers.indices { numbers[number] += other.numbers[number] }
    }
}

/// Which branch of the naming rule named an alert (SPEC 5.1), as reported in the summary.
package enum NamedBy: String, CaseIterable, Hashable, Sendable {
    /// Sophos's own rule.
    case rule
    /// The rule yields nothing, because real click logs have no `reason`.
    case ttpDefinition
    /// `ttpDefinition` has no text, either.
    case creationMethod
    /// No field has text.
    case constant

    package var index: Int {
        switch self {
        case .rule: 0
        case .ttpDefinition: 1
        case .creationMethod: 2
        case .constant: 3
        }
    }
}
