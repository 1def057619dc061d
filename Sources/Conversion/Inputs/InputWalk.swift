import ByteStreams
import Glibc

/// Finds the files below the directories of a run: each file and each directory once, whatever
/// names and links lead to it, in byte order of their names.
struct InputWalk {
    /// What a tree's files must be named to be inputs.
    static let suffixes = [".json", ".ndjson", ".jsonl", ".log"]

    /// What was found: where, its name below the argument, and its state or why there is none.
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

    /// Files that have another name.
    private(set) var skipped = 0
    /// Pipes, sockets and devices, never opened.
    private(set) var special = 0
    /// Names that lead to a file or directory that was met before.
    private(set) var repeated = 0
    /// All directories that were walked, with the first path that led there.
    private(set) var directories: [FileNumber: Path] = [:]
    /// All files that were found or named.
    private(set) var files = ReadFiles()

    static func isInputName(_ name: Path) -> Bool {
        suffixes.contains { name.hasSuffix($0) || name.hasSuffix($0 + ".gz") }
    }

    /// Notes a file.
    ///
    /// - Returns: whether it is new.
    mutating func meet(_ file: FileNumber) -> Bool {
        if files.insert(file) { return true }
        repeated += 1
        return false
    }

    /// Walks the tree of `root`, which is a directory.
    ///
    /// - Parameter rootName: stands for the root itself if it cannot be listed.
    mutating func walk(_ root: Path, rootName: Path) -> [Found] {
        var found: [Found] = []
        // A stack of what is still to be visited, the next one last: a tree of any depth needs
        // neither recursion nor more than one descriptor.
        var waiting = [Step(path: root, name: Path(""), type: .directory)]
        while let step = waiting.popLast() {
            if step.type == .special {
                special += 1
                continue
            }
            if step.type == .regular, !Self.isInputName(step.name) {
                skipped += 1
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
                special += 1
            case .success where !Self.isInputName(step.name):
                skipped += 1
            case .success(let status):
                if meet(status.identity.file) {
                    found.append(Found(path: step.path, name: step.name, result: result))
                }
            case .failure(let error):
                // A link that leads nowhere is like any file of its name; any other failure could
                // hide a directory full of inputs, whatever it is called.
                if error.errno == ENOENT, !Self.isInputName(step.name) {
                    skipped += 1
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
            entries.map { entry in
                Step(
                    path: step.path.appending(entry.name), name: step.name.appending(entry.name),
                    type: entry.type)
            }
        }
    }
}
