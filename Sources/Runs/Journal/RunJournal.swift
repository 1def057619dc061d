internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Pipeline
internal import Synchronization

/// Records each finished input as a line in a file of the output directory, so that a killed run loses
/// only the inputs in progress. When a run ends, the manifest replaces it.
///
/// While there is a journal, it lists everything that is valid, and a manifest next to it is not read.
/// So a line is written only once the names of the input's outputs are durable. One worker takes care of
/// that for all inputs finished in the meantime: a directory is synced once for all new names in it.
final class RunJournal: Sendable {
    /// A finished input.
    private struct Note: Sendable {
        let place: EntryPlace
        let line: [UInt8]
        let bytesRead: UInt64
        /// The directories in which names of its outputs are not durable yet.
        var directories: Set<Path>
    }

    private struct State {
        /// Finished inputs without a line.
        var waiting: [Note] = []
        /// Whether a worker is writing lines, and will check for more.
        var isWriting = false

        /// The waiting notes; if there are none, the worker that brings the next one must write it.
        mutating func takeWaiting() -> [Note] {
            defer { waiting = [] }
            isWriting = !waiting.isEmpty
            return waiting
        }
    }

    /// The file's content; accessed by the worker that writes lines, and at the end.
    private struct Lines {
        /// Bytes in the file.
        var length: UInt64
        /// The location of each input's line.
        var places: [EntryPlace: Range<UInt64>]
        var unsynced = 0
        var unsyncedBytes: UInt64 = 0
    }

    /// The maximum number of lines, and bytes of inputs, that a power cut may undo, because each
    /// `fdatasync` waits for the disk.
    private static let unsyncedLimit = 32
    private static let unsyncedBytesLimit: UInt64 = 64 << 20
    /// If this many are waiting, the writing worker cannot keep up, and others help.
    private static let waitingLimit = 32

    private let tree: OutputTree
    private let fingerprint: RunFingerprint
    private let checksums: Bool
    private let file: AppendFile
    /// With `--deduplicate`.
    private let keys: KeysFile?
    private let state = Guarded(State())
    private let lines: Mutex<Lines>

    /// Starts a journal with the kept results of an earlier run.
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
        ManifestText.appendLine({ ManifestText.write(fingerprint, to: &$0) }, to: &text)
        var places: [EntryPlace: Range<UInt64>] = [:]
        for kept in kept {
            let start = UInt64(text.count)
            ManifestText.appendLine({ ManifestText.write(kept.entry, to: &$0) }, to: &text)
            places[kept.place] = start..<UInt64(text.count)
        }
        do throws(WriteError) {
            try text.publish(as: tree.journal)
            file = try AppendFile(tree.journal, length: UInt64(text.count))
            // If inputs that are gone kept alerts, unused keys of others may remain between theirs.
            let count = kept.compactMap(\.entry.keys).map { $0.start + $0.count }.max()
            keys = options.deduplicates ? try KeysFile(tree.keys, keeping: count ?? 0) : nil
            self.lines = Mutex(Lines(length: UInt64(text.count), places: places))
        } catch {
            throw .write(error)
        }
    }

    /// Records an input whose outputs have been published.
    ///
    /// - Parameter kept: its kept alerts, if they are in `alerts/`.
    /// - Throws: `write`, possibly because of another worker's input.
    func add(_ result: FileResult, _ number: Int, _ kept: FileAlerts?) throws(RunError) {
        var entry = ManifestEntry(result, tree, checksums: checksums)
        do throws(WriteError) {
            // With `--deduplicate`, the only case with keys, inputs arrive one at a time.
            if let kept { entry.keys = try keys?.append(kept) }
            var line = ByteBuffer(capacity: 2048)
            ManifestText.appendLine({ ManifestText.write(entry, to: &$0) }, to: &line)
            var note = Note(
                place: EntryPlace(ofInput: number), line: line.bytes,
                bytesRead: result.tally.bytesRead,
                directories: Set(result.outputs.map(\.path.directory)))
            if state.withLock({ $0.waiting.count >= Self.waitingLimit }) {
                for directory in note.directories { try Directories.sync(directory) }
                note.directories = []
            }
            var batch = state.withLock { state in
                state.waiting.append(note)
                return state.isWriting ? [] : state.takeWaiting()
            }
            while !batch.isEmpty {
                try write(batch)
                batch = state.withLock { $0.takeWaiting() }
            }
        } catch {
            throw .write(error)
        }
    }

    /// Makes the names of all outputs durable, then writes the lines.
    private func write(_ notes: [Note]) throws(WriteError) {
        for directory in notes.reduce(into: Set(), { $0.formUnion($1.directories) }) {
            try Directories.sync(directory)
        }
        var text = ByteBuffer(capacity: 2048 * notes.count)
        for note in notes { text.append(note.line) }
        try text.withBytes { (bytes) throws(WriteError) in try file.append(bytes) }
        let isDue = lines.withLock { lines in
            for note in notes {
                let start = lines.length
                lines.length += UInt64(note.line.count)
                lines.places[note.place] = start..<lines.length
                lines.unsyncedBytes += note.bytesRead
            }
            lines.unsynced += notes.count
            guard
                lines.unsynced >= Self.unsyncedLimit
                    || lines.unsyncedBytes >= Self.unsyncedBytesLimit
            else { return false }
            (lines.unsynced, lines.unsyncedBytes) = (0, 0)
            return true
        }
        if isDue { try sync() }
    }

    private func sync() throws(WriteError) {
        try keys?.sync()
        try file.sync()
    }

    /// Makes the recorded lines durable when a run stops early.
    func suspend() throws(RunError) {
        do throws(WriteError) {
            try sync()
        } catch {
            throw .write(error)
        }
    }

    /// Replaces the journal with the manifest once all inputs are finished.
    func finish() throws(RunError) {
        do throws(WriteError) {
            try keys?.sync()
            try publishManifest(lines.withLock { $0.places })
            try Directories.removeTree(tree.journal)
        } catch {
            throw .write(error)
        }
    }

    /// Writes entries in input order, regardless of the order in which they were finished.
    private func publishManifest(_ places: [EntryPlace: Range<UInt64>]) throws(WriteError) {
        var manifest = try AtomicFile(tree.manifest)
        var checksum = CRC32()
        var json = JSONWriter(after: ByteBuffer(capacity: 64 << 10))
        try json.object(.lines) { (json) throws(WriteError) in
            ManifestText.write(fingerprint, to: &json)
            try json.array("inputs", .lines) { (json) throws(WriteError) in
                for (_, line) in places.sorted(by: { $0.key < $1.key }) {
                    // Without the leading checksum and the line end.
                    json.value(json: try file.bytes(line).dropFirst(9).dropLast())
                    if json.text.count >= 64 << 10 {
                        try Self.move(&json.text, to: &manifest, &checksum)
                    }
                }
            }
            json.startLine()
            try Self.move(&json.text, to: &manifest, &checksum)
            ManifestText.write(checksum.value, to: &json)
        }
        json.endLine()
        try Self.move(&json.text, to: &manifest, &checksum)
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
