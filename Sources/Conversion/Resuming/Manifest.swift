internal import ByteStreams
internal import Glibc
internal import JSONRecords

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
