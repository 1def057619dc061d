package import ByteStreams

/// All files below a directory: their relative names and contents.
package struct Tree: Equatable, Sendable {
    package var files: [String: [UInt8]] = [:]

    /// - Parameter leavingOut: names at the top level to skip.
    package init(_ directory: Path, leavingOut: Set<String> = []) {
        add(directory, name: "", leavingOut)
    }

    private mutating func add(_ directory: Path, name: String, _ leavingOut: Set<String>) {
        guard case .success(let entries) = DirectoryListing.entries(of: directory) else { return }
        for entry in entries {
            let part = String(decoding: entry.name, as: UTF8.self)
            if name.isEmpty, leavingOut.contains(part) { continue }
            let path = directory.appending(entry.name)
            if entry.type == .directory {
                add(path, name: name + part + "/", leavingOut)
            } else {
                files[name + part] = TemporaryDirectory.contents(path) ?? []
            }
        }
    }

    /// Names of files that exist in only one of two trees, or differ.
    package func differences(from other: Tree) -> [String] {
        Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }.sorted()
    }
}
