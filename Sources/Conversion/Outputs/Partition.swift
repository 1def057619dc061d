internal import JSONRecords
internal import Sophos

/// The folder of an alert below `alerts/`: names of the form `key=value`, as Hive, Spark and DuckDB
/// read them as columns.
struct Partition: Hashable, Sendable {
    /// Days since 1970-01-01, UTC; nil where alerts are not divided by date.
    private let day: Int32?
    /// Nil where alerts are not divided by category.
    private let category: Category?

    init(_ keys: Set<PartitionKey>, day: Int32, category: Category) {
        self.day = keys.contains(.date) ? day : nil
        self.category = keys.contains(.category) ? category : nil
    }

    /// `date=2024-11-17/category=url`
    var folder: [UInt8] {
        var name = ByteBuffer(capacity: 64)
        if let day {
            name.append("date=")
            Timestamp.appendDate(dayNumber: Int(day), to: &name)
        }
        if let category {
            if !name.isEmpty { name.append("/") }
            name.append("category=")
            name.append(category.word)
        }
        return name.bytes
    }
}

extension Partition: Comparable {
    static func < (left: Partition, right: Partition) -> Bool {
        (left.day ?? 0, left.category?.index ?? 0) < (right.day ?? 0, right.category?.index ?? 0)
    }
}
