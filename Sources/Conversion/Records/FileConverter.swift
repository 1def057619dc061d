package import ByteStreams
internal import JSONRecords
internal import Mimecast
package import Sophos

/// Takes one input through all stages: bytes → pieces → outcomes → output files, and counts.
///
/// A broken record does not stop the file: it goes to the quarantine, and the next one follows.
/// Damage stops it where nothing can be read on; what was good before it stays.
struct FileConverter: ~Copyable {
    private let input: Input
    private let options: ConvertOptions
    private var reader: RecordReader
    private var converter: RecordConverter
    private var alerts: OutputFile
    private var rejects: OutputFile
    private var result: FileResult
    private var clean: UInt64 = 0
    private var arrayKind: Kind?
    private var arrayOrdinal = 0
    private var listedEnvelope = 0
    private var unknown: [Int32: [Kind: UInt64]] = [:]

    init(
        _ input: Input, _ options: ConvertOptions, mapping: ThreatMapping, alerts: consuming OutputFile,
        rejects: consuming OutputFile
    ) {
        self.input = input
        self.options = options
        reader = RecordReader(
            MimecastFields.table, limit: options.recordLimit, chunkBytes: options.chunkBytes)
        converter = RecordConverter(options, mapping: mapping)
        self.alerts = alerts
        self.rejects = rejects
        result = FileResult(relative: input.relative)
    }

    /// Reads the whole input and publishes what became of it.
    /// - Parameter unproven: where the alerts of an input go that proved damaged.
    consuming func run(unproven: Path?) throws(RunError) -> FileResult {
        do throws(StreamDamage) {
            let source = try input.open()
            try readAll(source)
        } catch {
            note(error)
        }
        finish()
        try publish(unproven: unproven)
        return result
    }

    // MARK: Reading

    private mutating func readAll(_ source: consuming InputSource) throws(RunError) {
    }
}
