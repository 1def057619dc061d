package import JSONRecords

/// One alert, ready to be written in any format.
///
/// Its values are views of the record it was made from: valid as long as that record is. One alert is
/// filled again and again, so that none takes memory of its own.
package struct Alert: ~Copyable {
    package var category: Category
    package var name: AlertName
    package var severity: Severity
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package var eventTime: Int64 {
        didSet { writtenTime.change(to: eventTime) }
    }
    /// The event time as Sophos writes it.
    var eventTimeText: ShortText<3> { writtenTime.text }
    /// The event's day, counted from 1970-01-01, in UTC.
    package var eventDay: Int { writtenTime.day }
    private var writtenTime = EventTimeText()
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

    /// An alert that says nothing yet.
    package init(customerID: [UInt8]? = nil) {
        category = .url
        name = AlertName(typeText: [], threat: nil)
        severity = .low
        eventTime = 0
        id = AlertID(digest: 0, 0)
        self.customerID = customerID
        values = AlertValues()
        hasLoneSurrogates = false
    }
}
