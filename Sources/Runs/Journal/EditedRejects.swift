internal import Accounts
package import ByteStreams
internal import Pipeline

/// Reject files that differ from what a run wrote, because somebody edited or added them. Later runs
/// never replace or remove them, because they may be hours of work (SPEC 2.4).
package struct EditedRejects: Hashable, Sendable {
    package struct Move: Hashable, Sendable {
        package var from: Path
        package var to: Path
    }

    /// Those that were renamed, because this run may write a file with their name.
    package private(set) var moved: [Move] = []
    /// Those that no run wrote, which are left alone.
    package private(set) var foreign: [Path] = []

    init() {}

    package var isEmpty: Bool { moved.isEmpty && foreign.isEmpty }

    /// Renames edited reject files of an earlier run. Must be called before anything of that run is
    /// removed or forgotten.
    ///
    /// - Parameters:
    ///   - kept: inputs whose results stay as they are, edited or not.
    ///   - inputs: of this run.
    /// - Throws: `write`.
    static func keep(
        in tree: OutputTree, of manifest: Manifest, _ kept: [Resumption.Kept], inputs: [Input]
    ) throws(RunError) -> EditedRejects {
        var known: [Path: ManifestEntry.Output] = [:]
        // A run that was killed while removing earlier results left their manifest behind.
        let before = manifest.path == tree.journal ? Manifest.readDocument(tree) : nil
        for manifest in [before, manifest].compactMap(\.self) {
            for output in manifest.entries.values.lazy.flatMap(\.outputs) {
                known[tree.directory.appending(output.path)] = output
            }
        }
        let staying = Set(
            kept.lazy.flatMap(\.entry.outputs).map { tree.directory.appending($0.path) })
        // Files that a killed run wrote but did not get to record.
        let expected = Set(inputs.map { tree.rejects(of: $0.relative) })
        var result = EditedRejects()
        guard tree.isDirectory(tree.rejects) else { return result }
        do throws(WriteError) {
            for file in files(below: tree.rejects) where !staying.contains(file) {
                if let output = known[file] {
                    if output.holds(in: tree) { continue }
                } else if OutputTree.isEdited(file.lastComponent) {
                    continue
                } else if !expected.contains(file) {
                    result.foreign.append(file)
                    continue
                } else if manifest.path == tree.journal {
                    continue
                }
                let place = OutputTree.edited(file)
                try Directories.rename(file, to: place)
                result.moved.append(Move(from: file, to: place))
            }
        } catch {
            throw .write(error)
        }
        return result
    }

    /// All files below a directory, in the order of their names; none if it does not exist.
    private static func files(below directory: Path) -> [Path] {
        var files: [Path] = []
        var waiting = [directory]
        while let next = waiting.popLast() {
            guard case .success(let entries) = DirectoryListing.entries(of: next) else { continue }
            for entry in entries where entry.type != .directory {
                files.append(next.appending(entry.name))
            }
            waiting += entries.reversed().filter { $0.type == .directory }
                .map { next.appending($0.name) }
        }
        return files
    }
}
