import Foundation
import JSONRecords
import Sophos
import Testing

@Suite struct TimestampTests {
    private func text(_ milliseconds: Int64) -> String {
        var buffer = ByteBuffer()
        Timestamp.append(milliseconds, to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    private func date(_ dayNumber: Int) -> String {
        var buffer = ByteBuffer()
        Timestamp.appendDate(dayNumber: dayNumber, to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1, "1970-01-01T00:00:00.001Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (1_731_862_950_000, "2024-11-17T17:02:30.000Z"),
            (631_152_000_000, "1990-01-01T00:00:00.000Z"),
            (4_133_980_799_999, "2100-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_709_251_199_999, "2024-02-29T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (1_735_689_599_000, "2024-12-31T23:59:59.000Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func `an instant is written in UTC with milliseconds`(milliseconds: Int64, expected: String) {
        #expect(text(milliseconds) == expected)
    }

    @Test func `a reused alert has the time of its new event`() {
        let times: [Int64] = [
            0, 1, 86_399_999, 86_400_000, 0, -1, -86_400_000, -86_400_001, -1,
            1_731_862_950_000, 1_731_862_951_500, 1_731_862_950_000, -62_167_219_200_000,
            253_402_300_799_999, 0,
        ]
        var alert = Alert()
        for time in times {
            alert.eventTime = time
            for format in Format.allCases {
                var buffer = ByteBuffer()
                format.append(alert, to: &buffer)
                let line = String(decoding: buffer.bytes, as: UTF8.self)
                let expected = format == .ocsf ? "\"time\":\(time)," : text(time)
                #expect(line.contains(expected), "\(format) at \(time): \(line)")
            }
        }
    }

    @Test func `every day from 1990 to 2100 has its date`() {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0)!
        for day in 7305..<47_847 {
            let instant = Date(timeIntervalSince1970: Double(day) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: instant)
            let digits = { (number: Int?, count: Int) in
                let text = String(number ?? 0)
                return String(repeating: "0", count: count - text.count) + text
            }
            let expected =
                "\(digits(parts.year, 4))-\(digits(parts.month, 2))-\(digits(parts.day, 2))"
            if date(day) != expected { Issue.record("day \(day) is \(expected), not \(date(day))") }
        }
        #expect(date(7305) == "1990-01-01")
        #expect(date(47_846) == "2100-12-31")
    }

    @Test func `every part of the time of day is independent`() {
        #expect(text(3_600_000) == "1970-01-01T01:00:00.000Z")
        #expect(text(60_000) == "1970-01-01T00:01:00.000Z")
        #expect(text(1000) == "1970-01-01T00:00:01.000Z")
        #expect(text(86_399_999) == "1970-01-01T23:59:59.999Z")
        #expect(text(86_400_000) == "1970-01-02T00:00:00.000Z")
        #expect(text(45_296_789) == "1970-01-01T12:34:56.789Z")
    }
}
