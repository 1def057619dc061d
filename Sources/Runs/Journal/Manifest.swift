internal import Accounts
internal import ByteStreams
internal import Glibc
internal import JSONRecords
internal import Pipeline

/// What an earlier run did, as its manifest or its journal tells.
struct Manifest: Sendable {
    /// Where it was read.
    let path: Path
    var fingerprint: RunFingerprint
    /// The last entry of each input.
    var entries: [Path: ManifestEntry] = [:]

    /// What tells of the results in a directory: the journal when a run did not end, which then has
    /// everything that holds; else the manifest.
    ///
    /// - Returns: nil when there is neither.
    /// - Throws: `manifest`.
    static func read(_ tree: OutputTree) throws(RunError) -> Manifest? {
        for path in [tree.journal, tree.manifest] {
            do throws(ManifestFault) {
                guard let text = try text(of: path) else { continue }
                return path == tree.journal
                    ? try Manifest(journal: text, at: path) : try Manifest(document: text, at: path)
            } catch {
                throw .manifest(path, error)
            }
        }
        return nil
    }

    /// The manifest beside a journal, which tells of nothing that must hold.
    ///
    /// - Returns: nil when there is none that can be read.
    static func readDocument(_ tree: OutputTree) -> Manifest? {
        guard let text = try? text(of: tree.manifest) else { return nil }
        return try? Manifest(document: text, at: tree.manifest)
    }

    /// Opens the file without asking first whether it is there: where the disk gives no answer to that,
    /// it would look like a no.
    ///
    /// - Returns: nil when it is not there.
    private static func text(of path: Path) throws(ManifestFault) -> [UInt8]? {
        do throws(StreamDamage) {
            return try FileSource.contents(of: path)
        } catch {
            if error.reason == .inputOpen, error.detail == .errno(ENOENT) { return nil }
            throw .unreadable(error)
        }
    }

    /// Lines with a checksum each. The last one may have been cut by the end of the run.
    init(journal text: [UInt8], at path: Path) throws(ManifestFault) {
        self.path = path
        var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // Behind the last line end: nothing, or what was being written.
        lines.removeLast()
        var texts: [ArraySlice<UInt8>] = []
        for (number, line) in lines.enumerated() {
            let text = line.dropFirst(9)
            let isWhole =
                line.count > 9 && Self.checksum(line.prefix(8)) == Self.checksum(of: text)
                && line[line.startIndex + 8] == UInt8(ascii: " ")
            guard isWhole else {
                if number > 0, number == lines.count - 1 { break }
                throw .damaged(line: number + 1)
            }
            texts.append(text)
        }
        guard let head = texts.first else { throw .damaged(line: 1) }
        fingerprint = try ManifestReader.head(Array(head))
        for (number, text) in texts.enumerated().dropFirst() {
            try add(text, line: number + 1)
        }
    }

    /// A document with an entry a line and a checksum of all before it at its end.
    init(document text: [UInt8], at path: Path) throws(ManifestFault) {
        self.path = path
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // {, version, options, inputs … ], checksum, }, and nothing behind the last line end.
        let end = lines.count - 3
        guard end >= 4, lines[end + 2].isEmpty, lines[end + 1].elementsEqual("}".utf8) else {
            throw .damaged(line: lines.count)
        }
        var checksum = ByteBuffer(capacity: 64)
        ManifestText.appendChecksum(
            Self.checksum(of: text[..<lines[end].startIndex]), to: &checksum)
        guard text[lines[end].startIndex...].elementsEqual(checksum.bytes) else {
            throw .damaged(line: end + 1)
        }
        // From here on every byte is one that we wrote.
        var head = ByteBuffer(capacity: 1024)
        head.append(text[..<lines[3].startIndex])
        head.truncate(to: head.count - 2)
        head.append("}")
        fingerprint = try ManifestReader.head(head.bytes)
        for number in 4..<max(4, end - 1) {
            let line = lines[number].drop { $0 == UInt8(ascii: " ") }
            try add(line.last == UInt8(ascii: ",") ? line.dropLast() : line, line: number + 1)
        }
    }

    private mutating func add(
        _ text: ArraySlice<UInt8>, line: Int
    ) throws(ManifestFault) {
        var entry = try ManifestReader.entry(Array(text), line: line)
        entry.line = line
        entries[entry.path] = entry
    }

    private static func checksum(_ digits: ArraySlice<UInt8>) -> UInt32? {
        UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private static func checksum(of text: ArraySlice<UInt8>) -> UInt32 {
        var buffer = ByteBuffer(capacity: text.count)
        buffer.append(text)
        return buffer.withBytes { CRC32.of($0) }
    }
}

/// What the manifest says of one input: which state of it was converted, and to what.
struct ManifestEntry: Sendable {
    /// The alerts that the input kept of those with equal ids, in the sidecar file.
    struct Keys: Hashable, Sendable {
        /// How many stand before them.
        var start: UInt64
        var count: UInt64
        var crc32: UInt32
    }

    /// The line that it was read from, from 1; 0 for an entry that is still to be written.
    var line = 0
    /// The input's path below the output's folders.
    var path: Path
    /// Bytes; nil when the input must be read again in any case: a pipe, or one whose reading failed.
    var size: Int64?
    /// Modification time, nanoseconds since 1970.
    var modified: Int64?
    /// With `--checksum`: of the stored bytes, in hexadecimal.
    var sha256: String?
    var seen: UInt64
    var converted: UInt64
    var filtered: UInt64
    var duplicate: UInt64
    var rejected: UInt64
    var outputs: [Output]
    /// With `--deduplicate`, where the alerts stand in `alerts/`.
    var keys: Keys?
    /// The text of its summary, as `summary.json` has it.
    var summary: [UInt8]

    /// False for what could not be opened, such as a directory that could not be listed: when it is
    /// gone there is nothing of it to keep.
    var hasResults: Bool { size != nil || seen > 0 || !outputs.isEmpty }

    struct Output: Hashable, Sendable {
        /// Below the output directory.
        var path: Path
        var size: UInt64
        var crc32: UInt32?
        var sha256: String?
    }
}

extension ManifestEntry {
    /// What is noted of an input that is done.
    ///
    /// - Parameter checksums: whether contents are told by SHA-256.
    init(_ result: FileResult, _ tree: OutputTree, checksums: Bool) {
        let tally = result.tally
        self.init(
            path: result.relative, seen: tally.seen, converted: tally.converted,
            filtered: tally.filtered.total, duplicate: tally.duplicate,
            rejected: tally.rejected.total,
            outputs: result.outputs.map { Output($0, tree, checksums: checksums) },
            summary: ManifestText.summary(Summary(result)))
        guard let identity = result.identity, !Self.mayPass(result.damage) else { return }
        if checksums {
            let digest = try? FileChecksums.sha256(of: result.path)
            // What was hashed must be what was converted.
            let after = try? FileStatus.of(result.path).get().identity
            guard let digest, after == identity else { return }
            sha256 = digest.hexadecimal
        }
        size = identity.size
        modified = identity.modified
    }

    /// Damage that may be gone the next time, although the file is the same.
    private static func mayPass(_ damage: StreamDamage?) -> Bool {
        switch damage?.reason {
        case .inputOpen, .inputRead, .inputChanged: true
        default: false
        }
    }
}

extension ManifestEntry.Output {
    fileprivate init(_ file: PublishedFile, _ tree: OutputTree, checksums: Bool) {
        path = tree.relative(file.path)
        size = file.content.size
        if checksums, let digest = try? FileChecksums.sha256(of: file.path) {
            sha256 = digest.hexadecimal
        } else {
            crc32 = file.content.crc32
        }
    }

    /// Whether the file stands there with this content.
    func holds(in tree: OutputTree) -> Bool {
        let place = tree.directory.appending(path)
        guard case .success(let status) = FileStatus.of(place), status.kind == .regular,
            status.identity.size == Int64(clamping: size)
        else { return false }
        if let sha256 { return (try? FileChecksums.sha256(of: place).hexadecimal) == sha256 }
        let content = try? FileChecksums.fingerprint(of: place)
        return content?.size == size && content?.crc32 == crc32
    }
}

extension OutputTree {
    /// How many inputs an earlier run noted as done; 0 where nothing tells.
    package var notedInputs: Int { (try? Manifest.read(self))?.entries.count ?? 0 }
}
