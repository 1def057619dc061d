internal import Accounts
internal import ByteStreams
internal import Glibc
internal import Pipeline

/// Finds the files below the directories of a run: each file and directory once, whatever names and
/// links lead to it, in byte order of their names.
struct InputWalk {
    /// A find: its path, its name below the argument, and its state or why there is none.
    struct Found {
        var path: Path
        var name: Path
        var result: Result<FileStatus, SystemError>
    }

    private struct Step {
        var path: Path
        var name: Path
        var type: DirectoryListing.EntryType
    }

    /// The names that make walked files inputs.
    private let patterns: NamePatterns
    /// Whether to read the rejects of an earlier run's output directory instead of nothing.
    private let areQuarantine: Bool
    /// Files with other names, non-files (never opened), and output directories of ours.
    private(set) var skipped = SkippedFiles()
    /// Names that lead to a file or directory that was already found.
    private(set) var repeated = 0
    /// All walked directories, with the first path that led there.
    private(set) var directories: [FileNumber: Path] = [:]
    /// All files that were found or given.
    private(set) var files = ReadFiles()

    init(_ patterns: NamePatterns = NamePatterns(), areQuarantine: Bool = false) {
        self.patterns = patterns
        self.areQuarantine = areQuarantine
    }

    /// Records a file.
    ///
    /// - Returns: whether it is new.
    mutating func meet(_ file: FileNumber) -> Bool {
        if files.insert(file) { return true }
        repeated += 1
        return false
    }

    /// Walks the tree at `root`, which must be a directory.
    ///
    /// - Parameter rootName: the name of the root itself if it cannot be listed.
    mutating func walk(_ root: Path, rootName: Path) -> [Found] {
        var found: [Found] = []
        // A stack of what is still to be visited, the next one last: a tree of any depth needs
        // neither recursion nor more than one descriptor.
        var waiting = [Step(path: root, name: Path(""), type: .directory)]
        while let step = waiting.popLast() {
            if step.type == .special {
                skipped.add(SkippedFiles.special, step.path, named: step.name)
                continue
            }
            if step.type == .regular, !patterns.takes(step.name) {
                skipped.add(step.path, named: step.name)
                continue
            }
            let result = FileStatus.of(step.path)
            switch result {
            case .success(let status) where status.kind == .directory:
                switch entries(of: step, status) {
                case .success(let steps): waiting += steps.reversed()
                case .failure(let error):
                    let name = step.name.bytes.isEmpty ? rootName : step.name
                    found.append(Found(path: step.path, name: name, result: .failure(error)))
                }
            case .success(let status) where status.kind == .special:
                skipped.add(SkippedFiles.special, step.path, named: step.name)
            case .success where !patterns.takes(step.name):
                skipped.add(step.path, named: step.name)
            case .success(let status):
                if meet(status.identity.file) {
                    found.append(Found(path: step.path, name: step.name, result: result))
                }
            case .failure(let error):
                // A dangling link is treated like any file with its name; any other failure could hide a
                // directory full of inputs, whatever it is called.
                if error.errno == ENOENT, !patterns.takes(step.name) {
                    skipped.add(step.path, named: step.name)
                } else {
                    let name = step.name.bytes.isEmpty ? rootName : step.name
                    found.append(Found(path: step.path, name: name, result: result))
                }
            }
        }
        return found
    }

    private mutating func entries(of step: Step, _ status: FileStatus)
        -> Result<[Step], SystemError>
    {
        let number = status.identity.file
        if directories[number] != nil {
            repeated += 1
            return .success([])
        }
        directories[number] = step.path
        return DirectoryListing.entries(of: step.path).map { entries in
            var entries = entries
            if entries.contains(where: Self.isRunRecord), OutputTree(step.path).isEarlierRun {
                let tree = OutputTree(step.path)
                if areQuarantine {
                    entries.removeAll { $0.name != tree.rejects.lastComponent }
                } else {
                    skipped.add(SkippedFiles.earlierRun, step.path, named: step.name)
                    return []
                }
            }
            return entries.map { entry in
                Step(
                    path: step.path.appending(entry.name), name: step.name.appending(entry.name),
                    type: entry.type)
            }
        }
    }

    private static func isRunRecord(_ entry: DirectoryListing.Entry) -> Bool {
        entry.type == .regular && entry.name == OutputTree(Path("")).runRecord.lastComponent
    }
}
