import Accounts
import JSONRecords
import TestSupport

/// The summary reader: anything it accepts is written again and reads back the same.
enum SummaryTarget {
    static func run(_ bytes: [UInt8]) {
        var sum: UInt64 = 0
        guard let summary = try? SummaryReader.read(bytes, sum: &sum) else { return }
        let written = text(of: summary)
        sum = 0
        guard let again = try? SummaryReader.read(written, sum: &sum) else {
            fatalError("what was read and written does not read back")
        }
        require(text(of: again) == written, "what was read back is another")
    }

    private static func text(of summary: Summary) -> [UInt8] {
        var buffer = ByteBuffer()
        SummaryJSON.append(summary, to: &buffer)
        return buffer.bytes
    }
}
