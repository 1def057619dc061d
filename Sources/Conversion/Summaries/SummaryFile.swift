package import ByteStreams
internal import JSONRecords

/// A `summary.json`, or the same text under any other name.
package enum SummaryFile {
    /// - Parameter sum: as `SummaryReader.read` has it.
    /// - Throws: `unreadableSummary`, `summary`.
    package static func read(_ path: Path, sum: inout UInt64) throws(RunError) -> Summary {
        let text: [UInt8]
        do throws(StreamDamage) {
            text = try FileSource.contents(of: path)
        } catch {
            throw .unreadableSummary(path, error)
        }
        do throws(SummaryProblem) {
            return try SummaryReader.read(text, sum: &sum)
        } catch {
            throw .summary(path, error)
        }
    }

    /// - Throws: `write`.
    package static func write(_ summary: Summary, to path: Path) throws(RunError) {
        try ByteBuffer.publish(as: path) { SummaryJSON.append(summary, to: &$0) }
    }
}
