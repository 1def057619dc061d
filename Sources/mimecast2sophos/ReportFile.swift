internal import Pipeline
internal import Accounts
import ByteStreams
import JSONRecords

/// A report on its way to a file or to standard output.
enum ReportFile {
    /// Writes what `report` appends: whole under its name, or not at all.
    ///
    /// - Parameter file: as an argument; nil and `-` for standard output.
    /// - Throws: `write`.
    static func write(
        to file: String?, _ report: (inout ByteBuffer) -> Void
    ) throws(RunError) {
        if let file, file != "-" {
            return try ByteBuffer.publish(as: Path(argument: file), report)
        }
        var text = ByteBuffer(capacity: 64 << 10)
        report(&text)
        do throws(WriteError) {
            var output = StandardOutput()
            try text.withBytes { (bytes) throws(WriteError) in try output.write(bytes) }
        } catch {
            throw .write(error)
        }
    }
}
