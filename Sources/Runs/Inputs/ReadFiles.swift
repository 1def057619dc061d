package import Accounts
package import ByteStreams

/// Files that a command reads, under any name or link: none of its outputs may replace them.
package struct ReadFiles: Sendable {
    private var numbers: Set<FileNumber> = []

    package init() {}

    /// - Returns: whether the file is new.
    mutating func insert(_ file: FileNumber) -> Bool { numbers.insert(file).inserted }

    /// Adds the file that `path` leads to. Anything but a regular file may be read and written at the
    /// same time.
    package mutating func insert(_ path: Path) {
        guard let file = Self.regularFile(at: path) else { return }
        numbers.insert(file)
    }

    func contains(_ file: FileNumber) -> Bool { numbers.contains(file) }

    /// Refuses an output that is one of the files.
    ///
    /// - Throws: `outputIsInput`.
    package func checkOutput(_ path: Path) throws(InputError) {
        // Pipes and devices may be both read and written, like a terminal.
        guard let file = Self.regularFile(at: path) else { return }
        if numbers.contains(file) { throw .outputIsInput(path) }
    }

    private static func regularFile(at path: Path) -> FileNumber? {
        guard case .success(let status) = FileStatus.of(path), status.kind == .regular else {
            return nil
        }
        return status.identity.file
    }
}
