internal import ByteStreams
internal import JSONRecords
internal import Synchronization

/// Notes each input that is done, as a line in a file of the output directory, so that a run that is
/// killed loses the inputs at hand and no others. When a run ends, the manifest takes its place.
///
/// While there is a journal it tells of everything that holds, and a manifest beside it is not read.
final class RunJournal: Sendable {
    private struct State {
        /// Bytes in the file.
        var length: UInt64
        /// Where each input's line stands, by the input's number.
        var lines: [Int: Range<UInt64>]
        var unsyncedLines = 0
        var unsyncedBytes: UInt64 = 0
    }

    /// Lines, and bytes of inputs, that a power cut may take back: each `fdatasync` waits for the disk.
    private static let unsyncedLinesLimit = 32
    private static let unsyncedBytesLimit: UInt64 = 64 << 20

    private let tree: OutputTree
    private let fingerprint: RunFingerprint
    private let checksums: Bool
    private let file: AppendFile
    /// With `--deduplicate`.
    private let keys: KeysFile?
    private let state: Mutex<State>

    /// Begins a journal that tells of what is kept of an earlier run.
    ///
    /// - Throws: `write`.
    init(
        _ tree: OutputTree, _ fingerprint: RunFingerprint, _ options: ConvertOptions,
        keeping kept: [Resumption.Kept]
    ) throws(RunError) {
        self.tree = tree
        self.fingerprint = fingerprint
        checksums = options.checksums
        var text = ByteBuffer(capacity: 64 << 10)
        ManifestText.appendLine(
            { ManifestText.appendJournalHead(fingerprint, to: &$0) }, to: &text)
        var lines: [Int: Range<UInt64>] = [:]
        for kept in kept {
            let start = UInt64(text.count)
            ManifestText.appendLine({ ManifestText.append(kept.entry, to: &$0) }, to: &text)
            lines[kept.number] = start..<UInt64(text.count)
        }
        do throws(WriteError) {
            try text.publish(as: tree.journal)
            file = try AppendFile(tree.journal, length: UInt64(text.count))
            let count = kept.reduce(0) { $0 + ($1.entry.keys?.count ?? 0) }
            keys = options.deduplicates ? try KeysFile(tree.keys, keeping: count) : nil
            state = Mutex(State(length: UInt64(text.count), lines: lines))
        } catch {
            throw .write(error)
        }
    }

    /// Notes an input whose outputs stand under their names.
    ///
    /// - Parameter kept: the alerts that it kept, when they stand in `alerts/`.
    /// - Throws: `write`.
    func add(_ result: FileResult, _ number: Int, _ kept: FileAlerts?) throws(RunError) {
        var entry = ManifestEntry(result, tree, checksums: checksums)
        do throws(WriteError) {
            // With `--deduplicate`, where there are keys, inputs pass one at a time.
            if let kept { entry.keys = try keys?.append(kept) }
            var line = ByteBuffer(capacity: 2048)
            ManifestText.appendLine({ ManifestText.append(entry, to: &$0) }, to: &line)
            let isDue = try state.withLock { (state) throws(WriteError) in
                try line.withBytes { (bytes) throws(WriteError) in try file.append(bytes) }
                let start = state.length
                state.length += UInt64(line.count)
                state.lines[number] = start..<state.length
                state.unsyncedLines += 1
                state.unsyncedBytes += result.tally.bytesRead
                let isDue =
                    state.unsyncedLines >= Self.unsyncedLinesLimit
                    || state.unsyncedBytes >= Self.unsyncedBytesLimit
                if isDue { (state.unsyncedLines, state.unsyncedBytes) = (0, 0) }
                return isDue
            }
            // The others need not wait for the disk.
            if isDue { try sync() }
        } catch {
            throw .write(error)
        }
    }

    private func sync() throws(WriteError) {
        try keys?.sync()
        try file.sync()
    }

    /// Makes what was noted durable: the run ends before its end.
    func suspend() throws(RunError) {
        do throws(WriteError) {
            try sync()
        } catch {
            throw .write(error)
        }
    }

    /// Puts the manifest in the place of the journal: all inputs are done.
    func finish() throws(RunError) {
        do throws(WriteError) {
            try keys?.sync()
            try publishManifest(state.withLock { $0.lines })
            try Directories.removeTree(tree.journal)
        } catch {
            throw .write(error)
        }
    }

    /// Entries in input order, whatever the order in which they were done.
    private func publishManifest(_ lines: [Int: Range<UInt64>]) throws(WriteError) {
        var manifest = try AtomicFile(tree.manifest)
        var checksum = CRC32()
        var text = ByteBuffer(capacity: 64 << 10)
        ManifestText.appendHead(fingerprint, to: &text)
        var isFirst = true
        for (_, line) in lines.sorted(by: { $0.key < $1.key }) {
            text.append(isFirst ? "\n    " : ",\n    ")
            isFirst = false
            // Without the checksum in front and the line end.
            text.append(try file.bytes(line).dropFirst(9).dropLast())
            if text.count >= 64 << 10 { try Self.move(&text, to: &manifest, &checksum) }
        }
        ManifestText.appendEnd(isEmpty: isFirst, to: &text)
        try Self.move(&text, to: &manifest, &checksum)
        ManifestText.appendChecksum(checksum.value, to: &text)
        try Self.move(&text, to: &manifest, &checksum)
        try manifest.publish()
    }

    private static func move(
        _ text: inout ByteBuffer, to file: inout AtomicFile, _ checksum: inout CRC32
    ) throws(WriteError) {
        let written = checksum
        checksum = try text.withBytes { (bytes) throws(WriteError) in
            try file.write(bytes)
            var checksum = written
            checksum.update(bytes)
            return checksum
        }
        text.removeAll()
    }
}
