internal import ByteStreams
internal import JSONRecords

/// Writes `summary.json`, or the same text wherever a user wants it.
enum SummaryFile {
    /// - Throws: `write`.
    static func write(_ summary: Summary, to path: Path) throws(RunError) {
        var text = ByteBuffer(capacity: 64 << 10)
        SummaryJSON.append(summary, to: &text)
        do throws(WriteError) {
            try text.publish(as: path)
        } catch {
            throw .write(error)
        }
    }
}
