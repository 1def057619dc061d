import JSONRecords
import Mimecast
import TestSupport
import Testing

@Suite struct EventTimeTests {
    private func parse(_ json: String) -> Int64? {
        JSONText.withText(of: Array(json.utf8)) { EventTime.parse($0) }
    }

    /// 2024-11-17T17:02:30Z.
    private static let instant: Int64 = 1_731_862_950_000

    @Test(arguments: [
        "\"2024-11-17T17:02:30+0000\"", "\"2024-11-17T17:02:30+00:00\"", "\"2024-11-17T17:02:30Z\"",
        "\"2024-11-17t17:02:30z\"", "\"2024-11-17 17:02:30Z\"", "\"2024-11-17T18:02:30+0100\"",
        "\"2024-11-17T13:02:30-0400\"", "\"2024-11-17T22:32:30+05:30\"",
        "\"2024-11-18T17:01:30+23:59\"", "\"2024-11-17T17:02:30-00:00\"",
        "\"2024-11-17T17:02:30.000Z\"", "\"2024-11-17T17:02:30.0009999+0000\"",
        "\"2024-11-17T17:02:30\\u002b0000\"", "1731862950000", "\"1731862950000\"",
    ])
    func `one instant has many spellings`(json: String) {
        #expect(parse(json) == Self.instant)
    }

    @Test func `a fraction is truncated to the millisecond`() {
        #expect(parse("\"2024-11-17T17:02:30.5Z\"") == Self.instant + 500)
        #expect(parse("\"2024-11-17T17:02:30.25+0000\"") == Self.instant + 250)
        #expect(parse("\"2024-11-17T17:02:30.123456789Z\"") == Self.instant + 123)
        #expect(parse("\"2024-11-17T17:02:30.9999Z\"") == Self.instant + 999)
    }

    @Test func `an offset may change the day and the year`() {
        #expect(parse("\"2024-01-01T00:30:00+0100\"") == parse("\"2023-12-31T23:30:00Z\""))
        #expect(parse("\"2024-02-29T23:30:00-0100\"") == parse("\"2024-03-01T00:30:00Z\""))
    }

    @Test func `a leap second is read as the second before it`() {
        #expect(parse("\"2016-12-31T23:59:60Z\"") == parse("\"2016-12-31T23:59:59Z\""))
        #expect(parse("\"2016-12-31T23:59:61Z\"") == nil)
    }

    @Test(arguments: [
        "\"yesterday\"", "\"2024-11-17\"", "\"2024-11-17T17:02:30\"", "\"2024-11-17T17:02:30.Z\"",
        "\"2024-11-17T17:02:30+0\"", "\"2024-11-17T17:02:30+0060\"", "\"2024-11-17T17:02:30 CET\"",
        "\"2024-11-17T17:02:30+2400\"",
        "\"2024-11-17T17:02:30+000\"", "\"2024-11-17T17:02:30 0000\"", "\"2024-11-17T17:02:30Zx\"",
        "\"2024-11-17T17:02:30+00000\"", "\"2024-11-17T17:02:30+00-00\"",
        "\"2024-11-17T24:00:00Z\"",
        "\"2024-11-17T17:60:00Z\"", "\"2024/11/17T17:02:30Z\"", "\"2024-11-17X17:02:30Z\"",
        "\"2024-02-30T17:02:30Z\"", "\"2023-02-29T17:02:30Z\"", "\"2024-1a-17T17:02:30Z\"",
        "\"2024-11-17T17.02.30Z\"", "\"\"", "\" \"", "\"-\"", "\"20241117T170230Z\"", "true",
        "1731862950000.5", "1.7318629500005e12", "-1731862950000", "1.7e-12", "1.7e", "1e99", "1.",
        "{}",
        "[]", "0", "\"/Date(x)/\"", "\"/Date(1731862950000)\"", "\"/Date(1731862950000+1)/\"",
        "\"0000-00-00T00:00:00Z\"", "\"2024-11-17T17:02:3\u{FF10}Z\"", "99999999999999999999999999",
    ])
    func `invalid instants are refused`(json: String) {
        #expect(parse(json) == nil)
    }

    /// As written by databases, loaders and .NET.
    @Test(arguments: [
        "\"2024-11-17T17:02:30+00\"", "\"2024-11-17T17:02:30 +0000\"",
        "\"2024-11-17 17:02:30 UTC\"",
        "\"2024-11-17 17:02:30 GMT\"", "\" 2024-11-17t17:02:30z \"", "\"2024-11-17 18:02:30+01\"",
        "1731862950000.0", "\"1731862950000.0\"", "1.73186295e12", "1.73186295E+12",
        "173186295E4", "\"1731862950000 \"", "\"/Date(1731862950000)/\"",
        "\"\\/Date(1731862950000)\\/\"", "\"/Date(1731862950000+0100)/\"",
    ])
    func `these forms give the same instant`(json: String) {
        #expect(parse(json) == Self.instant)
    }

    @Test func `29 February exists only in leap years`() {
        #expect(parse("\"2024-02-29T00:00:00Z\"") == 1_709_164_800_000)
        #expect(parse("\"2000-02-29T00:00:00Z\"") == 951_782_400_000)
        for year in ["1999", "2001", "2023", "2100"] {
            #expect(parse("\"\(year)-02-29T00:00:00Z\"") == nil)
            #expect(parse("\"\(year)-02-28T00:00:00Z\"") != nil)
        }
        for day in [
            "04-31", "06-31", "09-31", "11-31", "01-32", "12-32", "13-01", "00-01", "01-00",
        ] {
            #expect(parse("\"2024-\(day)T00:00:00Z\"") == nil)
        }
    }

    @Test func `every character of a date-time is checked`() {
        let text = Array("2024-11-17T17:02:30+0000")
        for index in text.indices {
            for wrong in ["x", "/", ":", " ", "\u{E9}"] where Character(wrong) != text[index] {
                if index == 10, wrong == " " { continue }  // instead of the T
                var other = text
                other[index] = Character(wrong)
                #expect(parse("\"\(String(other))\"") == nil, "\(String(other))")
            }
            // Cut after `+00` it is complete.
            #expect((parse("\"\(String(text[..<index]))\"") == nil) == (index != 22), "cut")
        }
    }

    @Test func `offsets go from -23_59 to +23_59, to the minute`() {
        for minutes in stride(from: -1439, through: 1439, by: 17) {
            let digits = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
            let sign = minutes < 0 ? "-" : "+"
            let (hour, minute) = (digits(abs(minutes) / 60), digits(abs(minutes) % 60))
            let expected = Self.instant - Int64(minutes) * 60_000
            #expect(parse("\"2024-11-17T17:02:30\(sign)\(hour)\(minute)\"") == expected)
            #expect(parse("\"2024-11-17T17:02:30.000\(sign)\(hour):\(minute)\"") == expected)
        }
    }

    @Test func `digits may be in a string, with nothing else`() {
        #expect(parse("\"631152000000\"") == 631_152_000_000)
        #expect(parse("4133980799999") == EventTime.range.upperBound - 1)
        #expect(parse("4133980800000") == nil)
        for other in [
            "\"17318629500 00\"", "\"+1731862950000\"", "\"1731862950000.\u{FF10}\"", "\"0x1\"",
            "-0",
        ] {
            #expect(parse(other) == nil)
        }
    }

    @Test func `the years 1990 to 2100 are in range, to the millisecond`() {
        #expect(parse("\"1990-01-01T00:00:00Z\"") == EventTime.range.lowerBound)
        #expect(parse("\"1989-12-31T23:59:59.999Z\"") == nil)
        #expect(parse("\"2100-12-31T23:59:59.999Z\"") == EventTime.range.upperBound - 1)
        #expect(parse("\"2101-01-01T00:00:00Z\"") == nil)
        #expect(parse("631152000000") == 631_152_000_000)
        #expect(parse("631151999999") == nil)
        #expect(parse("\"1990-01-01T00:30:00+0100\"") == nil, "1989 in UTC")
    }

    @Test func `epoch seconds are not mistaken for milliseconds`() {
        #expect(parse("1731862950") == nil)
        #expect(parse("170000000") == nil)
    }

    @Test func `a day starts at midnight UTC`() {
        #expect(EventTime.dayNumber(of: 0) == 0)
        #expect(EventTime.dayNumber(of: -1) == -1)
        #expect(EventTime.dayNumber(of: 86_399_999) == 0)
        #expect(EventTime.dayNumber(of: Self.instant) == 20_044)
    }
}
