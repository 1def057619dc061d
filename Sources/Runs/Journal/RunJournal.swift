internal import Accounts
internal import ByteStreams
internal import JSONRecords
internal import Pipeline
internal import Synchronization

/// Notes each input that is done, as a line in a file of the output directory, so that a run that is
/// killed loses the inputs at hand and no others. When a run ends, the manifest takes its place.
///
/// While there is a journal it tells of everything that holds, and a manifest beside it is not read.
/// So a line comes only when the names of the input's outputs are durable. One worker sees to that for
/// all whose inputs were done in the meantime: a directory is synced once for all new names in it.
final class RunJournal: Sendable {
    /// An input that is done.
    private struct Note: Sendable {
        let place: EntryPlace
        let line: [UInt8]
        let bytesRead: UInt64
        /// In which names of its outputs are not yet durable.
        var directories: Set<Path>
    }

    private struct State {
        /// Done, but without a line.
        var waiting: [Note] = []
        /// A worker writes lines, and will look for more.
        var isWriting = false

        /// Those that wait; when there are none, the next one has to be written by who brings it.
        mutating func takeWaiting() -> [Note] {
            defer { waiting = [] }
            isWriting = !waiting.isEmpty
            return waiting
        }
    }

    /// What is in the file; touched by who writes lines, and at the end.
    private struct Lines {
        /// Bytes in the file.
        var length: UInt64
        /// Where each input's line stands.
        var places: [EntryPlace: Range<UInt64>]
        var unsynced = 0
        var unsyncedBytes: UInt64 = 0
    }

    /// Lines, and bytes of inputs, that a power cut may take back: each `fdatasync` waits for the disk.
    private static let unsyncedLimit = 32
    private static let unsyncedBytesLimit: UInt64 = 64 << 20
    /// When so many wait, the one that writes does not keep up, and others help.
    private static let waitingLimit = 32

    private let tree: OutputTree
    private let fingerprint: RunFingerprint
    private let checksums: Bool
    private let file: AppendFile
    /// With `--deduplicate`.
    private let keys: KeysFile?
    private let state = Guarded(State())
    private let lines: Mutex<Lines>

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
        var places: [EntryPlace: Range<UInt64>] = [:]
        for kept in kept {
            let start = UInt64(text.count)
            ManifestText.appendLine({ ManifestText.append(kept.entry, to: &$0) }, to: &text)
            places[kept.place] = start..<UInt64(text.count)
        }
        do throws(WriteError) {
            try text.publish(as: tree.journal)
            file = try AppendFile(tree.journal, length: UInt64(text.count))
            // Where inputs that are gone kept alerts, keys of others may stay between theirs, unused.
            let count = kept.compactMap(\.entry.keys).map { $0.start + $0.count }.max()
            keys = options.deduplicates ? try KeysFile(tree.keys, keeping: count ?? 0) : nil
            self.lines = Mutex(Lines(length: UInt64(text.count), places: places))
        } catch {
            throw .write(error)
        }
    }

    /// Notes an input whose outputs stand under their names.
    ///
    /// - Parameter kept: the alerts that it kept, when they stand in `alerts/`.
    /// - Throws: `write`, also for an input that another worker brought.
    func add(_ result: FileResult, _ number: Int, _ kept: FileAlerts?) throws(RunError) {
        var entry = ManifestEntry(result, tree, checksums: checksums)
        do throws(WriteError) {
            // With `--deduplicate`, where there are keys, inputs pass one at a time.
            if let kept { entry.keys = try keys?.append(kept) }
            var line = ByteBuffer(capacity: 2048)
            ManifestText.appendLine({ ManifestText.append(entry, to: &$0) }, to: &line)
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
            try publishManifest(lines.withLock { $0.places })
            try Directories.removeTree(tree.journal)
        } catch {
            throw .write(error)
        }
    }

    /// Entries in input order, whatever the order in which they were done.
    private func publishManifest(_ places: [EntryPlace: Range<UInt64>]) throws(WriteError) {
        var manifest = try AtomicFile(tree.manifest)
        var checksum = CRC32()
        var text = ByteBuffer(capacity: 64 << 10)
        ManifestText.appendHead(fingerprint, to: &text)
        var isFirst = true
        for (_, line) in places.sorted(by: { $0.key < $1.key }) {
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
