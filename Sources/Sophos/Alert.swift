package import JSONRecords

/// One alert, ready to be written in any format.
///
/// Its values are views of the record it was made from: valid as long as that record is.
package struct Alert: ~Copyable {
    package var category: Category
    package var name: AlertName
    package var severity: Severity
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package var eventTime: Int64
    package var id: AlertID
    /// The tenant's UUID as ASCII text.
    package var customerID: [UInt8]?
    /// The person concerned, as text without quotes.
    package var source: JSONText?
    package var values: AlertValues
    /// The whole record, when it is to be kept.
    package var record: JSONText?
    /// Some string of the record has an escape of half a surrogate pair.
    package var hasLoneSurrogates: Bool

    package init(
        category: Category, name: AlertName, severity: Severity, eventTime: Int64, id: AlertID,
        customerID: [UInt8]?, source: JSONText?, values: AlertValues, record: JSONText?,
        hasLoneSurrogates: Bool
    ) {
        self.category = category
        self.name = name
        self.severity = severity
        self.eventTime = eventTime
        self.id = id
        self.customerID = customerID
        self.source = source
        self.values = values
        self.record = record
        self.hasLoneSurrogates = hasLoneSurrogates
    }
}
