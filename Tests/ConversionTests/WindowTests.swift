import ByteStreams
import TestSupport
import Testing

@testable import Accounts

/// The window on event time: `--since` and `--until`.
@Suite struct WindowTests {
    @Test func `a bare date is midnight UTC`() {
        #expect(
            ConvertOptions.instant(rfc3339: "2024-11-17")
                == ConvertOptions.instant(rfc3339: "2024-11-17T01:00:00+01:00"))
        #expect(ConvertOptions.instant(rfc3339: "1970-01-01") == 0)
        #expect(ConvertOptions.instant(rfc3339: "2024-11-17T17:02:30.25Z") == 1_731_862_950_250)
    }

    @Test(arguments: [
        "", "2024", "2024-11", "2024-1-17", "20241117", "2024-02-30", "2024-11-17T17:02:30",
        "2024-11-17Z", "yesterday", "1731862950000", "2024-11-17T25:00:00Z", " 2024-11-17",
    ])
    func `invalid times are refused`(text: String) {
        #expect(ConvertOptions.instant(rfc3339: text) == nil)
    }

    @Test func `an offset cannot lead out of the years 0 to 9999`() {
        #expect(
            ConvertOptions.instant(rfc3339: "0000-01-01T00:00:00Z") == -62_167_219_200_000)
        #expect(
            ConvertOptions.instant(rfc3339: "9999-12-31T23:59:59.999Z") == 253_402_300_799_999)
        #expect(ConvertOptions.instant(rfc3339: "0000-01-01T00:00:00-23:59") != nil)
        #expect(ConvertOptions.instant(rfc3339: "9999-12-31T23:59:59+23:59") != nil)
        #expect(ConvertOptions.instant(rfc3339: "0000-01-01T00:00:00+00:01") == nil)
        #expect(ConvertOptions.instant(rfc3339: "0000-01-01T00:00:00+23:59") == nil)
        #expect(ConvertOptions.instant(rfc3339: "9999-12-31T23:59:59-00:01") == nil)
        #expect(ConvertOptions.instant(rfc3339: "9999-12-31T23:59:59-23:59") == nil)
    }

    private static let clicks = [
        "2024-11-16T23:59:59.999Z", "2024-11-17T00:00:00Z", "2024-11-17T23:59:59Z",
        "2024-11-18T00:59:59+0100", "2024-11-18T00:00:00Z",
    ].map { #"{"url":"https://a.example/","scanResult":"malicious","date":"\#($0)"}"# }
        .joined(separator: "\n")

    private func tally(_ since: String?, _ until: String?) throws -> Tally {
        let result = try convert(text: Self.clicks) { options in
            let start = since.flatMap(ConvertOptions.instant) ?? .min
            let end = until.flatMap(ConvertOptions.instant) ?? .max
            options.window = start..<end
        }
        return result.summary.total
    }

    @Test func `the window includes its beginning and excludes its end`() throws {
        let day = try tally("2024-11-17", "2024-11-18")
        #expect(day.converted == 3)
        #expect(day.filtered[.beforeSince] == 1)
        #expect(day.filtered[.afterUntil] == 1)
        #expect(try tally("2024-11-17", "2024-11-17").converted == 0)
    }

    @Test func `adjacent windows neither overlap nor leave gaps`() throws {
        let borders = [nil, "2024-11-17", "2024-11-17T12:00:00+02:00", "2024-11-18", nil]
        let counts = try zip(borders, borders.dropFirst()).map { try tally($0, $1).converted }
        #expect(counts == [1, 1, 2, 1])
        #expect(try tally(nil, nil).converted == 5)
    }
}
