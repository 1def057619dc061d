import JSONRecords

/// An event time as Sophos writes it (``Timestamp``), made for alert after alert: the date only when
/// another day comes, because alerts of one day tend to come together.
struct EventTimeText {
    /// Counted from 1970-01-01, in UTC.
    private(set) var day = 0
    private var date = Timestamp.date(0)
    private(set) var text = Timestamp.text(of: 0)

    /// - Parameter milliseconds: since 1970-01-01T00:00:00Z, in the years 0 to 9999.
    mutating func change(to milliseconds: Int64) {
        let (day, time) = Timestamp.split(milliseconds)
        if day != self.day {
            self.day = day
            date = Timestamp.date(day)
        }
        text = Timestamp.text(of: time, on: date)
    }
}
