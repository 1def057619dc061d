package import JSONRecords

/// Instants as Sophos writes them: `2024-11-17T17:02:30.000Z`, UTC, always with milliseconds.
package enum Timestamp {
    /// - Parameter milliseconds: since 1970-01-01T00:00:00Z, in the years 0 to 9999.
    package static func append(_ milliseconds: Int64, to buffer: inout ByteBuffer) {
        buffer.append(text(of: milliseconds))
    }

    /// For writing it more than once. The parameter is that of ``append(_:to:)``.
    static func text(of milliseconds: Int64) -> ShortText<3> {
        let (day, time) = split(milliseconds)
        return text(of: time, on: date(day))
    }

    /// The day, counted from 1970-01-01, and the milliseconds since its midnight.
    static func split(_ milliseconds: Int64) -> (day: Int, time: UInt64) {
        let day = Int(milliseconds / 86_400_000)
        let rest = Int(milliseconds % 86_400_000)
        return rest < 0 ? (day - 1, UInt64(rest + 86_400_000)) : (day, UInt64(rest))
    }

    /// - Parameter time: milliseconds since midnight.
    static func text(of time: UInt64, on date: DateWords) -> ShortText<3> {
        let minute = time / 60_000
        let milliseconds = time % 1000
        return ShortText(
            [
                date.yearAndMonth,
                date.day | colon << 40 | letterT << 16
                    | digits(minute / 60) << 24 | digits(minute % 60) << 48,
                colon | digits(time / 1000 % 60) << 8 | point << 24
                    | digit(milliseconds / 100) << 32 | digits(milliseconds % 100) << 40
                    | letterZ << 56,
            ], count: 24)
    }

    /// `2024-11-17`: the date of a day counted from 1970-01-01.
    package static func appendDate(dayNumber: Int, to buffer: inout ByteBuffer) {
        let date = date(dayNumber)
        buffer.append(ShortText<2>([date.yearAndMonth, date.day], count: 10))
    }

    // MARK: Words of text, the first character lowest

    private static var colon: UInt64 { UInt64(UInt8(ascii: ":")) }
    private static var hyphen: UInt64 { UInt64(UInt8(ascii: "-")) }
    private static var point: UInt64 { UInt64(UInt8(ascii: ".")) }
    private static var letterT: UInt64 { UInt64(UInt8(ascii: "T")) }
    private static var letterZ: UInt64 { UInt64(UInt8(ascii: "Z")) }

    /// `2024-11-` and `17`.
    struct DateWords {
        let yearAndMonth: UInt64
        let day: UInt64
    }

    /// - Parameter dayNumber: counted from 1970-01-01.
    static func date(_ dayNumber: Int) -> DateWords {
        let date = civilDate(dayNumber)
        let year = UInt64(truncatingIfNeeded: date.year)
        return DateWords(
            yearAndMonth: digits(year / 100) | digits(year % 100) << 16 | hyphen << 32
                | digits(UInt64(truncatingIfNeeded: date.month)) << 40 | hyphen << 56,
            day: digits(UInt64(truncatingIfNeeded: date.day)))
    }

    private static func digit(_ number: UInt64) -> UInt64 { number + UInt64(UInt8(ascii: "0")) }

    /// The two digits of a number below 100.
    private static func digits(_ number: UInt64) -> UInt64 {
        digit(number / 10) | digit(number % 10) << 8
    }

    /// The Gregorian date of a day counted from 1970-01-01. Years start in March here, so that the leap
    /// day is the last of its year (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    static func civilDate(_ dayNumber: Int) -> (year: Int, month: Int, day: Int) {
        // Unsigned and narrow, which divides faster; one era is added so that no year is negative.
        let shifted = UInt32(dayNumber + 719_468 + 146_097)
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)) - 400, Int(month),
            Int(dayOfYear - (153 * marchMonth + 2) / 5 + 1)
        )
    }
}

/// An event time as Sophos writes it (``Timestamp``), updated for each alert: the date is only formatted
/// when the day changes, because alerts of one day tend to come together.
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

extension JSONWriter {
    /// An instant, in milliseconds since 1970; nil is null.
    package mutating func member(_ key: StaticString, time milliseconds: Int64?) {
        if let milliseconds {
            member(key, quoted: { Timestamp.append(milliseconds, to: &$0) })
        } else {
            member(key, String?.none)
        }
    }
}
