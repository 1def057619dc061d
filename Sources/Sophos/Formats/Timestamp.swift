package import JSONRecords

/// Instants as Sophos writes them: `2024-11-17T17:02:30.000Z`, UTC, always with milliseconds.
package enum Timestamp {
    /// - Parameter milliseconds: since 1970-01-01T00:00:00Z, in the years 0 to 9999.
    package static func append(_ milliseconds: Int64, to buffer: inout ByteBuffer) {
        buffer.append(text(of: milliseconds).span)
    }

    /// As ASCII, for who writes it more than once. The parameter is that of ``append(_:to:)``.
    static func text(of milliseconds: Int64) -> InlineArray<24, UInt8> {
        var text: InlineArray<24, UInt8> = [
            0x30, 0x30, 0x30, 0x30, 0x2D, 0x30, 0x30, 0x2D, 0x30, 0x30, 0x54, 0x30,
            0x30, 0x3A, 0x30, 0x30, 0x3A, 0x30, 0x30, 0x2E, 0x30, 0x30, 0x30, 0x5A,
        ]
        var day = Int(milliseconds / 86_400_000)
        var rest = Int(milliseconds % 86_400_000)
        if rest < 0 {
            rest += 86_400_000
            day -= 1
        }
        let date = civilDate(day)
        write(date.year, digits: 4, at: 0, of: &text)
        write(date.month, digits: 2, at: 5, of: &text)
        write(date.day, digits: 2, at: 8, of: &text)
        write(rest / 3_600_000, digits: 2, at: 11, of: &text)
        write(rest / 60_000 % 60, digits: 2, at: 14, of: &text)
        write(rest / 1000 % 60, digits: 2, at: 17, of: &text)
        write(rest % 1000, digits: 3, at: 20, of: &text)
        return text
    }

    /// `2024-11-17`: the date of a day counted from 1970-01-01.
    package static func appendDate(dayNumber: Int, to buffer: inout ByteBuffer) {
        var text: InlineArray<10, UInt8> = [
            0x30, 0x30, 0x30, 0x30, 0x2D, 0x30, 0x30, 0x2D, 0x30, 0x30,
        ]
        let date = civilDate(dayNumber)
        write(date.year, digits: 4, at: 0, of: &text)
        write(date.month, digits: 2, at: 5, of: &text)
        write(date.day, digits: 2, at: 8, of: &text)
        buffer.append(text.span)
    }

    /// The Gregorian date of a day counted from 1970-01-01. Years begin in March here, so that the
    /// leap day is the last of its year (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    static func civilDate(_ dayNumber: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }

    private static func write<let count: Int>(
        _ number: Int, digits: Int, at start: Int, of text: inout InlineArray<count, UInt8>
    ) {
        var rest = number
        var index = start + digits
        while index > start {
            index &-= 1
            text[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}
