/// A day of the proleptic Gregorian calendar.
package struct CivilDate: Hashable, Sendable {
    package var year: Int
    /// 1 to 12.
    package var month: Int
    /// 1 to 31.
    package var day: Int

    package init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days since 1970-01-01.
    ///
    /// Years begin in March here, so that the leap day is the last of its year and the lengths of
    /// months follow one formula (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    package var dayNumber: Int {
        // Short and without a sign, which divides faster; an era more, so that no year is below zero.
        let marchYear = UInt32(year + 400 - (month <= 2 ? 1 : 0))
        let marchMonth = UInt32(month > 2 ? month - 3 : month + 9)
        let daysBefore = marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400
        return Int(daysBefore + (153 * marchMonth + 2) / 5) + day - 1 - 719_468 - 146_097
    }

    /// False for a 30th of February.
    package var isValid: Bool {
        month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= daysInMonth)
    }

    private var daysInMonth: Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
