internal import Accounts
package import ByteStreams

/// The names inside an output directory (SPEC 7).
package struct OutputTree: Sendable {
    package let directory: Path

    package init(_ directory: Path) { self.directory = directory }

    package var alerts: Path { directory.appending("alerts") }
    package var rejects: Path { directory.appending("rejects") }
    package var unproven: Path { directory.appending("unproven") }
    package var summary: Path { directory.appending("summary.json") }
    package var page: Path { directory.appending("summary.html") }
    package var runRecord: Path { directory.appending("run.json") }
    package var manifest: Path { directory.appending("manifest.json") }
    /// The journal of a run in progress or unfinished.
    package var journal: Path { directory.appending(".mimecast2sophos.journal") }
    /// The keys of all alerts, with `--deduplicate`.
    package var keys: Path { directory.appending(".mimecast2sophos.ids") }

    /// Everything that a run writes at the top of the directory, and which therefore marks it as an
    /// output directory.
    package var marks: [Path] {
        [alerts, rejects, unproven, summary, page, manifest, journal, keys, runRecord]
    }

    /// Whether a run itself writes `path`, as spelled here. Its summary may be requested twice.
    package func takes(_ path: Path) -> Bool {
        guard let name = try? InputNames.name(of: path, below: directory),
            let first = name.components.first
        else { return false }
        let isMark = marks.contains { $0.lastComponent == first }
        return isMark && directory.appending(name) != summary
    }

    package func rejects(of input: Path) -> Path {
        rejects.appending(input).adding(suffix: Self.rejectsEnding)
    }

    private static let rejectsEnding = ".ndjson"
    /// The suffix of an edited reject file that a later run would have replaced (SPEC 2.4).
    private static let editedEnding = ".edited"

    /// The name of the input whose rejects a file holds.
    ///
    /// - Parameters:
    ///   - name: of the file.
    ///   - isNamed: whether it was given by this name, in which case it may also be a kept edited one.
    /// - Returns: nil for a file of another name.
    package static func input(ofRejects name: Path, isNamed: Bool) -> Path? {
        var name = name
        if isNamed {
            var rest = name
            while let last = rest.bytes.last, (0x30...0x39).contains(last) {
                rest.bytes.removeLast()
            }
            if rest != name, rest.hasSuffix(".") { rest.bytes.removeLast() } else { rest = name }
            if rest.hasSuffix(editedEnding) {
                name = Path(bytes: Array(rest.bytes.dropLast(editedEnding.utf8.count)))
            }
        }
        let ending = rejectsEnding
        guard name.hasSuffix(ending), name.lastComponent.count > ending.utf8.count else {
            return nil
        }
        return Path(bytes: Array(name.bytes.dropLast(ending.utf8.count)))
    }

    /// The new name for an edited reject file: `clicks.json.ndjson.edited`, followed by a number from 2
    /// if that is taken.
    package static func edited(_ rejects: Path) -> Path {
        let first = rejects.adding(suffix: editedEnding)
        var (path, number) = (first, 2)
        while FileStatus.isTaken(path) {
            path = first.adding(suffix: ".\(number)")
            number += 1
        }
        return path
    }

    /// Whether a name is one of those.
    package static func isEdited(_ name: [UInt8]) -> Bool {
        input(ofRejects: Path(bytes: name), isNamed: true) != nil
            && input(ofRejects: Path(bytes: name), isNamed: false) == nil
    }
}

extension OutputTree {
    /// Whether anything has the name of a run's results.
    package var holdsResults: Bool { marks.contains { FileStatus.isTaken($0) } }

    /// Whether there are results besides the record of a run.
    package var holdsAlerts: Bool { marks.contains { $0 != runRecord && FileStatus.isTaken($0) } }

    /// `path`, which must be inside the directory, relative to it.
    package func relative(_ path: Path) -> Path {
        Path(bytes: Array(path.bytes.dropFirst(directory.appending("").bytes.count)))
    }

    /// Whether a run of ours left its record here.
    package var holdsRunRecord: Bool { FileStatus.isTaken(runRecord) }

    /// Whether the directory is one that a run of ours wrote: its `run.json` says so. Another program may
    /// have a file of that name, too.
    package var isEarlierRun: Bool {
        guard case .success(let status) = FileStatus.of(runRecord), status.kind == .regular,
            var source = try? FileSource(path: runRecord, origin: .found)
        else { return false }
        var head = [UInt8](repeating: 0, count: 512)
        let count = (try? source.read(into: &head, from: 0)) ?? 0
        let text = String(decoding: head[..<count], as: UTF8.self)
        return text.contains("\"program\"") && text.contains("\"\(Product.name) ")
    }

    /// Removes the results of an earlier run but for `kept`, and nothing else. This run's record is
    /// already there, so a partly emptied directory is still recognised as ours.
    ///
    /// - Parameter kept: files in `alerts/`, `rejects/` and `unproven/`. Rejects that somebody edited stay
    ///   in any case.
    package func removeResults(allBut kept: Set<Path>) throws(WriteError) {
        for path in [summary, page] { try Directories.removeTree(path) }
        for root in [alerts, rejects, unproven] {
            if !isDirectory(root) || (kept.isEmpty && root != rejects) {
                try Directories.removeTree(root)
            } else {
                _ = try Self.removeFiles(below: root, allBut: kept)
            }
        }
        // Last, so that if this run is killed here, the next one still knows whose rejects these are.
        try Directories.removeTree(manifest)
    }

    /// Whether `root`, a name of the directory, is a directory itself, and no link to one.
    package func isDirectory(_ root: Path) -> Bool {
        guard case .success(let entries) = DirectoryListing.entries(of: directory) else {
            return false
        }
        return entries.contains { $0.name == root.lastComponent && $0.type == .directory }
    }

    /// - Returns: whether the directory was removed, because nothing in it is kept.
    private static func removeFiles(
        below directory: Path, allBut kept: Set<Path>
    ) throws(WriteError) -> Bool {
        guard case .success(let entries) = DirectoryListing.entries(of: directory) else {
            return false
        }
        var isEmpty = true
        for entry in entries {
            let path = directory.appending(entry.name)
            if entry.type == .directory {
                if try !removeFiles(below: path, allBut: kept) { isEmpty = false }
            } else if kept.contains(path) || isEdited(entry.name) {
                isEmpty = false
            } else {
                try Directories.removeTree(path)
            }
        }
        if isEmpty { try Directories.removeTree(directory) }
        return isEmpty
    }
}
