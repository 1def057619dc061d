internal import ByteStreams

/// The account of a whole run: what `summary.json`, the closing table and every report are made from.
package struct Summary: Sendable {
    package var total = Tally()
    /// One entry an input, in input order.
    package var files: [FileResult] = []
    /// Files of a walked directory that no ending names as logs, and special files.
    package var skipped: UInt64 = 0
    /// A signal ended the run before all inputs were read.
    package var isInterrupted = false

    package init() {}

    package var damaged: [FileResult] { files.filter { $0.damage != nil } }

    /// Something was rejected, damaged or kept back: exit code 1.
    package var hasFindings: Bool {
        total.rejected.total > 0 || files.contains { $0.damage != nil || $0.isWithheld }
    }

    package mutating func add(_ file: FileResult) {
        total.add(file.tally)
        files.append(file)
    }
}
