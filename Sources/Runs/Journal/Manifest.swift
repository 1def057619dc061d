internal import Accounts
internal import ByteStreams
internal import Glibc
internal import JSONRecords
internal import Pipeline

/// What an earlier run did, according to its manifest or journal.
struct Manifest: Sendable {
    /// The path it was read from.
    let path: Path
    var fingerprint: RunFingerprint
    /// The latest entry for each input.
    var entries: [Path: ManifestEntry] = [:]

    /// Reads the record of the results in a directory: the journal if a run did not finish, which then
    /// has everything that is valid; else the manifest.
    ///
    /// - Returns: nil if there is neither.
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

    /// Reads the manifest next to a journal, whose entries need not be valid any more.
    ///
    /// - Returns: nil if there is none or it cannot be read.
    static func readDocument(_ tree: OutputTree) -> Manifest? {
        guard let text = try? text(of: tree.manifest) else { return nil }
        return try? Manifest(document: text, at: tree.manifest)
    }

    /// Opens the file without checking first whether it exists, because a disk error in that check would
    /// look like a no.
    ///
    /// - Returns: nil if it does not exist.
    private static func text(of path: Path) throws(ManifestFault) -> [UInt8]? {
        do throws(StreamDamage) {
            return try FileSource.contents(of: path)
        } catch {
            if error.reason == .inputOpen, error.detail == .errno(ENOENT) { return nil }
            throw .unreadable(error)
        }
    }

    /// Lines with a checksum each. The last one may be incomplete if the run was killed.
    init(journal text: [UInt8], at path: Path) throws(ManifestFault) {
        self.path = path
        var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // After the last line end: nothing, or a partly written line.
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

    /// A document with one entry per line, ending with a checksum of everything before it.
    init(document text: [UInt8], at path: Path) throws(ManifestFault) {
        self.path = path
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // {, version, options, inputs … ], checksum, }, and nothing after the last line end.
        let end = lines.count - 3
        guard end >= 4, lines[end + 2].isEmpty, lines[end + 1].elementsEqual("}".utf8) else {
            throw .damaged(line: lines.count)
        }
        let checksum = Self.checksum(of: text[..<lines[end].startIndex])
        guard text[lines[end].startIndex...].elementsEqual(ManifestText.end(checksum)) else {
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

/// The manifest's entry for one input: which state of it was converted, and to what.
struct ManifestEntry: Sendable {
    /// The input's alerts that were kept by deduplication, in the sidecar file.
    struct Keys: Hashable, Sendable {
        /// How many precede them.
        var start: UInt64
        var count: UInt64
        var crc32: UInt32
    }

    /// The line it was read from, from 1; 0 for an entry not written yet.
    var line = 0
    /// The input's path below the output folders.
    var path: Path
    /// Bytes; nil if the input must be read again in any case: a pipe, or one whose reading failed.
    var size: Int64?
    /// Modification time, nanoseconds since 1970.
    var modified: Int64?
    /// With `--checksum`: the digest of the stored bytes, in hexadecimal.
    var sha256: String?
    var seen: UInt64
    var converted: UInt64
    var filtered: UInt64
    var duplicate: UInt64
    var rejected: UInt64
    var outputs: [Output]
    /// With `--deduplicate`, if the alerts are in `alerts/`.
    var keys: Keys?
    /// The text of its summary, as in `summary.json`.
    var summary: [UInt8]

    /// False for inputs that could not be opened, such as an unreadable directory: if they are gone
    /// there is nothing to keep.
    var hasResults: Bool { size != nil || seen > 0 || !outputs.isEmpty }

    struct Output: Hashable, Sendable {
        /// Relative to the output directory.
        var path: Path
        var size: UInt64
        var crc32: UInt32?
        var sha256: String?
    }
}

extension ManifestEntry {
    /// The entry for a finished input.
    ///
    /// - Parameter checksums: whether contents are identified by SHA-256.
    init(_ result: FileResult, _ tree: OutputTree, checksums: Bool) {
        let tally = result.tally
        self.init(
            path: result.relative, seen: tally.seen, converted: tally.converted,
            filtered: tally.filtered.total, duplicate: tally.duplicate,
            rejected: tally.rejected.total,
            outputs: result.outputs.map { Output($0, tree, checksums: checksums) },
            summary: ManifestText.text(of: Summary(result)))
        guard let identity = result.identity, !Self.mayPass(result.damage) else { return }
        if checksums {
            let digest = try? FileChecksums.sha256(of: result.path)
            // The hashed content must be the converted content.
            let after = try? FileStatus.of(result.path).get().identity
            guard let digest, after == identity else { return }
            sha256 = digest.hexadecimal
        }
        size = identity.size
        modified = identity.modified
    }

    /// Damage that may not recur the next time, although the file is the same.
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

    /// Whether the file exists with this content.
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
    /// The number of inputs that an earlier run recorded as finished; 0 if unknown.
    package var notedInputs: Int { (try? Manifest.read(self))?.entries.count ?? 0 }
}
