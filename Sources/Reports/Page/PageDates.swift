internal import JSONRecords
internal import Sophos

/// Dates as the page shows them, UTC.
enum PageDates {
    /// `2024-11-17`
    static func day(_ number: Int) -> String {
        var buffer = ByteBuffer(capacity: 64)
        Timestamp.appendDate(dayNumber: number, to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    /// `2024-11-17 17:02`
    static func minute(_ time: Int64) -> String {
        var buffer = ByteBuffer(capacity: 64)
        Timestamp.append(time, to: &buffer)
        return String(decoding: buffer.bytes.prefix(16), as: UTF8.self).replacing("T", with: " ")
    }

    /// `2024-11-17`, or `2024-11-17 to 2024-11-20`.
    static func range(_ days: Range<Int>) -> String {
        days.count == 1
            ? day(days.lowerBound) : "\(day(days.lowerBound)) to \(day(days.upperBound - 1))"
    }
}
