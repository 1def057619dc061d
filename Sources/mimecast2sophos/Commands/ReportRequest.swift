import ArgumentParser
import ByteStreams
import Conversion
import JSONRecords
import Reports

/// `FORMAT[=FILE]`: which report, and where it goes.
struct ReportRequest: ExpressibleByArgument {
    var format: CheckReport
    /// Nil for standard output.
    var file: Path?

    init(format: CheckReport) { self.format = format }

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let format = CheckReport(rawValue: String(parts[0])) else { return nil }
        self.format = format
        if parts.count == 2 {
            if parts[1].isEmpty { return nil }
            file = parts[1] == "-" ? nil : Path(argument: String(parts[1]))
        }
    }

    /// - Throws: `write`.
    func write(_ result: CheckResult) throws(RunError) {
        var text = ByteBuffer(capacity: 64 << 10)
        format.append(result, to: &text)
        do throws(WriteError) {
            if let file { return try text.publish(as: file) }
            var output = StandardOutput()
            try text.withBytes { (bytes) throws(WriteError) in try output.write(bytes) }
        } catch {
            throw .write(error)
        }
    }
}
