import Glibc

/// What the kernel says about a path or an open file.
package struct FileStatus: Sendable {
    package enum Kind: Hashable, Sendable {
        case regular, directory, special
    }

    package var kind: Kind
    package var identity: FileIdentity

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            default: .special
            }
        identity = FileIdentity(status)
    }

    /// Follows symbolic links.
    ///
    /// - Returns: the status, or the error number (`ENOENT`, `EACCES`, `ELOOP`, …).
    package static func of(_ path: Path) -> Result<FileStatus, SystemError> {
        Result { () throws(SystemError) in FileStatus(try SystemCalls.status(of: path)) }
    }

    /// Whether anything stands under this name, be it a link that leads nowhere.
    package static func isTaken(_ path: Path) -> Bool {
        (try? SystemCalls.status(of: path, followsLinks: false)) != nil
    }

    static func of(descriptor: Int32) -> Result<FileStatus, SystemError> {
        Result { () throws(SystemError) in FileStatus(try SystemCalls.status(of: descriptor)) }
    }
}
