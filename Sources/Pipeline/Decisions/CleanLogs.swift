package import Accounts
package import JSONRecords
package import Mimecast
package import Sophos

/// Filters clean logs without deciding step by step, because most records of an archive are clean.
package struct CleanLogs: Sendable {
    private let logs: [(log: CleanLog, category: Category)]
    private let assumesUTC: Bool

    /// - Parameter copies: fields that indicate another record inside: then nothing is said at a glance.
    package init(_ options: ConvertOptions, copies: FieldSet) {
        // What is filtered for its category is decided about step by step.
        logs = CleanLog.all(barred: copies).compactMap { log in
            guard let category = Category(log.kind), options.categories.contains(category) else {
                return nil
            }
            return (log, category)
        }
        assumesUTC = options.assumesUTC
    }

    /// The category and event time of the reader's last record if it is a clean log. nil says nothing: the
    /// record may still be one.
    ///
    /// - Parameters:
    ///   - array: the kind of records in the page's array with this ordinal; nil outside of one.
    @inline(__always)
    package func find(
        in reader: inout RecordReader, array: Kind?, ordinal: Int
    ) -> (category: Category, eventTime: Int64)? {
        for (log, category) in logs {
            // By number, because `==` of a type of another module is a call.
            if let array, array.rawValue != log.kind.rawValue { continue }
            guard let text = reader.time(at: log.glance, inArray: ordinal) else { continue }
            guard let time = EventTime.parse(text, assumesUTC: assumesUTC) else { return nil }
            return (category, time)
        }
        return nil
    }
}
