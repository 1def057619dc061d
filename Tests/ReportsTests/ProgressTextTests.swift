import ByteStreams
import Pipeline
import Testing

@testable import Reports

@Suite struct ProgressTextTests {
    private var counts: RunProgress.Counts {
        var counts = RunProgress.Counts()
        counts.files = 200
        counts.filesDone = 12
        counts.bytes = 3_400_000_000
        counts.bytesDone = 1_200_000_000
        counts.records = 8_120_000
        counts.alerts = 1234
        counts.rejects = 3
        counts.current = Path("2024/11/17/clicks-0001.json.gz")
        return counts
    }

    private func line(
        _ columns: Int = 200, elapsed: UInt64 = 10_000,
        _ change: (inout RunProgress.Counts) -> Void = { _ in }
    ) -> String {
        var counts = counts
        change(&counts)
        return ProgressText.line(counts, columns: columns, elapsed: elapsed)
    }

    @Test func `a wide terminal shows everything`() {
        #expect(
            line() == """
                35 %  12/200 files  1.2/3.4 GB  812 k records/s  1,234 alerts  3 rejects  \
                0:19 left  2024/11/17/clicks-0001.json.gz
                """)
    }

    @Test func `a narrower one shows what matters most`() {
        #expect(
            line(80) == "35 %  12/200 files  812 k records/s  1,234 alerts  3 rejects  0:19 left")
        #expect(line(50) == "35 %  12/200 files  3 rejects  0:19 left")
        #expect(line(16) == "35 %  0:19 left")
        #expect(line(5) == "35 %")
        #expect(line(1) == "")
        #expect(line(0) == "")
    }

    @Test func `no line is wider than its terminal`() {
        for columns in 0...200 {
            let width = line(columns) { $0.current = Path(String(repeating: "字", count: 300)) }
                .unicodeScalars.reduce(0) { $0 + ($1 == "字" ? 2 : 1) }
            #expect(width <= max(0, columns - 1))
        }
    }

    @Test func `a name is cut in the middle`() {
        #expect(line(105).hasSuffix("0:19 left  2024/11/1…1.json.gz"))
        #expect(ProgressText.cut("abcdefgh", to: 8) == "abcdefgh")
        #expect(ProgressText.cut("abcdefgh", to: 7) == "abc…fgh")
        #expect(ProgressText.cut("abcdefgh", to: 6) == "ab…fgh")
        #expect(ProgressText.cut("字字字字", to: 7) == "字…字")
    }

    @Test func `a name cannot steer the terminal`() {
        let text = line { $0.current = Path("\u{1B}[2J\r\n\u{9B}\u{202E}.json") }
        #expect(text.hasSuffix(#"  \x1b[2J\x0d\x0a\x9b\u{202E}.json"#))
    }

    @Test func `if the total is unknown there is no share and no forecast`() {
        let text = line {
            $0.bytes = nil
            $0.current = nil
        }
        #expect(text == "12/200 files  1.2 GB  812 k records/s  1,234 alerts  3 rejects")
    }

    @Test func `100 percent is shown only at the end`() {
        #expect(line { $0.bytesDone = 3_399_999_999 }.hasPrefix("99 %  "))
        #expect(line { $0.bytesDone = 3_400_000_000 }.hasPrefix("100 %  "))
        // A file that grew.
        #expect(line { $0.bytesDone = 4_000_000_000 }.hasPrefix("100 %  "))
        #expect(!line { $0.bytesDone = 4_000_000_000 }.contains("left"))
    }

    @Test func `the forecast waits for a second and ignores what an earlier run did`() {
        #expect(!line(elapsed: 999).contains("left"))
        #expect(line(elapsed: 1000).contains("  0:02 left"))
        #expect(line { $0.bytesSkipped = 1_100_000_000 }.contains("  3:40 left"))
        #expect(!line { $0.bytesSkipped = 1_200_000_000 }.contains("left"))
        #expect(line(elapsed: 5_400_000).contains("  2:45:00 left"))
    }

    @Test(
        arguments: [
            (0, "0"), (9999, "9999"), (10_000, "10 k"), (999_499, "999 k"), (1_250_000, "1.2 M"),
            (12_500_000, "12 M"),
        ] as [(UInt64, String)])
    func `a rate has few digits`(records: UInt64, text: String) {
        #expect(line(elapsed: 1000) { $0.records = records }.contains("  \(text) records/s"))
    }

    @Test(
        arguments: [
            (0, 999, "0/999 B"), (10, 2500, "0.0/2.5 kB"), (1_000_000, 1_000_000, "1.0/1.0 MB"),
            (5, 7_000_000_000_000, "0.0/7.0 TB"),
        ] as [(UInt64, UInt64, String)])
    func `bytes share a unit`(done: UInt64, whole: UInt64, text: String) {
        #expect(
            line {
                $0.bytes = whole
                $0.bytesDone = done
            }.contains("  \(text)  "))
    }

    @Test func `one is in the singular, and zero rejects are not mentioned`() {
        #expect(
            line {
                $0.alerts = 1
                $0.rejects = 1
            }.contains("  1 alert  1 reject  "))
        #expect(!line { $0.rejects = 0 }.contains("reject"))
    }
}
