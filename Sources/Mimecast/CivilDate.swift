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

    /// Days since 1970-01-01, from the year 0 to the year 9999.
    ///
    /// Years start in March here, so that the leap day is the last of its year and month lengths follow
    /// one formula (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    @inline(__always) package var dayNumber: Int {
        // Unsigned and narrow, which divides faster; one era is added so that no year is negative.
        let isBehindLeapDay = month > 2
        let marchYear = UInt32(truncatingIfNeeded: year &+ (isBehindLeapDay ? 400 : 399))
        let marchMonth = UInt32(truncatingIfNeeded: month &+ (isBehindLeapDay ? -3 : 9))
        let century = marchYear / 100
        let leapDays = marchYear / 4 &- century &+ century / 4
        let daysBefore = marchYear &* 365 &+ leapDays &+ (153 &* marchMonth &+ 2) / 5
        return Int(daysBefore) &+ day &- (1 + 719_468 + 146_097)
    }

    /// False for dates such as 30 February.
    @inline(__always) package var isValid: Bool {
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
