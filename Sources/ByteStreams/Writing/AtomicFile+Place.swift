import Glibc

extension AtomicFile {
    /// Finds out whether a file could be published as `path`, before the work whose result it will hold:
    /// makes the temporary file and removes it. What only a full disk or a race refuses shows later.
    ///
    /// - Throws: `create`, and `rename` where a directory stands, as making and publishing it would.
    package static func checkPlace(_ path: Path) throws(WriteError) {
        let file = try AtomicFile(path)
        let isDirectory = (try? SystemCalls.status(of: path, followsLinks: false)).map {
            FileStatus($0).kind == .directory
        }
        file.discard()
        if isDirectory == true { throw WriteError(.rename, path, errno: EISDIR) }
    }
}
